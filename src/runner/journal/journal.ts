import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { AsymptopiaError, toFailure } from "../../foundation/errors.ts";
import type { Outcome } from "../../verification/judge.ts";
import type { Range } from "../segments.ts";
import { type Batch, type BatchSource, batchKey } from "./batch.ts";
import { beginsLikeJournal, checkHeader, formatLine, headerLine, parseLine, refusedJournal } from "./journal-line.ts";
import { forEachLine } from "./lines.ts";
import { type RecordedBatch, readPoint, recordBatch } from "./recorded-batch.ts";

/** Replicates of one point that a journal held when it was opened. */
export interface HeldRange extends Range {
  /** Their outcomes, from the disk. @throws AsymptopiaError `unreadable-file` if the journal has changed since. */
  read(): readonly Outcome[];
}

/** What jobs came to, kept on disk as they end, so that a run that is killed loses what is in work and nothing else. */
export interface Journal {
  /** Where the journal that lay here before has gone, if a new one took its place. */
  readonly replaced: string | null;
  /** The number of batches that it held when it was opened. */
  readonly batches: number;
  /** What it held of a point when it was opened, in the order in which it was written. */
  find(source: BatchSource, point: string): readonly HeldRange[];
  /**
   * Hands a batch to the operating system, whole, before it returns; a closed journal takes none.
   *
   * @throws AsymptopiaError `unreadable-file`, field `journal`, if it cannot be written.
   */
  append(batch: Batch): void;
  /** May be called more than once. */
  close(): void;
}

/** Where a record lies in its file, in bytes, and without its line feed. */
interface Place {
  readonly start: number;
  readonly length: number;
}

/**
 * The journal at `path`, to be continued or begun. One that is continued loses an unfinished last line, which is what a
 * process leaves that was killed while it wrote. One that is begun takes the place of another, which is kept beside it as
 * `….previous.journal` until the next one is begun.
 *
 * A journal is text: a header, then a line for each batch, each line with a checksum. What has been read of it is not
 * kept; memory holds where everything is.
 *
 * @throws AsymptopiaError `unreadable-file`, field `journal`, for one to be continued that is damaged or by another
 *   version of this package or of Node, for a file that is none, and where the system denies access.
 */
export function openJournal(path: string, mode: "continue" | "begin"): Journal {
  const replaced = mode === "begin" ? setAside(path) : null;
  const file = attempt(path, "cannot be opened", () => {
    mkdirSync(dirname(path), { recursive: true });
    // Appending and reading; it is made where it is absent.
    return openSync(path, "a+");
  });
  try {
    return readJournal(path, file, replaced);
  } catch (thrown) {
    closeSync(file);
    throw thrown;
  }
}

function readJournal(path: string, file: number, replaced: string | null): Journal {
  const held = new Map<string, HeldRange[]>();
  let batches = 0;
  let open = true;
  let last: { readonly place: Place; readonly batch: RecordedBatch } | undefined;

  function batchAt(place: Place): RecordedBatch {
    if (last?.place === place) return last.batch;
    if (!open) throw new AsymptopiaError("worker-failure", `the journal ${path} is closed`);
    const bytes = Buffer.alloc(place.length);
    const length = readSync(file, bytes, 0, place.length, place.start);
    const batch = parseLine(bytes.toString("utf8", 0, length)) as RecordedBatch | undefined;
    if (batch === undefined) throw refusedJournal(path, "has changed while it was in use");
    last = { place, batch };
    return batch;
  }

  function index(line: string, start: number, length: number): void {
    const batch = parseLine(line) as RecordedBatch | undefined;
    batches += 1;
    if (batch === undefined) throw refusedJournal(path, `is damaged: the checksum of line ${batches + 1} is wrong`);
    const place = { start, length };
    batch.points.forEach(({ point, from, outcomes }, i) => {
      const key = batchKey(batch.source, point);
      const range: HeldRange = {
        from,
        to: from + outcomes.length,
        read() {
          const whole = batchAt(place);
          return readPoint(whole, whole.points[i]);
        },
      };
      const others = held.get(key);
      if (others === undefined) held.set(key, [range]);
      else others.push(range);
    });
  }

  attempt(path, "cannot be read", () => {
    const unfinished = forEachLine(file, (line, start, length) => {
      if (start === 0) checkHeader(path, line);
      else index(line, start, length);
    });
    if (unfinished.start === 0 && !headerLine.startsWith(unfinished.text)) {
      throw refusedJournal(path, "is no journal of a run");
    }
    ftruncateSync(file, unfinished.start);
    if (unfinished.start === 0) writeWhole(file, headerLine);
  });

  return {
    replaced,
    batches,
    find: (source, point) => held.get(batchKey(source, point)) ?? [],
    append(batch) {
      if (open) attempt(path, "cannot be written", () => writeWhole(file, formatLine(recordBatch(batch))));
    },
    close() {
      if (open) closeSync(file);
      open = false;
    },
  };
}

/** Moves a journal out of the way; null if there is none, or one without batches. */
function setAside(path: string): string | null {
  const aside = join(dirname(path), `${basename(path, ".journal")}.previous.journal`);
  return attempt(path, "cannot be replaced", () => {
    const present = beginningOf(path);
    if (present === null) return null;
    refuseOthers(path, present);
    if (present.length <= headerLine.length) {
      rmSync(path);
      return null;
    }
    refuseOthers(aside, beginningOf(aside) ?? "");
    renameSync(path, aside);
    return aside;
  });
}

function refuseOthers(path: string, beginning: string): void {
  if (!beginsLikeJournal(beginning)) throw refusedJournal(path, "is no journal of a run, and is not replaced");
}

/** The first bytes of a file, or null if it is absent. */
function beginningOf(path: string): string | null {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw thrown;
  }
  try {
    const bytes = Buffer.alloc(Math.min(200, fstatSync(file).size));
    return bytes.toString("utf8", 0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}

// A write may take less than it is given, and says how much.
function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

function attempt<T>(path: string, what: string, action: () => T): T {
  try {
    return action();
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) throw thrown;
    throw refusedJournal(path, `${what}: ${toFailure(thrown).message}`, thrown);
  }
}

import { createHash } from "node:crypto";
import { AsymptopiaError } from "../../foundation/errors.ts";
import { packageVersion } from "../../foundation/package.ts";

const format = "asymptopia-journal/1";
const nodeMajor = Number(process.versions.node.split(".")[0]);

/** The elementary functions are the engine's, and a newer package may simulate in another way. */
const header = { journal: format, version: packageVersion, node: nodeMajor };

const checksumLength = 16;

/** A value as a line of a journal: the first 64 bits of the SHA-256 of its JSON, a space, the JSON and a line feed. */
export function formatLine(value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksum(json)} ${json}\n`;
}

/** What a line says, without its line feed; undefined if it is damaged. */
export function parseLine(line: string): unknown {
  const json = line.slice(checksumLength + 1);
  if (line[checksumLength] !== " " || line.slice(0, checksumLength) !== checksum(json)) return undefined;
  return JSON.parse(json);
}

function checksum(json: string): string {
  return createHash("sha256").update(json).digest("hex").slice(0, checksumLength);
}

/** The first line of a journal that this package, on this version of Node, writes and reads. */
export const headerLine = formatLine(header);

/** Whether a file that begins like this is a journal of some version, or of length 0 as a killed run may leave it. */
export function beginsLikeJournal(beginning: string): boolean {
  const first = beginning.slice(0, headerLine.length);
  return headerLine.startsWith(first) || /^[0-9a-f]{16} \{"journal":"asymptopia-journal\//.test(beginning);
}

/** @throws AsymptopiaError `unreadable-file`, field `journal`, if the first line of the journal at `path` is another one. */
export function checkHeader(path: string, line: string): void {
  if (`${line}\n` === headerLine) return;
  const found = beginsLikeJournal(line) ? (parseLine(line) as Partial<typeof header> | undefined) : undefined;
  if (found === undefined) throw refusedJournal(path, "is no journal of a run");
  if (found.journal !== format) throw refusedJournal(path, `has the format ${found.journal}, not ${format}`);
  if (found.version !== packageVersion) {
    throw refusedJournal(path, `was written by version ${found.version} of asymptopia, and this is ${packageVersion}`);
  }
  throw refusedJournal(path, `was written on Node ${found.node}, whose elementary functions are not those of this one`);
}

/** The error about a journal that cannot be continued. */
export function refusedJournal(path: string, why: string, cause?: unknown): AsymptopiaError {
  return new AsymptopiaError("unreadable-file", `the journal ${path} ${why}`, {
    field: "journal",
    value: path,
    accepted: `a whole journal by asymptopia ${packageVersion} on Node ${nodeMajor}; a run without --resume begins a new one`,
    ...(cause === undefined ? {} : { cause }),
  });
}

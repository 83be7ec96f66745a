import { z } from "zod";
import { AsymptopiaError } from "../foundation/errors.ts";
import { parseWith } from "../foundation/parse.ts";

/** What runs in a NumPy process. */
export interface NumpyFacts {
  readonly python: string;
  readonly numpy: string;
  /** Null where there is no SciPy. */
  readonly scipy: string | null;
  /** Every OpenBLAS that is loaded, the kernel that it chose for this machine, and its threads. */
  readonly blas: readonly { readonly library: string; readonly core: string; readonly threads: number }[];
}

/** The calls of one request. */
export interface NumpyCalls {
  readonly seconds: readonly number[];
  /** What each returned, where that is a record of numbers. */
  readonly values: readonly Readonly<Record<string, number>>[];
}

const text = z.string("a text");
const positive = z.number("a number above 0").gt(0, "a number above 0");

const facts = z.strictObject(
  {
    python: text,
    numpy: text,
    scipy: text.nullable(),
    blas: z.array(
      z.strictObject({ library: text, core: text, threads: z.int("a whole number").min(1, "a whole number from 1") }),
      "a list",
    ),
  },
  "what runs there",
);

const calls = z.strictObject(
  {
    seconds: z.array(positive, "a list of times").min(1, "at least one time"),
    values: z.array(z.record(z.string(), z.number("a number"), "a record of numbers"), "a list of records"),
  },
  "an answer with seconds and values",
);

/**
 * The first line of a NumPy process.
 *
 * @throws AsymptopiaError `worker-failure` for a line that is no JSON, `invalid-input` for another content.
 */
export function parseFacts(line: string): NumpyFacts {
  return parseWith(facts, parsed(line), "facts");
}

/**
 * The answer to a request; null for what cannot be done there.
 *
 * @throws AsymptopiaError `worker-failure` for an answer that tells of an error, or is no JSON; `invalid-input` for
 *   another content.
 */
export function parseCalls(line: string): NumpyCalls | null {
  const answer = parsed(line);
  const { error, absent } = (answer ?? {}) as { readonly error?: unknown; readonly absent?: unknown };
  if (error !== undefined) throw new AsymptopiaError("worker-failure", `NumPy failed: ${error}`);
  if (absent !== undefined) return null;
  return parseWith(calls, answer, "answer");
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new AsymptopiaError("worker-failure", `NumPy answered with no JSON: ${line.slice(0, 200)}`, { cause });
  }
}

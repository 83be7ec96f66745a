import { invalidInput } from "../foundation/errors.ts";

/**
 * How much a run may spend. `workPerPoint` counts nominal work in 10⁶ floating-point operations, so that a named budget
 * means the same replicates on every machine; `seconds` bounds the whole run by the clock instead, and then the
 * verdicts depend on the machine.
 */
export interface Budget {
  readonly name: string;
  readonly workPerPoint: number;
  readonly seconds?: number;
}

/** A timer of Node counts milliseconds in 32 bits, and one that is set beyond them fires at once. */
const mostSeconds = Math.floor((2 ** 31 - 1) / 1000);

const named: Readonly<Record<string, number>> = { quick: 16_000, default: 100_000, thorough: 3_000_000 };

/**
 * `quick`, `default`, `thorough`, or a number of seconds such as `90s`, above 0 and at most 24 days.
 *
 * @throws AsymptopiaError `invalid-input`, field `budget`.
 */
export function parseBudget(text: string): Budget {
  if (Object.hasOwn(named, text)) return { name: text, workPerPoint: named[text] };
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
  if (seconds === undefined || !(Number(seconds) > 0) || Number(seconds) > mostSeconds) {
    throw invalidInput(
      "budget",
      text,
      `${Object.keys(named).join(", ")}, or seconds such as 90s, up to ${mostSeconds}s`,
    );
  }
  return { name: `${Number(seconds)}s`, workPerPoint: Number.POSITIVE_INFINITY, seconds: Number(seconds) };
}

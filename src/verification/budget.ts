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

const named: Readonly<Record<string, number>> = { quick: 6_000, default: 100_000, thorough: 3_000_000 };

/**
 * `quick`, `default`, `thorough`, or a number of seconds such as `90s`.
 *
 * @throws AsymptopiaError `invalid-input`, field `budget`.
 */
export function parseBudget(text: string): Budget {
  if (Object.hasOwn(named, text)) return { name: text, workPerPoint: named[text] };
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
  if (seconds === undefined || !(Number(seconds) > 0)) {
    throw invalidInput("budget", text, `${Object.keys(named).join(", ")}, or seconds such as 90s`);
  }
  return { name: `${Number(seconds)}s`, workPerPoint: Number.POSITIVE_INFINITY, seconds: Number(seconds) };
}

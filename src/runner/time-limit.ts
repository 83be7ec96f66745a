import type { Failure } from "../foundation/errors.ts";

/** Default of `--time-limit`, in seconds. */
export const defaultTimeLimit = 600;

/** A timer of Node counts milliseconds in 32 bits, and one that is set beyond them fires at once. */
export const longestTimeLimit = Math.floor((2 ** 31 - 1) / 1000);

/** What a replicate came to that ran past its limit in seconds. */
export function timeLimitFailure(seconds: number): Failure {
  return {
    code: "timed-out",
    message: `a replicate ran past the time limit of ${seconds} s, which depends on the machine`,
    field: "time-limit",
    value: seconds,
    accepted: "a replicate that ends within the limit, or a longer limit",
  };
}

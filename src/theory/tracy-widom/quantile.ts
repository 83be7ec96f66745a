import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { type TracyWidomBeta, tracyWidom } from "./distribution.ts";

/** Which side the probability is that of. */
export type Tail = "lower" | "upper";

/** Where all laws have less than 1e-200 to either side. */
const [leftmost, rightmost] = [-24, 99];

/**
 * The s at which the Tracy–Widom law F_β has the given probability to its left ("lower", by default) or to its right.
 *
 * By Newton's method on the logarithm of the probability, which is concave and nearly a parabola or a power, kept
 * inside a shrinking bracket. `error` is that of the probability over the density, with the rounding of s. `ok` where it
 * is at most 1e-12·max(1, |s|). Time: some six evaluations of the law.
 *
 * @param probability above 0 and below 1, at least 1e-200.
 * @throws AsymptopiaError `invalid-input` for a β, a probability or a tail outside its domain.
 */
export function tracyWidomQuantile(beta: TracyWidomBeta, probability: number, tail: Tail = "lower"): Quantity {
  if (!(probability >= 1e-200 && probability < 1)) {
    throw invalidInput("probability", probability, "at least 1e-200 and below 1");
  }
  if (tail !== "lower" && tail !== "upper") throw invalidInput("tail", tail, "lower or upper");
  // 1 − p is exact for p ≥ ½.
  const flip = probability > 0.5;
  const lower = (tail === "lower") !== flip;
  const wanted = flip ? 1 - probability : probability;
  let [left, right] = [leftmost, rightmost];
  let s = -1.5;
  for (let step = 0; step < 100; step++) {
    const law = tracyWidom(beta, s);
    const got = lower ? law.cdf : law.upper;
    const excess = Math.log(got.value / wanted) * (lower ? 1 : -1);
    const rate = law.density.value / got.value;
    if (excess > 0) right = s;
    else left = s;
    const newton = s - excess / rate;
    const next = newton > left && newton < right ? newton : (left + right) / 2;
    const rounding = 2 * Number.EPSILON * Math.max(1, Math.abs(s));
    const error = (got.error + wanted * Number.EPSILON) / law.density.value + rounding;
    // Where the density is all but 0, `error` says nothing about the distance from the root.
    if (Math.abs(excess) < 0.01 && Math.abs(next - s) <= error / 2) {
      const total = error + Math.abs(newton - s);
      return { value: s, error: total, status: total <= 1e-12 * Math.max(1, Math.abs(s)) ? "ok" : "inaccurate" };
    }
    s = next;
  }
  return { value: s, error: right - left, status: "inaccurate" };
}

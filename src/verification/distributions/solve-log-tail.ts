import { AsymptopiaError } from "../../foundation/errors.ts";

const MOST_STEPS = 200;

/** The logarithm of a tail, or another increasing and concave function, at a point: its value and its derivative. */
export interface ValueAndSlope {
  readonly value: number;
  readonly slope: number;
}

/**
 * The w at which an increasing, concave function f has the value `target`, by Newton's method.
 *
 * The logarithm of a lower tail is such a function where the density is log-concave. A tangent lies above f, so the
 * first step at the latest ends left of the root, and from there the steps go right and never pass it: no bracket is
 * needed. The last step starts where f misses the target by at most 1e-8·max(1, |target|), so that it leaves a relative
 * error of order 1e-16 plus what f itself has.
 *
 * @param floor A point left of the root, below which f must not be evaluated.
 * @throws AsymptopiaError `not-converged` after 200 steps (seen for no law of this folder).
 */
export function solveLogTail(
  target: number,
  start: number,
  at: (w: number) => ValueAndSlope,
  floor = Number.NEGATIVE_INFINITY,
): number {
  const close = 1e-8 * Math.max(1, Math.abs(target));
  let w = start;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { value, slope } = at(w);
    const miss = target - value;
    w = Math.max(floor, w + miss / slope);
    if (Math.abs(miss) <= close) return w;
  }
  throw new AsymptopiaError(
    "not-converged",
    `the quantile with log tail ${target} was not found in ${MOST_STEPS} steps`,
  );
}

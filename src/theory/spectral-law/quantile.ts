import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { support } from "../support/support.ts";
import { BulkCurve } from "./bulk-curve.ts";

const eps = Number.EPSILON;
const mostSteps = 400;

/**
 * The smallest x with F(x) ≥ q, for the distribution function F of the limiting spectrum, the atom at 0 included; for
 * q = 0 the lower end of the support.
 *
 * Newton's method on the closed form of F within the interval of the support that the masses tell, kept in brackets.
 * The error is that of F over the density, and reaches across a gap where q is the mass below it; `status` is `ok` up to
 * 1e-12·x.
 *
 * @param q from 0 to 1.
 * @throws AsymptopiaError `invalid-input` for φ outside (0, ∞) or q outside [0, 1].
 */
export function spectralQuantile(population: Population, phi: number, q: number): Quantity {
  if (!(q >= 0 && q <= 1)) throw invalidInput("q", q, "a number from 0 to 1");
  const { intervals, atomAtZero, status } = support(population, phi);
  if (atomAtZero.value > 0 && q <= atomAtZero.value) return { value: 0, error: 0, status: "ok" };
  if (q === 0) return intervals[0].lower.position;
  // Masses above, which are what the closed form gives.
  const wanted = 1 - q;
  let index = intervals.length - 1;
  let above = 0;
  while (index > 0 && above + intervals[index].mass.value <= wanted) above += intervals[index--].mass.value;
  const interval = intervals[index];
  const { lower, upper } = interval;
  // The mass above an interval is a sum of masses: q is that of all below it up to rounding.
  const slack = 8 * eps;
  if (wanted <= above + slack) {
    const next = intervals[index + 1]?.lower.position.value;
    if (next === undefined) return wanted <= 0 ? upper.position : near(upper.position, curveError(wanted));
    return near(upper.position, next - upper.position.value);
  }
  const curve = new BulkCurve(population, phi, interval);
  let [low, high] = [0, Math.PI];
  let theta = Math.PI / 2;
  for (let step = 0; step < mostSteps; step++) {
    curve.moveTo(theta);
    const mass = curve.massAbove();
    const excess = mass.value - wanted;
    if (excess > 0) low = theta;
    else high = theta;
    const move = excess / curve.mass;
    const close = Math.abs(excess) <= eps || Math.abs(move) <= 4 * eps * theta || high - low <= 4 * eps * high;
    if (close) {
      const { x, speed } = curve;
      const density = curve.mass / speed;
      // Beside an edge F is flat, and what is unknown of x is at most the distance from it.
      const ofMass = (Math.abs(excess) + mass.error + eps) / density;
      const error = Math.min(ofMass, upper.position.value - lower.position.value) + 16 * eps * x;
      return { value: x, error, status: status === "ok" && error <= 1e-12 * x ? "ok" : "inaccurate" };
    }
    const next = theta + move;
    // Where the bracket is wide in scale, by the geometric mean: features may be at any scale near θ = 0.
    const middle = low > 0 && high / low > 4 ? Math.sqrt(low * high) : low / 2 + high / 2;
    theta = next > low && next < high && step % 8 !== 7 ? next : middle;
  }
  throw new AsymptopiaError("not-converged", "the quantile was not found", { field: "q", value: q });

  function curveError(mass: number): number {
    // 1 − F ~ (2/3)·coefficient·(E − x)^{3/2}
    const { coefficient, position } = upper;
    if (coefficient === undefined) return position.error;
    return position.error + Math.cbrt(((3 * (mass + eps)) / (2 * coefficient.value)) ** 2);
  }

  function near(position: Quantity, distance: number): Quantity {
    const error = Math.max(position.error, distance);
    return { value: position.value, error, status: error <= 1e-12 * position.value ? "ok" : "inaccurate" };
  }
}

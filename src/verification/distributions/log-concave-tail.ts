/**
 * Tails of log-concave densities, as one integral.
 *
 * Normal, Student t, gamma and beta laws have, in a suitable variable w, a log-concave density f. Beyond a point w₀ on
 * the far side of the mode, ∫ f(w₀ + v) dv = f(w₀)·M with
 *
 *   M = ∫₀^∞ e^(−h(v)) dv,    h convex, h(0) = 0, h′(0) ≥ 0.
 *
 * f(w₀) is known in closed form however small it is, and M (Mills' ratio) is a number of moderate size whose integrand
 * is positive and falls from 1 to 0: nothing cancels, and the work does not grow with the parameters.
 *
 * The integral is taken by the trapezoidal rule after v = L·exp(u − e^(−u)), double-exponential at both ends (H. Takahasi
 * and M. Mori, Publ. RIMS 9 (1974) 721–741), where L is about the distance over which e^(−h) falls by the factor e.
 */

const STEP = 1 / 32;
// Below this u the weight is under 1e-18; above the other one e^(−h) is under 1e-20, as h(v) ≥ h(L)·v/L by convexity.
const FIRST = -3.75;
const LAST = 5;
const NEGLIGIBLE_EXPONENT = 46;

const nodes: number[] = [];
const weights: number[] = [];
for (let k = Math.round(FIRST / STEP); k <= Math.round(LAST / STEP); k += 1) {
  const u = k * STEP;
  const node = Math.exp(u - Math.exp(-u));
  nodes.push(node);
  weights.push(STEP * node * (1 + Math.exp(-u)));
}

/**
 * M = ∫₀^∞ exp(−h(v)) dv, with relative error of a few 1e-15 for the densities of this folder.
 *
 * @param exponent h, convex with h(0) = 0; each value with a relative error of a few units of machine epsilon.
 * @param slope h′(0) ≥ 0.
 * @param curvature h″(0) > 0; with the slope it sets the scale L, on which h must be of order 1.
 */
export function logConcaveTail(exponent: (v: number) => number, slope: number, curvature: number): number {
  const scale = 2 / (slope + Math.hypot(slope, Math.sqrt(2 * curvature)));
  let sum = 0;
  for (let k = 0; k < nodes.length; k += 1) {
    const h = exponent(scale * nodes[k]);
    if (h > NEGLIGIBLE_EXPONENT) break;
    sum += weights[k] * Math.exp(-h);
  }
  return scale * sum;
}

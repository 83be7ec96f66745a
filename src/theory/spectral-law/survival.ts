import type { Quantity } from "../../foundation/quantity.ts";
import { RunningSum } from "../populations/running-sum.ts";
import type { CompanionEquation } from "../silverstein/companion-equation.ts";

const eps = Number.EPSILON;

/**
 * The mass of the limiting law above x > 0, from an approximate solution ℓ = re + i·im of x = ψ(ℓ) on the right branch.
 *
 * With v = −1/ℓ the function G(z, v) = −log v + φ∫ log(1 + τv) dH − zv − 1 has ∂G/∂z = −v, and ∂G/∂v = 0 is the
 * Silverstein equation: at the solution it is ∫ log(y − z) of the companion's law, whose imaginary part at x + i0 counts
 * the mass below x. Hence
 * π·(mass above x) = (arg ℓ − x Im v)/φ + ∫ (arg(ℓ − τ) − arg ℓ) dH with principal values: no quadrature over x, and,
 * since G is stationary, the error of ℓ counts only in second order.
 *
 * @param radius how far ℓ may be from the exact solution.
 */
export function survival(equation: CompanionEquation, x: number, re: number, im: number, radius: number): Quantity {
  const { phi } = equation;
  const { values, weights, offsets, base, relativeError } = equation.nodesAt(re, im);
  const shift = re - base;
  const turned = new RunningSum();
  // In units of |ℓ|, whose square may be no double.
  const size = Math.hypot(re, im);
  const [cosine, sine] = [re / size, im / size];
  for (let i = 0; i < values.length; i++) {
    // (ℓ − τ)/ℓ = (|ℓ|² − τ Re ℓ + iτ Im ℓ)/|ℓ|²
    const along = cosine * ((shift - offsets[i]) / size) + sine * sine;
    turned.add(weights[i] * Math.atan2((values[i] / size) * sine, along));
  }
  const angle = Math.atan2(im, re);
  const lifted = (x / size) * sine;
  const value = ((angle - lifted) / phi + turned.value) / Math.PI;
  const rounding = (4 * eps * (angle + lifted)) / phi + (relativeError + 8 * eps) * turned.value;
  let ofEll = 0;
  if (im > 0) {
    // ∂G/∂ℓ = (ψ − x)/ℓ²
    equation.evaluate(re, im);
    const { psiRe, psiIm, slopeRe, slopeIm, margin, distance } = equation;
    const slope = Math.hypot(slopeRe, slopeIm) + (2 * (1 - margin) * radius) / distance;
    ofEll = ((radius / size) * ((Math.hypot(psiRe - x, psiIm) + radius * slope) / size)) / phi;
  }
  const error = (rounding + ofEll) / Math.PI;
  return { value, error, status: error <= 1e-12 ? "ok" : "inaccurate" };
}

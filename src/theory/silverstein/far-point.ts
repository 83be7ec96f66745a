import { type Complex, divide, modulus, multiply, scale } from "../../foundation/complex.ts";
import type { ComplexQuantity } from "../../foundation/complex-quantity.ts";
import type { CompanionEquation } from "./companion-equation.ts";
import type { SpectralPoint } from "./spectral-point.ts";

const eps = Number.EPSILON;
/** Multiple of max(1, φ)·τ_max beyond which the spectrum looks like a point at 0 to less than rounding. */
const far = 1e20;
/** Below it, products are not good to their digits. */
const smallest = 1e-305;

/**
 * The solution where |z| is so large that m = −1/z·(1 + O(τ_max/z)) and ℓ = z·(1 + O(φτ_max/z)) are −1/z and z to all
 * digits, and the like for derivatives and imaginary parts: up to the largest doubles, where sums of squares overflow.
 * Undefined elsewhere.
 *
 * @param z with Im z ≥ 0.
 */
export function farPoint({ phi, largest }: CompanionEquation, z: Complex): SpectralPoint | undefined {
  const size = modulus(z);
  if (!(size / far > Math.max(1, phi) * largest)) return undefined;
  const inverse = divide({ re: 1, im: 0 }, z);
  const square = multiply(inverse, inverse);
  const first = quantity(scale(inverse, -1), 4 * eps);
  const second = quantity(square, 10 * eps);
  const third = quantity(scale(multiply(square, inverse), -2), 16 * eps);
  const ratio = largest / size;
  return {
    z,
    ell: quantity(z, eps),
    companion: first,
    companionDerivative: second,
    companionSecondDerivative: third,
    stieltjes: first,
    stieltjesDerivative: second,
    stieltjesSecondDerivative: third,
    density: density(z.im / size / size / Math.PI, z.im > 0),
    branch: { kind: "contraction", radius: eps * size, contraction: phi * ratio * ratio },
  };
}

function quantity(value: Complex, relativeError: number): ComplexQuantity {
  const size = modulus(value);
  const resolved = size >= smallest && size < Number.POSITIVE_INFINITY;
  const error = relativeError * size + (resolved ? 0 : smallest);
  return { value: { re: value.re + 0, im: value.im + 0 }, error, status: resolved ? "ok" : "inaccurate" };
}

function density(value: number, complex: boolean): SpectralPoint["density"] {
  if (!complex) return { value: 0, error: 0, status: "ok" };
  const resolved = value >= smallest;
  return { value, error: 6 * eps * value + (resolved ? 0 : smallest), status: resolved ? "ok" : "inaccurate" };
}

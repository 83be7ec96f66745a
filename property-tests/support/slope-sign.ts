import type { ActivationSpecification } from "asymptopia/model";

/**
 * The sign of α⋆ = E σ⋆′(z) for z ~ N(0, variance), from the shape of σ⋆ alone: monotone teachers, E cos z = e^{−v/2} > 0
 * for the sine, and E(c₁ + 2c₂z + 3c₃z²) = c₁ + 3c₃v for polynomials. Null where rounding of v could decide it.
 */
export function slopeSign(teacher: ActivationSpecification, variance: number): -1 | 0 | 1 | null {
  switch (teacher.kind) {
    case "hermite":
      return polynomialSlopeSign(hermiteCoefficients[teacher.degree], variance);
    case "polynomial":
      return polynomialSlopeSign(teacher.coefficients, variance);
    case "function":
      throw new Error("nothing is known of a registered function");
    default:
      return 1;
  }
}

const hermiteCoefficients = [[1], [0, 1], [-1, 0, 1], [0, -3, 0, 1]];

function polynomialSlopeSign(coefficients: readonly number[], variance: number): -1 | 0 | 1 | null {
  const [, linear = 0, , cubic = 0] = coefficients;
  const slope = linear + 3 * cubic * variance;
  if (linear === 0 && cubic === 0) return 0;
  if (Math.abs(slope) < 1e-9 * (Math.abs(linear) + Math.abs(cubic))) return null;
  return slope > 0 ? 1 : -1;
}

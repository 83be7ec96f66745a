import { choleskyFactor, choleskySolve, type DenseMatrix, dotProduct, multiply } from "../../linalg/index.ts";
import { frobenius } from "../linear-representation/frobenius.ts";
import { plus } from "../linear-representation/population-step.ts";

/** The law of the first pre-activations of one unit with w = C^{½}ω, and what it leaves of w. */
export interface StartLaw {
  /** log of the density of X̄ᵀw at s, up to a constant that is the same for all X̄ of one shape. */
  logDensity(s: DenseMatrix): number;
  /** The w with X̄ᵀw = s that has what X̄ does not see from `other`. */
  weightsAt(s: DenseMatrix, other: DenseMatrix): DenseMatrix;
  /** ‖Γ⁻¹s‖, how steep `logDensity` is at s. */
  slope(s: DenseMatrix): number;
}

/**
 * The law for inputs X̄, d × n̄ with independent columns, and a start with C^{½} = `root`, the identity where it is null:
 * s ~ N(0, Γ), Γ = X̄ᵀCX̄.
 *
 * @throws AsymptopiaError `invalid-input` where Γ is singular to working accuracy.
 */
export function startLaw(inputs: DenseMatrix, root: DenseMatrix | null): StartLaw {
  const half = root === null ? inputs : multiply(root, inputs);
  const carried = root === null ? inputs : multiply(root, half);
  const factor = choleskyFactor(multiply(half, half, { transposeA: true }));
  const order = factor.rows;
  let logRoot = 0;
  for (let i = 0; i < order; i++) logRoot += Math.log(factor.data[i * order + i]);
  return {
    logDensity: (s) => -0.5 * dotProduct(s.data, choleskySolve(factor, s).data) - logRoot,
    weightsAt(s, other) {
      const missing = plus(s, multiply(inputs, other, { transposeA: true }), -1);
      return plus(other, multiply(carried, choleskySolve(factor, missing)));
    },
    slope: (s) => frobenius(choleskySolve(factor, s)),
  };
}

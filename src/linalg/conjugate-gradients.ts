import { AsymptopiaError, invalidInput } from "../foundation/errors.ts";
import { dotProduct } from "./dot-product.ts";

/** Overwrites `out` with the image of `v`. It must be linear, symmetric and positive definite, and leave `v` alone. */
export type LinearOperator = (v: Float64Array, out: Float64Array) => void;

export interface ConjugateGradientsOptions {
  /** The relative residual ‖b − A x‖/‖b‖ to reach, in (0, 1); 1e-12 if absent. */
  readonly tolerance?: number;
  /** The most iterations; ten times the order, and at least 100, if absent. */
  readonly maximumIterations?: number;
}

export interface ConjugateGradientsResult {
  readonly solution: Float64Array;
  /** Steps taken. The operator is applied once in each, and once more for every check of the true residual. */
  readonly iterations: number;
  /** ‖b − A x‖/‖b‖, computed from the solution and not from the recurrence; 0 for b = 0. */
  readonly relativeResidual: number;
}

/**
 * The x with A x = b for a symmetric positive definite A that is known by its action alone (Hestenes and Stiefel
 * 1952), starting from 0.
 *
 * The error obeys ‖x − A⁻¹b‖ ≤ cond(A) · relativeResidual · ‖A⁻¹b‖. About ½·√cond(A)·ln(2/tolerance) iterations are
 * needed; a tolerance below a few ε·cond(A), ε = 2⁻⁵², cannot be reached. The recurrence's residual drifts away from the
 * true one, so the end is decided by the true one, and the iteration starts again from there if it falls short. Orders
 * of summation are fixed.
 *
 * @throws AsymptopiaError `not-converged` if the tolerance is not reached; `non-finite` if b or an image is; and
 *   `invalid-input` for an empty b, options outside their domain, or an operator that is not positive definite.
 */
export function conjugateGradients(
  applyOperator: LinearOperator,
  rightHandSide: Float64Array,
  options: ConjugateGradientsOptions = {},
): ConjugateGradientsResult {
  const order = rightHandSide.length;
  if (order === 0) throw invalidInput("rightHandSide.length", order, "a whole number above 0");
  const { tolerance = 1e-12, maximumIterations = Math.max(100, 10 * order) } = options;
  if (!(tolerance > 0 && tolerance < 1)) throw invalidInput("tolerance", tolerance, "a number between 0 and 1");
  if (!Number.isInteger(maximumIterations) || maximumIterations < 1) {
    throw invalidInput("maximumIterations", maximumIterations, "a whole number above 0");
  }

  // Squared norms of numbers around 1e-170 would underflow, so the largest entry is brought to 1 meanwhile.
  const scale = largestMagnitude(rightHandSide);
  const solution = new Float64Array(order);
  if (scale === 0) return { solution, iterations: 0, relativeResidual: 0 };
  const residual = rightHandSide.map((entry) => entry / scale);
  const direction = residual.slice();
  const image = new Float64Array(order);
  const initial = dotProduct(residual, residual);

  let squared = initial;
  let before = Number.POSITIVE_INFINITY;
  for (let iterations = 1; iterations <= maximumIterations; iterations++) {
    applyOperator(direction, image);
    const step = squared / checkedCurvature(dotProduct(direction, image));
    for (let i = 0; i < order; i++) {
      solution[i] += step * direction[i];
      residual[i] -= step * image[i];
    }
    const next = dotProduct(residual, residual);
    const promising = Math.sqrt(next / initial) <= tolerance / 2;
    if (!promising && iterations < maximumIterations) {
      const ratio = next / squared;
      for (let i = 0; i < order; i++) direction[i] = residual[i] + ratio * direction[i];
      squared = next;
      continue;
    }
    applyOperator(solution, image);
    for (let i = 0; i < order; i++) residual[i] = rightHandSide[i] / scale - image[i];
    squared = dotProduct(residual, residual);
    const relativeResidual = Math.sqrt(squared / initial);
    if (relativeResidual <= tolerance) {
      for (let i = 0; i < order; i++) solution[i] *= scale;
      return { solution, iterations, relativeResidual };
    }
    // A restart that gains less than a factor of two has met the limit of rounding.
    if (!(relativeResidual < before / 2)) throw notConverged(relativeResidual, iterations, tolerance);
    before = relativeResidual;
    direction.set(residual);
  }
  throw notConverged(Math.sqrt(squared / initial), maximumIterations, tolerance);
}

function largestMagnitude(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i]);
    if (!Number.isFinite(magnitude)) {
      throw new AsymptopiaError("non-finite", `rightHandSide[${i}] is ${values[i]}`, {
        field: `rightHandSide[${i}]`,
        value: values[i],
        accepted: "a finite number",
      });
    }
    if (magnitude > largest) largest = magnitude;
  }
  return largest;
}

function checkedCurvature(curvature: number): number {
  if (!Number.isFinite(curvature)) {
    throw new AsymptopiaError("non-finite", `conjugate gradients met an image whose inner product is ${curvature}`, {
      field: "applyOperator",
      value: curvature,
      accepted: "an operator with finite images",
    });
  }
  if (curvature <= 0) {
    throw new AsymptopiaError(
      "invalid-input",
      `applyOperator must be positive definite, but a direction v has ⟨v, A v⟩ = ${curvature}`,
      { field: "applyOperator", value: curvature, accepted: "a positive definite operator" },
    );
  }
  return curvature;
}

function notConverged(relativeResidual: number, iterations: number, tolerance: number): AsymptopiaError {
  return new AsymptopiaError(
    "not-converged",
    `conjugate gradients reached a relative residual of ${relativeResidual.toExponential(2)} after ${iterations} ` +
      `iterations, not ${tolerance}`,
    { field: "tolerance", value: tolerance, accepted: "a tolerance that the operator's condition allows" },
  );
}

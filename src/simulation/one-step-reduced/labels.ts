import { dotProduct } from "../../linalg/dot-product.ts";
import type { Activation } from "../../model/activation.ts";
import { finiteValue } from "../finite-value.ts";

/** σ⋆(scale·gᵢ) + deviation·εᵢ. */
export interface LabelModel {
  readonly teacher: Activation;
  /** Standard deviation of the projections x·β⋆. */
  readonly scale: number;
  /** Standard deviation of the label noise. */
  readonly deviation: number;
}

/** Where the labels lie in the plane that they span with the unit projections g. */
export interface LabelCoordinates {
  /** ⟨g, y⟩/‖g‖. */
  readonly along: number;
  /** Length of what is left of y, at least 0. */
  readonly across: number;
}

/**
 * Coordinates of the labels y of n samples with unit projections g and unit noise ε. The part across g is the norm of a
 * difference of vectors, not a difference of squares, so that it is small to rounding where y is a multiple of g.
 *
 * @param unitNoise may be absent if `deviation` is 0.
 * @throws AsymptopiaError `non-finite`, field `teacher`, where the teacher's value is no finite number.
 */
export function labelCoordinates(
  { teacher, scale, deviation }: LabelModel,
  unitProjections: Float64Array,
  unitNoise: Float64Array | undefined,
): LabelCoordinates {
  const n = unitProjections.length;
  const labels = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const projection = scale * unitProjections[i];
    labels[i] = finiteValue("teacher", teacher.value(projection), projection);
  }
  if (unitNoise !== undefined && deviation > 0) {
    for (let i = 0; i < n; i++) labels[i] += deviation * unitNoise[i];
  }
  const square = dotProduct(unitProjections, unitProjections);
  const inner = dotProduct(unitProjections, labels);
  const slope = inner / square;
  for (let i = 0; i < n; i++) labels[i] -= slope * unitProjections[i];
  return { along: inner / Math.sqrt(square), across: Math.sqrt(dotProduct(labels, labels)) };
}

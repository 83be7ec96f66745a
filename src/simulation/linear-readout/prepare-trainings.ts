import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import { type ReadoutCovariances, readoutCovariances } from "./readout-covariances.ts";
import type { ReadoutSetting } from "./readout-setting.ts";
import { teacherSquares } from "./readout-teacher.ts";
import { remembered } from "./remembered.ts";

/** What of a training does not depend on the draw. */
export interface PreparedTraining extends ReadoutCovariances {
  /** θ̃_i² of each teacher. */
  readonly teachers: readonly Float64Array[];
}

/**
 * The covariances and teachers of trainings on the same realised population; what several have in common is the same
 * array.
 */
export function prepareTrainings(
  realised: ReadoutSetting,
  trainings: readonly {
    readonly setting: ReadoutSetting;
    readonly exponent: number;
    readonly alignments: readonly number[];
  }[],
): readonly PreparedTraining[] {
  const eigenvalues = realisedEigenvalues(realised.population);
  const covariancesAt = remembered((exponent: number, shift: number) =>
    readoutCovariances(eigenvalues, exponent, shift),
  );
  const weightsAt = remembered((exponent: number) => covariancesAt(exponent, 1).weights);
  const teacherAt = remembered(
    (exponent: number, alignment: number, normalization: ReadoutSetting["normalization"]) => {
      const { teacherFactors } = covariancesAt(exponent, 1);
      return teacherSquares(eigenvalues, alignment, normalization).map((square, j) => square * teacherFactors[j]);
    },
  );
  return trainings.map(({ setting: { shift, normalization }, exponent, alignments }) => ({
    ...covariancesAt(exponent, shift),
    weights: weightsAt(exponent),
    teachers: alignments.map((alignment) => teacherAt(exponent, alignment, normalization)),
  }));
}

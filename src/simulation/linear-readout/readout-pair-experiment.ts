import { z } from "zod";
import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { finite } from "../sample-covariance/point-schema.ts";
import { realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { averageReadouts, averageReadoutsCost } from "./average-readouts.ts";
import { prepareTrainings } from "./prepare-trainings.ts";
import { finiteObservations } from "./readout-observables.ts";
import {
  checkedTraining,
  parseSettingOf,
  type ReadoutSetting,
  type ReadoutTraining,
  realiseReadout,
  settingShape,
  strictObject,
  trainingShape,
} from "./readout-setting.ts";
import { rememberedFor } from "./remembered.ts";

/** A point of the pair experiment: two trainings in one setting. */
export type ReadoutPairParameters = ReadoutSetting & {
  /** Alignments a of the teachers θ_i² ∝ τ_i^{2a}; of several the worst counts. */
  readonly alignments: readonly number[];
  readonly first: ReadoutTraining;
  readonly second: ReadoutTraining;
};

type PairProblem = Problem<ReadoutPairParameters>;

/**
 * Two trainings of `averaged-linear-readout` on the same draws, to be compared; with several teachers, in the risk of
 * the worst of them.
 */
export const experiment: Experiment<ReadoutPairParameters> = {
  id: "linear-readout-pair",
  version: 1,
  module: import.meta.url,
  streamParameters: ["population", "phi"],
  parameters: { parse },
  observables: {
    firstRisk: { meaning: "risk of the first training, averaged over noise and signs, largest over the teachers" },
    secondRisk: { meaning: "the same of the second" },
    firstShiftedRisk: { meaning: "the first one's risk where the new x has covariance Σ^s, largest over the teachers" },
    secondShiftedRisk: { meaning: "the same of the second" },
  },
  realise: (point, size) => realiseReadout(point, size, [point.first, point.second], point.alignments),
  run,
  cost: ({ point, shape: { n, d } }) => 3 * streamCost + averageReadoutsCost(n, d, [point.first, point.second]),
};

const listPhrase = "a list of at least one finite number";
const training = strictObject(trainingShape, "a training");
const schema = strictObject(
  { ...settingShape, alignments: z.array(finite, listPhrase).min(1, listPhrase), first: training, second: training },
  "a point",
);

function parse(input: unknown): ReadoutPairParameters {
  const { population, phi, noiseVariance, normalization, shift, alignments, first, second } = parseSettingOf(
    schema as z.ZodType<z.output<typeof schema>>,
    input,
  );
  return {
    population,
    phi,
    noiseVariance,
    normalization,
    shift,
    alignments,
    first: checkedTraining(first, "first"),
    second: checkedTraining(second, "second"),
  };
}

const trainingsOf = rememberedFor((problems: readonly PairProblem[]) =>
  problems.flatMap(({ point: { first, second } }) => [first, second]),
);

const prepared = rememberedFor((problems: readonly PairProblem[]) =>
  prepareTrainings(
    problems[0].realised,
    trainingsOf(problems).map(({ exponent }, i) => {
      const { point } = problems[i >> 1];
      return { setting: point, exponent, alignments: point.alignments };
    }),
  ),
);

function run(problems: readonly PairProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { shape, realised } = problems[0] as PairProblem & { shape: { n: number; d: number } };
  const eigenvalues = realisedEigenvalues(realised.population);
  const observed: Record<string, number>[] = problems.map(() => ({}));
  averageReadouts(shape, eigenvalues, trainingsOf(problems), stream.child("inputs"), (i, risk) => {
    const { shift, noiseVariance } = problems[i >> 1].point;
    const { weights, shiftedWeights, teachers } = prepared(problems)[i];
    const worst = (test: Float64Array): number =>
      noiseVariance * (1 + risk.noise(test)) + Math.max(...teachers.map((squares) => risk.bias(squares, test)));
    const own = worst(weights);
    const which = i % 2 === 0 ? "first" : "second";
    observed[i >> 1][`${which}Risk`] = own;
    observed[i >> 1][`${which}ShiftedRisk`] = shift === 1 ? own : worst(shiftedWeights);
  });
  return observed.map(({ firstRisk, secondRisk, firstShiftedRisk, secondShiftedRisk }) =>
    finiteObservations({ firstRisk, secondRisk, firstShiftedRisk, secondShiftedRisk }),
  );
}

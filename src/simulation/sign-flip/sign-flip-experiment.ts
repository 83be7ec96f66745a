import { invalidInput } from "../../foundation/errors.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { normalDistribution, readoutScores } from "./readout-scores.ts";
import { parseSignFlipParameters, type SignFlipParameters } from "./sign-flip-parameters.ts";
import {
  type ClassLaw,
  classLaw,
  drawNoise,
  populationCovariance,
  sampleOf,
  trainingMoments,
} from "./sign-flip-task.ts";
import { readoutTrainer } from "./trained-readout.ts";

type SignFlipProblem = Problem<SignFlipParameters>;

/**
 * Least squares of ±1 classes on an invariant feature, a spurious one whose sign flips at test time, and nuisance,
 * preconditioned by powers of the population's second moment and stopped early, ridged, or neither. Readouts are computed
 * in closed form from the sample's moments, and their accuracy and error in and out of distribution from the population.
 *
 * `size` is n, the number of samples; with `phi` d is rounded, so d/n is exact only in `realised`.
 *
 * Source: the out-of-distribution experiment of Yoshida and Nitanda 2025, arXiv 2509.25637, in a form that can be solved.
 */
export const experiment: Experiment<SignFlipParameters> = {
  id: "sign-flip",
  version: 1,
  module: import.meta.url,
  streamParameters: ["inputs", "phi"],
  parameters: { parse: parseSignFlipParameters },
  observables: {
    margin: { meaning: "mean of $y w^\\top x$ over its deviation given the class, in distribution" },
    oodMargin: { meaning: "mean of $y w^\\top x$ over its deviation given the class, with the spurious sign flipped" },
    accuracy: { meaning: "accuracy in distribution, on the population", range: [0, 1] },
    oodAccuracy: { meaning: "accuracy with the spurious sign flipped, on the population", range: [0, 1] },
    squaredError: { meaning: "E(y − wᵀx)² in distribution" },
    oodSquaredError: { meaning: "E(y − wᵀx)² with the spurious sign flipped" },
    referenceAccuracy: { meaning: "accuracy of the reference readout in distribution", range: [0, 1] },
    referenceOodAccuracy: { meaning: "accuracy of the reference readout, spurious sign flipped", range: [0, 1] },
    invariantAccuracy: { meaning: "accuracy of the invariant feature alone, at either time", range: [0, 1] },
    chance: { meaning: "½, the accuracy of a coin", range: [0, 1] },
  },
  realise(point, size) {
    const { inputs, phi } = point;
    const fewest = phi === null ? 2 : Math.max(2, Math.ceil(1.5 / phi));
    if (!Number.isSafeInteger(size) || size < fewest) {
      throw invalidInput("size", size, `a whole number from ${fewest}, for two inputs and two samples`);
    }
    const d = phi === null ? (inputs as number) : Math.round(phi * size);
    const realised = phi === null ? point : { ...point, phi: d / size };
    return { point, size, realised, shape: { n: size, d } };
  },
  run,
  cost,
};

function run(problems: readonly SignFlipProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { n, d } = problems[0].shape;
  const draws = drawNoise(n, d, stream);
  const tasks = new Map<string, { readonly law: ClassLaw; readonly trained: ReturnType<typeof readoutTrainer> }>();
  const taskOf = (point: SignFlipParameters) => {
    const law = classLaw(point, d);
    const key = [...law.deviations.subarray(0, 3), ...law.means.subarray(0, 2)].join();
    const known = tasks.get(key) ?? {
      law,
      trained: readoutTrainer(populationCovariance(law), trainingMoments(sampleOf(law, draws))),
    };
    tasks.set(key, known);
    return known;
  };
  return problems.map(({ point }) => {
    const { law, trained } = taskOf(point);
    const scores = readoutScores(trained(point.readout), law);
    const reference = readoutScores(trained(point.reference), law);
    return {
      margin: scores.margin,
      oodMargin: scores.oodMargin,
      accuracy: scores.accuracy,
      oodAccuracy: scores.oodAccuracy,
      squaredError: scores.squaredError,
      oodSquaredError: scores.oodSquaredError,
      referenceAccuracy: reference.accuracy,
      referenceOodAccuracy: reference.oodAccuracy,
      invariantAccuracy: normalDistribution(point.invariantSignal),
      chance: 0.5,
    };
  });
}

/** The draws at ten operations a number, the sample's moments, and three decompositions with the products around them. */
function cost({ shape: { n, d } }: SignFlipProblem): number {
  return 3 * streamCost + (n * d * (12 + d) + 3 * 9 * d ** 3 + 20 * d ** 3) / 1e6;
}

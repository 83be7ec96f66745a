import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import type { Experiment, Observation, Problem } from "../experiment.ts";
import { train } from "../input-map/training.ts";
import { squaredNorm } from "../matrix-identities/norms.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { type OwnSettingParameters, ownSettingParameters, recordedSteps } from "./own-setting-parameters.ts";
import { ownSettingProblem } from "./own-setting-problem.ts";
import { ownSettingCost, realiseOwnSetting } from "./realise.ts";

/**
 * The paper's own synthetic experiment on inputs X and on X′ = P^{−½}QP^{½}X with Haar Q, which have the same Gram matrix, with
 * independent starts. `size` is n, the number of training samples.
 */
export const experiment: Experiment<OwnSettingParameters> = {
  id: "own-setting-laws",
  version: 1,
  module: import.meta.url,
  streamParameters: ["teacherCase", "hidden"],
  parameters: ownSettingParameters,
  observables: {
    startAlignmentLeft: { meaning: "log of ‖W₀ᵀXy‖²/‖W₀ᵀX‖²_F" },
    startAlignmentRight: { meaning: "log of ‖W₀ᵀX′y‖²/‖W₀ᵀX′‖²_F with a start of its own" },
    finalAlignmentLeft: { meaning: "log of ‖WᵀXy‖²/‖WᵀX‖²_F after training on X" },
    finalAlignmentRight: { meaning: "log of ‖WᵀX′y‖²/‖WᵀX′‖²_F after training on X′ from a start of its own" },
    lossTrajectoryLeft: { meaning: "mean square on the training set at the recorded steps, on X" },
    lossTrajectoryRight: { meaning: "the same on X′ from a start of its own" },
  },
  realise: realiseOwnSetting,
  run,
  cost: (problem) => ownSettingCost(problem, 2),
};

function run(problems: readonly Problem<OwnSettingParameters>[], stream: Stream): Record<string, Observation>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  return problems.map(({ point, shape: { n } }) => {
    const { labels, onInputs, onOtherInputs, drawStart } = ownSettingProblem(point, n, stream);
    const left = train(onInputs(drawStart(stream.child("start"))));
    const right = train(onOtherInputs(drawStart(stream.child("other start"))));
    const recorded = recordedSteps(point);
    return {
      startAlignmentLeft: alignment(left.preActivations[0], labels),
      startAlignmentRight: alignment(right.preActivations[0], labels),
      finalAlignmentLeft: alignment(left.preActivations[point.steps], labels),
      finalAlignmentRight: alignment(right.preActivations[point.steps], labels),
      lossTrajectoryLeft: Float64Array.from(recorded, (t) => 2 * left.losses[t]),
      lossTrajectoryRight: Float64Array.from(recorded, (t) => 2 * right.losses[t]),
    };
  });
}

function alignment(z: Float64Array, labels: DenseMatrix): number {
  const projected = multiply(denseMatrix(labels.rows, z.length / labels.rows, z), labels, { transposeA: true });
  return Math.log(squaredNorm(projected.data) / squaredNorm(z));
}

import type { Experiment, Observation, Problem } from "../experiment.ts";
import { train } from "../input-map/training.ts";
import { amplification, gapOverTime } from "../input-map/trajectory-gap.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { type OwnSettingParameters, ownSettingParameters, recordedSteps } from "./own-setting-parameters.ts";
import { ownSettingProblem } from "./own-setting-problem.ts";
import { ownSettingCost, realiseOwnSetting } from "./realise.ts";

/**
 * The paper's own synthetic experiment on inputs X, and on X′ = P^{−½}QP^{½}X with Haar Q, which have the same Gram matrix,
 * from the same start carried along, W₀′ = P^{½}QP^{−½}W₀. It leaves what decay alone does, whatever the law of W₀. `size` is n.
 *
 * The rounding is that of the input-map coupling experiment, with one Haar matrix, within 1.2d^{5/2}ε of an orthogonal one,
 * and powers of a diagonal P: √D·(3d^{5/2} + n + 4d + 3h)·ε·condition, D = nd + dh + 2h + 1, d = 10.
 */
export const experiment: Experiment<OwnSettingParameters> = {
  id: "own-setting-coupling",
  version: 1,
  module: import.meta.url,
  streamParameters: ["teacherCase", "hidden"],
  parameters: ownSettingParameters,
  observables: {
    difference: { meaning: "the largest relative gap of Z and the later parameters over training" },
    scale: { meaning: "1: differences are relative" },
    condition: { meaning: "how much the runs amplify relative errors, measured, times κ(P)" },
    gapTrajectory: { meaning: "the relative gap at the recorded steps" },
  },
  realise: realiseOwnSetting,
  run,
  cost: (problem) => ownSettingCost(problem, 4),
};

function run(problems: readonly Problem<OwnSettingParameters>[], stream: Stream): Record<string, Observation>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  return problems.map(({ point, shape: { n } }) => {
    const { onInputs, onOtherInputs, drawStart, carried } = ownSettingProblem(point, n, stream);
    const start = drawStart(stream.child("start"));
    const [leftRun, rightRun] = [onInputs(start), onOtherInputs(carried(start))];
    const [left, right] = [train(leftRun), train(rightRun)];
    const compared = "pre-activations-and-later-parameters";
    const gaps = gapOverTime(left, right, compared);
    const amplified = Math.max(
      amplification(left, leftRun, compared, stream.child("left disturbance")),
      amplification(right, rightRun, compared, stream.child("right disturbance")),
    );
    return {
      difference: Math.max(...gaps),
      scale: 1,
      // The eigenvalues of Σ are 10 and .1.
      condition: 100 ** Math.abs(point.exponent) * amplified,
      gapTrajectory: Float64Array.from(recordedSteps(point), (t) => gaps[t]),
    };
  });
}

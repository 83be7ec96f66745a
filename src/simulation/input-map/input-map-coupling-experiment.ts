import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { coupledRuns, coupledRunsCost } from "./coupled-runs.ts";
import { type InputMapParameters, inputMapParameters, inputMapShape } from "./input-map-parameters.ts";
import { train } from "./training.ts";
import { amplification, largestGap } from "./trajectory-gap.ts";

/**
 * One network trained on two sets of inputs that share their preconditioned Gram matrix, from starts with the same Z₀: do
 * the trajectories agree? `size` is the smaller of n and d.
 *
 * How far rounding drives them apart, to first order in ε = 2⁻⁵². Forming one side from the other multiplies up to three
 * matrices that are within 10d^{5/2}ε of what they stand for (Haar factors, powers in an eigenbasis), and errors are
 * amplified by the conditions of those matrices at most: that is `conversion`. A step sums at most r = nT, d or h terms;
 * where it takes a negative power of a symmetric matrix of order m, the result is off by 10m²ε of its norm times the
 * matrix's condition at most, of which `inner` is the largest one met. An error of relative size η in every number, with
 * random signs, moves the trajectory by η times the measured amplification; one of the same norm and the worst direction by
 * at most √D times that, D the number of numbers that are disturbed. Together
 * √D·(30d^{5/2} + r + d + 3h + 10m²)·ε·condition, where the condition is conversion + inner times the larger one of the
 * sides' amplifications, each side in its own coordinates. The last step, from a random to the worst direction, is exact
 * where the disturbed numbers are alike, and a rule of thumb where they are not.
 */
export const experiment: Experiment<InputMapParameters> = {
  id: "input-map-coupling",
  version: 1,
  module: import.meta.url,
  streamParameters: ["phi", "architecture", "depth", "hidden", "outputs", "tokens", "transformation", "condition"],
  parameters: inputMapParameters,
  observables: {
    difference: {
      meaning: "the largest gap over training between the two sides, relative to the norm of what is compared",
    },
    scale: { meaning: "1: differences are relative" },
    condition: {
      meaning:
        "how much the runs amplify relative errors, measured, times the conditions of what is inverted on the way",
    },
    movement: { meaning: "‖Z_T − Z₀‖_F/‖Z₀‖_F, how far training went" },
  },
  realise(point, size) {
    const shape = inputMapShape(point, size);
    return { point, size, realised: { ...point, phi: shape.d / shape.n }, shape };
  },
  run,
  cost: (problem) => coupledRunsCost(problem, 4),
};

function run(problems: readonly Problem<InputMapParameters>[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  return problems.map((problem) => {
    const { compared } = problem.point;
    let inner = 1;
    const { left, right, conversion } = coupledRuns(problem, stream, (condition) => {
      inner = Math.max(inner, condition);
    });
    const leftPath = train(left());
    const rightPath = train(right());
    const ownCondition = Math.max(
      amplification(leftPath, left(), compared, stream.child("left disturbance")),
      amplification(rightPath, right(), compared, stream.child("right disturbance")),
    );
    const z = leftPath.preActivations;
    return {
      difference: largestGap(leftPath, rightPath, compared),
      scale: 1,
      condition: (conversion + inner) * ownCondition,
      movement: relativeDistance(z[z.length - 1], z[0]),
    };
  });
}

function relativeDistance(a: Float64Array, b: Float64Array): number {
  let [moved, norm] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    moved += (a[i] - b[i]) ** 2;
    norm += b[i] ** 2;
  }
  return Math.sqrt(moved / norm);
}

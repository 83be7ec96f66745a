import { multiply } from "../../linalg/index.ts";
import type { Experiment, Observation, Problem } from "../experiment.ts";
import { drawCoupledSides, type FirstLayerSide, normals, testSamples } from "../first-layer-coupling/coupled-sides.ts";
import { checkCoupledSize } from "../first-layer-coupling/first-layer-coupling-parameters.ts";
import { drawLaterStart, drawSharedSetting, runSide, type SharedSetting } from "../first-layer-coupling/trajectory.ts";
import { createStream } from "../random/create-stream.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { type FirstLayerLawParameters, parseFirstLayerLawParameters } from "./first-layer-law-parameters.ts";

/**
 * Two networks that see different inputs with the same Gram matrices, as in the first-layer coupling, from starts of their
 * own: W₁ = C^{½}Ω and the later layers are drawn anew on each side, independently of one another, and everything else is
 * what the point fixes. `size` is d.
 */
export const experiment: Experiment<FirstLayerLawParameters> = {
  id: "first-layer-law",
  version: 1,
  module: import.meta.url,
  streamParameters: ["samples", "depth", "hidden", "bias", "instance"],
  parameters: { parse: parseFirstLayerLawParameters },
  observables: Object.fromEntries(
    ["Left", "Right"].flatMap((side) => [
      [`activation${side}`, { meaning: `Z₁₁ after the last step, on the ${side.toLowerCase()}` }],
      [`squaredNorm${side}`, { meaning: `‖Z‖²_F after the last step, on the ${side.toLowerCase()}` }],
      [`motion${side}`, { meaning: `squared distance of θ_{2:L} from its start, on the ${side.toLowerCase()}` }],
      [`trajectory${side}`, { meaning: `Z at the start and Z, θ_{2:L} at the end, on the ${side.toLowerCase()}` }],
      [`testActivation${side}`, { meaning: `the first entry of Z_test at the end, on the ${side.toLowerCase()}` }],
      [`testSquaredNorm${side}`, { meaning: `‖Z_test‖²_F at the end, on the ${side.toLowerCase()}` }],
      [`testTrajectory${side}`, { meaning: `Z_test at the start and at the end, on the ${side.toLowerCase()}` }],
    ]),
  ),
  realise(point, size) {
    checkCoupledSize(point, size);
    return { point, size, realised: point, shape: { d: size, n: point.samples } };
  },
  run,
  cost({ point: { depth, hidden, steps, samples }, shape: { d } }) {
    const step = 6 * hidden * (samples + testSamples) * (d + hidden * (depth - 1)) + 2 * d * d * hidden + 3000 * depth;
    return 3 * streamCost + (2 * (steps + 1) * step) / 1e6;
  },
};

type LawProblem = Problem<FirstLayerLawParameters>;

interface Instance {
  readonly sides: readonly [FirstLayerSide, FirstLayerSide];
  readonly setting: SharedSetting;
}

// The same for every replicate of a problem.
const instances = new WeakMap<LawProblem, Instance>();

function instanceOf(problem: LawProblem): Instance {
  const known = instances.get(problem);
  if (known !== undefined) return known;
  const { point, size } = problem;
  const stream = createStream(["first-layer-law", point.instance]);
  const instance = {
    sides: drawCoupledSides(point, size, stream.child("sides")),
    setting: drawSharedSetting(point, stream.child("setting")),
  };
  instances.set(problem, instance);
  return instance;
}

function run(problems: readonly LawProblem[], stream: Stream): Record<string, Observation>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  return problems.map((problem) => {
    const { sides, setting } = instanceOf(problem);
    const seen = (["Left", "Right"] as const).flatMap((name, i) =>
      Object.entries(observed(setting, sides[i], stream.child(name))).map(([what, value]): [string, Observation] => [
        `${what}${name}`,
        value,
      ]),
    );
    return Object.fromEntries(seen);
  });
}

function observed(setting: SharedSetting, side: FirstLayerSide, stream: Stream): Record<string, Observation> {
  const { samples, hidden } = setting.point;
  const omega = normals(side.inputs.rows, hidden, stream);
  const weights = side.root === null ? omega : multiply(side.root, omega);
  const later = drawLaterStart(setting.point, stream);
  const { train, tests } = runSide({ ...setting, ...later }, { ...side, weights });
  const [first, last] = [train[0], train[train.length - 1]];
  const [firstTests, lastTests] = [tests[0], tests[tests.length - 1]];
  const entries = samples * hidden;
  return {
    activation: last[0],
    squaredNorm: squaredNorm(last.subarray(0, entries)),
    motion: squaredNorm(last.subarray(entries).map((value, i) => value - first[entries + i])),
    trajectory: Float64Array.of(...first.subarray(0, entries), ...last),
    testActivation: lastTests[0],
    testSquaredNorm: squaredNorm(lastTests),
    testTrajectory: Float64Array.of(...firstTests, ...lastTests),
  };
}

function squaredNorm(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import { withScratch } from "../../linalg/scratch.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { drawCoupledSides, type FirstLayerSide, testSamples } from "./coupled-sides.ts";
import {
  checkCoupledSize,
  type FirstLayerCouplingParameters,
  parseFirstLayerCouplingParameters,
} from "./first-layer-coupling-parameters.ts";
import { type Disturbance, drawSharedSetting, runSide, type SharedSetting, type Trajectory } from "./trajectory.ts";

/** Disturbed runs of each side. */
const disturbedRuns = 4;

/** What disturbed runs are off by, where rounding is off by ε: large beside rounding, small enough to stay linear. */
const disturbanceSize = 2 ** -28;

/**
 * Two networks whose first layers see different inputs and have different preconditioners, but the same Gram matrices
 * G_P = XᵀPX and c_P = XᵀPX_test and the same first pre-activations, trained alike: do Z, θ_{2:L} and Z_test stay the same?
 * `size` is d, the length of an input. Three test inputs, two outputs; steps of .5 for W₁ and .2 for θ_{2:L}, of a fifth of .5
 * with momentum, and of .1 and .05 where Adam or AdaGrad takes them.
 *
 * How far rounding drives the two trajectories apart. Let C be the linear map that takes relative errors of all stored
 * numbers (inputs, weights, gradients, later parameters, at each step) to the trajectory, to first order, and M their
 * number. Each stored number has a backward error of at most (m + 10)ε, with m the length of the longest inner product
 * and the rest for activations, losses and sums of few terms; what the construction of the second side is off by has its own
 * scales. So each trajectory is off by at most (m + 10)ε√M‖C‖_F. ‖C‖_F is measured: with independent normal relative
 * errors of size δ the mean square of the deviation is δ²‖C‖²_F. Of K = 4 runs of each side the mean square R² falls
 * below ‖C‖²_F/τ² with probability at most (2/τ²)²/2 even where C has rank 1, as K R²/‖C‖²_F is χ²₄ then: at τ = 300
 * that is 2.5e-10. The two trajectories differ by at most √2·(m + 10)√M·τ·ε·R with R² = R²_left + R²_right. At a kink of an
 * activation, which a pre-activation passes within rounding with probability ~1e-13, the linear map does not exist.
 */
export const experiment: Experiment<FirstLayerCouplingParameters> = {
  id: "first-layer-coupling",
  version: 1,
  module: import.meta.url,
  streamParameters: [
    "samples",
    "depth",
    "hidden",
    "activation",
    "loss",
    "bias",
    "preconditioner",
    "condition",
    "exponent",
    "start",
    "batch",
    "steps",
  ],
  parameters: { parse: parseFirstLayerCouplingParameters },
  observables: {
    trainDiscrepancy: { meaning: "largest ‖(Z, θ_{2:L}) − (Z′, θ′_{2:L})‖ along the trajectory" },
    trainScale: { meaning: "largest ‖(Z, θ_{2:L})‖ along the trajectory" },
    trainCondition: {
      meaning: "how much relative errors of all numbers of both runs move (Z, θ_{2:L}), relative to its largest norm",
    },
    testDiscrepancy: { meaning: "largest ‖Z_test − Z′_test‖ along the trajectory" },
    testScale: { meaning: "largest ‖Z_test‖ along the trajectory" },
    testCondition: {
      meaning: "how much relative errors of all numbers of both runs move Z_test, relative to its largest norm",
    },
    trainMotion: { meaning: "largest ‖(Z, θ_{2:L}) − that of the start‖ along the trajectory, over trainScale" },
  },
  realise(point, size) {
    checkCoupledSize(point, size);
    return { point, size, realised: point, shape: { d: size, n: point.samples } };
  },
  run: (problems, stream) => withScratch(() => run(problems, stream)),
  cost,
};

type CouplingProblem = Problem<FirstLayerCouplingParameters>;

function run(problems: readonly CouplingProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  return problems.map(({ point, size }) => {
    const sides = drawCoupledSides(point, size, stream.child("sides"));
    const setting = drawSharedSetting(point, stream.child("setting"));
    const runs = sides.map((side) => runSide(setting, side));
    const noise = stream.child("disturbances");
    const [left, right] = sides.map((side, i) => sensitivities(setting, side, runs[i], noise));
    const scales = { train: largestNorm(runs[0].train), tests: largestNorm(runs[0].tests) };
    return {
      trainDiscrepancy: largestDistance(runs[0].train, runs[1].train),
      trainScale: scales.train,
      trainCondition: Math.hypot(left.train, right.train) / scales.train,
      testDiscrepancy: largestDistance(runs[0].tests, runs[1].tests),
      testScale: scales.tests,
      testCondition: Math.hypot(left.tests, right.tests) / scales.tests,
      trainMotion: Math.max(...runs[0].train.map((part) => distance(part, runs[0].train[0]))) / scales.train,
    };
  });
}

/** Root mean square of how far disturbed runs leave the undisturbed one, in units of what they are disturbed by. */
function sensitivities(
  setting: SharedSetting,
  side: FirstLayerSide,
  undisturbed: Trajectory,
  stream: Stream,
): { readonly train: number; readonly tests: number } {
  const disturbance = disturbanceFrom(stream);
  let train = 0;
  let tests = 0;
  for (let k = 0; k < disturbedRuns; k++) {
    const disturbed = runSide(setting, side, disturbance);
    train += largestDistance(undisturbed.train, disturbed.train) ** 2;
    tests += largestDistance(undisturbed.tests, disturbed.tests) ** 2;
  }
  const unit = disturbanceSize * Math.sqrt(disturbedRuns);
  return { train: Math.sqrt(train) / unit, tests: Math.sqrt(tests) / unit };
}

function disturbanceFrom(stream: Stream): Disturbance {
  const off = (matrix: DenseMatrix, relative: boolean, length: number): DenseMatrix => {
    const image = denseMatrix(matrix.rows, matrix.columns);
    stream.fillNormal(image.data);
    for (let i = 0; i < image.data.length; i++) {
      const entry = matrix.data[i];
      image.data[i] = entry + (relative ? entry : length) * disturbanceSize * image.data[i];
    }
    return image;
  };
  return {
    relative: (matrix) => off(matrix, true, 0),
    absolute: (matrix, length) => (length === 0 ? matrix : off(matrix, false, length)),
  };
}

/** Ten runs of T steps, each some dozen products of small matrices, which take as long as 100 operations at least. */
function cost({ point, shape: { d, n } }: CouplingProblem): number {
  const { depth, hidden, steps } = point;
  const step = 6 * hidden * (n + testSamples) * (d + hidden * (depth - 1)) + 2 * d * d * hidden + 3000 * depth;
  return 20 * streamCost + (2 * (1 + disturbedRuns) * (steps + 1) * step) / 1e6;
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}

function largestDistance(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  return a.reduce((most, part, t) => Math.max(most, distance(part, b[t])), 0);
}

function largestNorm(parts: readonly Float64Array[]): number {
  return parts.reduce((most, part) => Math.max(most, Math.sqrt(part.reduce((sum, x) => sum + x * x, 0))), 0);
}

import { invalidInput } from "../../foundation/errors.ts";
import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { drawCoupledSides, type FirstLayerSide, normals } from "../first-layer-coupling/coupled-sides.ts";
import type { FirstLayerCouplingParameters } from "../first-layer-coupling/first-layer-coupling-parameters.ts";
import { drawSharedSetting, runSide, type SharedSetting } from "../first-layer-coupling/trajectory.ts";
import { frobenius } from "../linear-representation/frobenius.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import {
  type InformationDensityParameters,
  parseInformationDensityParameters,
} from "./information-density-parameters.ts";
import { derivativeOf, differenceWidth, preimage, type VectorMap } from "./local-inverse.ts";
import { type StartLaw, startLaw } from "./start-law.ts";

/**
 * What one observation tells of which of two inputs is the true one, in nats: the information density log f_X(o)/f̄(o) of
 * o = (Z, θ_{2:L}), or (Z, θ_{2:L}, z_test), after training a network of one unit on X, with f̄ the mean of the densities under
 * X and under X′, which has the same Gram matrices. Its mean is the mutual information, so that this is 0 where the
 * density is 0 at random observations. `size` is d, more than the inputs that are seen.
 *
 * Training is a map of the start s = (Z^{(0)}, θ^{(0)}, z_test^{(0)}), and f(o) = q(s)/|det ∂o/∂s|: q is normal, s under X is
 * the start that was drawn, s under X′ is found by Newton's method, w being drawn anew in what its inputs do not see, and
 * derivatives are differences of whole training runs. Where Newton's method does not end at o, or w matters beyond s, a residual is
 * left, which counts as a discrepancy.
 *
 * How far rounding keeps the density from 0, to first order: X′ is off by u = d^{5/2}‖A‖ε relatively, and so are the runs,
 * up to a modest number of roundings a step. Differences over h and the inverse of the derivative J make ‖J⁻¹‖‖o‖·m·u/h of
 * it in log |det J|, with m = dim o, and the density q makes ‖J⁻¹‖‖o‖·‖∇log q‖·u. What differences leave out is the same on
 * both sides and cancels.
 */
export const experiment: Experiment<InformationDensityParameters> = {
  id: "first-layer-information-density",
  version: 1,
  module: import.meta.url,
  streamParameters: ["samples", "activation", "loss", "preconditioner", "condition", "start", "steps"],
  parameters: { parse: parseInformationDensityParameters },
  observables: {
    discrepancy: { meaning: "|log f_X(o)/f̄(o)|, and what is missing of a preimage of o under X′, relative to ‖o‖" },
    scale: { meaning: "1 nat" },
    condition: { meaning: "how much relative errors of the inputs and of each run move log f_X(o)/f̄(o)" },
  },
  realise(point, size) {
    const seen = point.samples + (point.observed === "train" ? 0 : 1);
    if (!Number.isInteger(size) || size <= seen || size > 16) {
      throw invalidInput("size", size, `a whole number from ${seen + 1}, more than there are inputs, to 16`);
    }
    if (point.partnerTests === "longer" && point.observed === "train") {
      throw invalidInput("observed", point.observed, '"train-and-test" beside longer partnerTests');
    }
    return { point, size, realised: point, shape: { d: size, n: point.samples } };
  },
  run,
  // Some 13 runs for each of the m + 2 dimensions, of steps that take as long as 6000 operations.
  cost: ({ point: { steps, samples } }) => 3 * streamCost + (13 * (samples + 3) * (steps + 1) * 6000) / 1e6,
};

type DensityProblem = Problem<InformationDensityParameters>;

function run(problems: readonly DensityProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  return problems.map(({ point, size }) => {
    const { observed, ...rest } = point;
    const whole: FirstLayerCouplingParameters = { ...rest, depth: 2, hidden: 1, bias: false, exponent: 1, batch: 0 };
    const sides = drawCoupledSides(whole, size, stream.child("sides"));
    const setting = drawSharedSetting(whole, stream.child("setting"));
    const unseen = normals(size, 1, stream.child("unseen"));
    const [own, partner] = sides.map((side) => seenSide(setting, side, observed, unseen));
    const start = own.startOf(sides[0].weights);
    const target = own.map(start);
    const derivative = derivativeOf(own.map, start);
    const found = preimage(partner.map, target, start, derivative);
    const logOwn = own.logDensity(start) - derivative.logDeterminant;
    const logPartner = partner.logDensity(found.at) - derivativeOf(partner.map, found.at).logDeterminant;
    // log of f_X over the mean of both.
    const density = Math.LN2 - Math.log1p(Math.exp(logPartner - logOwn));
    const length = frobenius({ data: target });
    const unit = sides[1].uncertainty.inputs / frobenius(sides[0].inputs);
    return {
      discrepancy: Math.abs(density) + found.residual / length,
      scale: 1,
      condition: unit * (1 + derivative.inverseNorm * length * (target.length / differenceWidth + own.slope(start))),
    };
  });
}

interface SeenSide {
  /** s of a first layer with these weights, and the later layers that were drawn. */
  startOf(weights: DenseMatrix): Float64Array;
  /** s ↦ o. */
  readonly map: VectorMap;
  logDensity(s: Float64Array): number;
  slope(s: Float64Array): number;
}

/** Vectors are (Z, θ_{2:L}), with z_test behind where it is observed. */
function seenSide(
  setting: SharedSetting,
  side: FirstLayerSide,
  observed: InformationDensityParameters["observed"],
  unseen: DenseMatrix,
): SeenSide {
  const { samples } = setting.point;
  const withTest = observed === "train-and-test";
  const inputs = withTest ? joined(side.inputs, side.tests) : side.inputs;
  const law: StartLaw = startLaw(inputs, side.root);
  const other = side.root === null ? unseen : multiply(side.root, unseen);
  const [{ weights: head }] = setting.laterLayers;
  const parameters = head.data.length;
  const first = (s: Float64Array): DenseMatrix => {
    const z = Float64Array.of(...s.subarray(0, samples), ...s.subarray(samples + parameters));
    return denseMatrix(z.length, 1, z);
  };
  const theta = (s: Float64Array): Float64Array => s.slice(samples, samples + parameters);
  return {
    startOf(weights) {
      const z = multiply(inputs, weights, { transposeA: true }).data;
      return Float64Array.of(...z.subarray(0, samples), ...head.data, ...z.subarray(samples));
    },
    map(s) {
      const later = [{ weights: denseMatrix(head.rows, head.columns, theta(s)) }];
      const weights = law.weightsAt(first(s), other);
      const { train, tests } = runSide({ ...setting, laterLayers: later }, { ...side, weights });
      const end = train[train.length - 1];
      return withTest ? Float64Array.of(...end, tests[tests.length - 1][0]) : end;
    },
    logDensity: (s) => law.logDensity(first(s)) - 0.5 * theta(s).reduce((sum, value) => sum + value * value, 0),
    slope: (s) => law.slope(first(s)) + frobenius({ data: theta(s) }),
  };
}

/** X with the first column of X_test behind. */
function joined(inputs: DenseMatrix, tests: DenseMatrix): DenseMatrix {
  const { rows, columns } = inputs;
  const both = denseMatrix(rows, columns + 1);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) both.data[i * (columns + 1) + j] = inputs.data[i * columns + j];
    both.data[i * (columns + 1) + columns] = tests.data[i * tests.columns];
  }
  return both;
}

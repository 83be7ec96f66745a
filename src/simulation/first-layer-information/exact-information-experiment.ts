import type { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import { preactivationsOf } from "../dense-network/backpropagation.ts";
import { parseLoss } from "../dense-network/loss.ts";
import { train } from "../dense-network/train.ts";
import { adamDescent, descent } from "../dense-network/update-rule.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { numberBetween, oneOf, reader, strictPoint, wholeBetween } from "../linear-representation/point-schema.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { type InformationInstance, informationInstances } from "./information-instances.ts";
import { type InstanceTraining, observationDensity } from "./observation-law.ts";

/** A point of the exact-information experiment. */
export type ExactInformationParameters = InstanceTraining & {
  /** `lengths`, `directions`, `tests` or `test-kept`, of `informationInstances`. */
  readonly instance: keyof typeof informationInstances;
};

/**
 * The mutual information, in nats, of which of two inputs is the true one and what is observed of a linear unit with Gaussian
 * weights after training: by enumeration of the inputs, and by stratified integration over the weights, from which each
 * time a network is trained. What a replicate gives is unbiased: the mean of log f_k/f̄ over a draw in each of size × size
 * cells, the squares of equal probability of (w₁, w₂) = √(−2 log U₁)·(cos 2πU₂, sin 2πU₂). `size` is the number of cells
 * along each axis.
 *
 * Where the information is 0, rounding leaves this of it. What is observed after t steps is off by some 10(t + 1) roundings
 * of |y| + |w|‖x‖, which is at most 3(1 + |y|) on average, and so is the start that it is traced back to, times
 * |1 − ηG|⁻ᵗ; log f changes by |z|/xᵀCx times that, on average again at most 1 + |y| times: in all 100 ε times
 * (t + 1)(1 + |y|)²|1 − ηG|⁻ᵗ, for variances from 1 on.
 */
export const experiment: Experiment<ExactInformationParameters> = {
  id: "first-layer-exact-information",
  version: 1,
  module: import.meta.url,
  streamParameters: [],
  parameters: reader(
    strictPoint({
      instance: oneOf("lengths", "directions", "tests", "test-kept"),
      start: oneOf("preconditioner", "identity").default("preconditioner"),
      rule: oneOf("descent", "sign").default("descent"),
      stepSize: numberBetween(0, 1e3),
      steps: wholeBetween(0, 100).default(1),
      label: numberBetween(-1e3, 1e3).default(0),
    }) as unknown as z.ZodType<ExactInformationParameters>,
  ),
  observables: {
    information: { meaning: "mean of log f_k/f̄ over the inputs and a stratified sample of weights" },
    scale: { meaning: "1 nat" },
    condition: { meaning: "(t + 1)(1 + |y|)²|1 − ηG|⁻ᵗ, how much rounding is amplified where the information is 0" },
  },
  realise(point, size) {
    if (!Number.isInteger(size) || size < 2 || size > 64)
      throw invalidInput("size", size, "a whole number from 2 to 64");
    if (point.rule === "sign" && (point.steps !== 1 || informationInstances[point.instance].tests !== null)) {
      throw invalidInput("rule", "sign", "beside one step and without test inputs");
    }
    // Half of one there: G_P = 2.
    const whole = point.instance === "test-kept" ? 0.5 : 1;
    if (point.rule === "descent" && point.steps > 0 && point.stepSize === whole) {
      throw invalidInput("stepSize", whole, "another number: with this one a step takes every start to the label");
    }
    return { point, size, realised: point, shape: { cells: size * size } };
  },
  run,
  cost: ({ point: { steps }, size }) => streamCost + (2 * size * size * (400 + 100 * steps)) / 1e6,
};

const squared = parseLoss({ kind: "squared" });

function run(problems: readonly Problem<ExactInformationParameters>[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { size } = problems[0];
  const weights = Array.from({ length: size * size }, (_, cell): readonly [number, number] => {
    const radius = Math.sqrt(-2 * Math.log(1 - (Math.floor(cell / size) + stream.uniform()) / size));
    const angle = (2 * Math.PI * ((cell % size) + stream.uniform())) / size;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return problems.map(({ point }) => {
    const instance: InformationInstance = informationInstances[point.instance];
    const densities = ([0, 1] as const).map((k) => observationDensity(instance, point, k));
    let sum = 0;
    for (const k of [0, 1] as const) {
      const { z, tests } = observe(instance, point, weights, k);
      for (let cell = 0; cell < z.length; cell++) {
        const [first, second] = densities.map((density) => density(z[cell], tests[cell]));
        sum += Math.log((2 * (k === 0 ? first : second)) / (first + second));
      }
    }
    return { information: sum / (2 * weights.length), scale: 1, condition: conditionOf(instance, point) };
  });
}

function conditionOf(
  { inputs, preconditioners }: InformationInstance,
  { rule, stepSize, steps, label }: InstanceTraining,
) {
  const gram = inputs[0].reduce((total, x, i) => total + preconditioners[0][i] * x * x, 0);
  const kept = rule === "sign" ? 1 : Math.abs(1 - stepSize * gram) ** steps;
  return ((steps + 1) * (1 + Math.abs(label)) ** 2) / kept;
}

/** Z and z_test, 0 where there is none, of units that were trained from C^{½}ω on input k, one for each ω. */
function observe(
  { inputs, tests, preconditioners }: InformationInstance,
  { start, rule, stepSize, steps, label }: InstanceTraining,
  omegas: readonly (readonly [number, number])[],
  k: 0 | 1,
): { readonly z: Float64Array; readonly tests: Float64Array } {
  const preconditioner = preconditioners[k];
  const units = omegas.length;
  const input = column(inputs[k]);
  // The units of one linear layer under a loss that is a sum over outputs: each is trained by itself.
  const weights = denseMatrix(2, units);
  omegas.forEach((omega, unit) => {
    for (const i of [0, 1] as const) {
      const scale = start === "preconditioner" ? Math.sqrt(preconditioner[i]) : 1;
      weights.data[i * units + unit] = scale * omega[i];
    }
  });
  const batch = { inputs: input, labels: denseMatrix(units, 1, new Float64Array(units).fill(label)) };
  const p = denseMatrix(2, 2, Float64Array.of(preconditioner[0], 0, 0, preconditioner[1]));
  const trained = train({
    start: { layers: [{ weights }] },
    architecture: { activations: [], loss: squared },
    batch: () => batch,
    steps,
    firstRule:
      rule === "sign"
        ? adamDescent({ learningRate: stepSize, epsilon: Number.MIN_VALUE })
        : descent({ stepSize, preconditioner: () => p }),
    laterRule: () => descent({ stepSize }),
  }).layers[0];
  return {
    z: preactivationsOf(trained, input).data,
    tests: tests === null ? new Float64Array(units) : preactivationsOf(trained, column(tests[k])).data,
  };
}

function column(entries: readonly number[]): DenseMatrix {
  return denseMatrix(entries.length, 1, Float64Array.from(entries));
}

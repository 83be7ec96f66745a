import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { withScratch } from "../../linalg/scratch.ts";
import { parseActivation } from "../../model/activations/parse-activation.ts";
import type { Experiment, Problem } from "../experiment.ts";
import { drawInputs, drawTeachers, drawUnitNoise } from "../one-step/draws.ts";
import { oneStepShape } from "../one-step/shape.ts";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import { requireOneCell } from "../require-one-cell.ts";
import { realisedCovariance, realisedEigenvalues } from "../spectrum/realised-covariance.ts";
import type { Stream } from "../stream.ts";
import { streamCost } from "../stream-cost.ts";
import { oneStepCorrelations } from "./one-step.ts";
import { parseRotatedOneStepParameters, type RotatedOneStepParameters } from "./rotated-one-step-parameters.ts";

type RotatedProblem = Problem<RotatedOneStepParameters>;

/**
 * One step of SGD and of KFAC on a single-index teacher, three times:
 *
 * - left: Σ diagonal with the realised eigenvalues Λ, inputs X = ZΛ^{1/2}, β⋆ ~ N(0, I/d), labels σ⋆(Xβ⋆) + ε;
 * - right: Σ = QΛQᵀ for Haar-distributed Q, everything drawn anew;
 * - coupled: the left run's draws seen in other coordinates, X ↦ XQᵀ, β⋆ ↦ Qβ⋆ and the same ε, which is a draw of the
 *   model with covariance QΛQᵀ.
 *
 * The left and the right run are independent of each other. `size` is the smaller of n and d.
 *
 * How far rounding drives the left and the coupled run apart, to first order in ε = 2⁻⁵²: Q is within q = 1.2·d^{5/2} of
 * an orthogonal matrix, so that XQᵀ and Qβ⋆ are off by x = q + (d + 1)√d, relative to ‖X‖_F and ‖β⋆‖. Relative to the
 * steps that is at most 2x·c, where c is the condition of `oneStepCorrelations`; the rounding errors of computing them
 * twice are at most 2(n + 3d + 5)·c, and the cosines add x + 2q + 2(d + 3). As c ≥ 1, correlations differ by at most
 * (5x + 2(n + 4d + 8))·ε·c.
 */
export const experiment: Experiment<RotatedOneStepParameters> = {
  id: "rotated-one-step",
  version: 2,
  module: import.meta.url,
  streamParameters: ["population", "phi"],
  parameters: { parse: parseRotatedOneStepParameters },
  observables: {
    sgdCorrelationLeft: { meaning: "cosine of the angle between β⋆ and β_SGD, Σ diagonal", range: [-1, 1] },
    sgdCorrelationRight: { meaning: "cosine of the angle between β⋆ and β_SGD, Σ rotated", range: [-1, 1] },
    kfacCorrelationLeft: { meaning: "cosine of the angle between β⋆ and β_KFAC, Σ diagonal", range: [-1, 1] },
    kfacCorrelationRight: { meaning: "cosine of the angle between β⋆ and β_KFAC, Σ rotated", range: [-1, 1] },
    couplingDiscrepancy: {
      meaning:
        "the larger one of the differences of the SGD and of the KFAC correlation between the left and the coupled run",
    },
    couplingScale: { meaning: "1, the largest value of a correlation" },
    couplingCondition: { meaning: "how much the correlations amplify relative errors of the inputs and the teacher" },
  },
  realise,
  run: (problems, stream) => withScratch(() => run(problems, stream)),
  cost,
};

function realise(point: RotatedOneStepParameters, size: number): RotatedProblem {
  const shape = oneStepShape(point.phi, size, 1);
  const population = realisedCovariance(point.population, shape.d, size);
  return { point, size, realised: { ...point, population, phi: shape.d / shape.n }, shape };
}

function run(problems: readonly RotatedProblem[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const { n, d } = problems[0].shape;
  const eigenvalues = realisedEigenvalues(problems[0].realised.population);
  const rotation = haarOrthogonal(d, stream.child("rotation"));
  const draw = (label: string) => {
    const own = stream.child(label);
    return {
      inputs: drawInputs(n, eigenvalues, own),
      direction: drawTeachers(d, 1, own),
      unitNoise: drawUnitNoise(n, 1, own),
    };
  };
  const left = draw("left");
  const right = draw("right");
  const coupledInputs = multiply(left.inputs, rotation, { transposeB: true });
  const rotatedDirection = multiply(rotation, left.direction);
  const rightInputs = multiply(right.inputs, rotation, { transposeB: true });
  // The eigenvalues ascend.
  const topEigenvector = columnOf(rotation, d - 1);
  return problems.map(({ point }) => {
    const model = { teacher: parseActivation(point.teacher, "teacher"), lambda: point.lambda };
    const leftNoise = scaled(left.unitNoise, Math.sqrt(point.noiseVariance));
    const isRotated = point.coupledTeacher === "rotated";
    const straight = oneStepCorrelations({ ...model, ...left, noise: leftNoise });
    const coupled = oneStepCorrelations({
      ...model,
      inputs: coupledInputs,
      direction: isRotated ? rotatedDirection : left.direction,
      noise: leftNoise,
    });
    const rotated = oneStepCorrelations({
      ...model,
      inputs: rightInputs,
      direction: point.rightTeacher === "isotropic" ? right.direction : topEigenvector,
      noise: scaled(right.unitNoise, Math.sqrt(point.noiseVariance)),
    });
    return {
      sgdCorrelationLeft: straight.sgd,
      sgdCorrelationRight: rotated.sgd,
      kfacCorrelationLeft: straight.kfac,
      kfacCorrelationRight: rotated.kfac,
      couplingDiscrepancy: Math.max(Math.abs(straight.sgd - coupled.sgd), Math.abs(straight.kfac - coupled.kfac)),
      couplingScale: 1,
      couplingCondition: straight.condition,
    };
  });
}

/** Four streams, two draws of the data at ten operations a number, the rotation, two rotated sets of inputs, three steps. */
function cost({ shape: { n, d } }: RotatedProblem): number {
  const draws = 10 * (2 * n * d + (d * d) / 2);
  const rotations = (4 * d ** 3) / 3 + 4 * n * d * d;
  const steps = 3 * (n * d * d + d ** 3 / 3 + 4 * n * d + 2 * d * d);
  return 4 * streamCost + (draws + rotations + steps) / 1e6;
}

function columnOf({ rows, columns, data }: DenseMatrix, column: number): DenseMatrix {
  return denseMatrix(
    rows,
    1,
    Float64Array.from({ length: rows }, (_, i) => data[i * columns + column]),
  );
}

function scaled({ rows, columns, data }: DenseMatrix, factor: number): DenseMatrix {
  return denseMatrix(
    rows,
    columns,
    data.map((value) => factor * value),
  );
}

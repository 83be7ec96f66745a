import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import {
  choleskySolve,
  type DenseMatrix,
  denseMatrix,
  multiply,
  singularValueDecomposition,
  thinQr,
} from "../../linalg/index.ts";
import { curvatures, inputCurvatures, type LinearTeacher } from "./curvatures.ts";
import { between0And, nonNegative, wholeNumber } from "./domains.ts";
import { finiteMatrix, rankDeficient, rowBasis, transposed } from "./row-basis.ts";

/** How KFAC is run until it is stationary. */
export interface NoiseFloorSetting {
  /** η_G in (0, 2). */
  readonly eta: number;
  /** n, samples in each fresh batch; above d + 1, for the mean of an inverse Wishart matrix to exist. */
  readonly batchSize: number;
  /** σ_ε² ≥ 0, of each of the d_Y outputs, in the unit of y². */
  readonly noiseVariance: number;
}

/**
 * The stationary E ‖G(I − G⋆ᵀG⋆)‖_F² of KFAC on fresh Gaussian batches, to first order in σ_ε²:
 * η/(2 − η) · σ_ε²/(n − d − 1) · tr (F⋆ᵀF⋆)⁻¹ · tr P⊥Σ⁻¹P⊥, P⊥ = I − G⋆ᵀG⋆. Of the F-step only that it keeps F near F⋆
 * matters.
 *
 * Derivation: with E = GP⊥, a step is E₊ = (1 − η)E + ηF⁺N₂P⊥, N₂ = εᵀX(XᵀX)⁻¹ the noise's least-squares fit on the
 * second batch, independent of E, with E N₂P⊥N₂ᵀ = σ_ε² tr(P⊥Σ⁻¹P⊥)/(n − d − 1) · I; so v = (1 − η)²v + η²w.
 * The traces are Σ 1/λᵢ and Σ 1/sⱼ in the notation of `localRate`. Orthonormalising changes E by higher orders.
 *
 * Relative errors are of the order √d·ε·(κ(Σ) + κ(F⋆)); `status` is `ok` up to 1e-9.
 *
 * @throws AsymptopiaError `invalid-input` naming the member, also for a rank that is not full.
 */
export function kfacNoiseFloor(teacher: LinearTeacher, setting: NoiseFloorSetting): Quantity {
  const perTrace = noisePerTrace(setting, teacher.teacherFeatures.columns);
  const { head, headError, inputs, inputsError } = curvatures(teacher);
  return relative(perTrace * sumOfInverses(head) * sumOfInverses(inputs), headError + inputsError);
}

/** One of T tasks that share G⋆. */
export interface TaskTeacher {
  /** F⋆ₜ, d_Y × k; it need not be of full column rank by itself, the tasks' together must. */
  readonly teacherHead: DenseMatrix;
  /** Σₜ, d × d, positive definite. */
  readonly covariance: DenseMatrix;
}

/**
 * The noise floor of two-stage preconditioning over T tasks with batches of n each, P = (1/T) Σ FₜᵀFₜ:
 * η/(2 − η) · σ_ε²/(n − d − 1) · T⁻² Σₜ tr(P⁻¹F⋆ₜᵀF⋆ₜP⁻¹) · tr P⊥Σₜ⁻¹P⊥, to first order in σ_ε². With one task it is
 * `kfacNoiseFloor`, with equal tasks that divided by T.
 *
 * Derivation: E₊ = (1 − η)E + ηP⁻¹(1/T) Σₜ FₜᵀNₜP⊥ with independent Nₜ as there; each task's own covariance divides out
 * before the average. Accuracy and errors as there; names are below `tasks[t]`.
 *
 * Source: eqs 20 to 23 of Zhang et al. 2025, arXiv 2502.01763, for the algorithm.
 *
 * @param teacherFeatures G⋆, k × d, of full row rank.
 */
export function multiTaskNoiseFloor(
  teacherFeatures: DenseMatrix,
  tasks: readonly TaskTeacher[],
  setting: NoiseFloorSetting,
): Quantity {
  const { columns: d, rows: k } = teacherFeatures;
  const perTrace = noisePerTrace(setting, d);
  if (tasks.length === 0) throw invalidInput("tasks", tasks, "a list of at least one task");
  const basis = rowBasis("teacherFeatures", teacherFeatures);
  const heads = tasks.map(({ teacherHead }, t) => {
    const field = `tasks[${t}].teacherHead`;
    finiteMatrix(field, teacherHead);
    if (teacherHead.columns !== k)
      throw invalidInput(`${field}.columns`, teacherHead.columns, `${k}, the number of features`);
    return multiply(teacherHead, basis.mixing);
  });
  const rows = heads.reduce((sum, head) => sum + head.rows, 0);
  if (rows < k) throw invalidInput("tasks", rows, `a list with heads of ${k} or more rows together`);
  const stacked = denseMatrix(rows, k, Float64Array.from(heads.flatMap(({ data }) => [...data])));
  const { r } = thinQr(stacked);
  const { values } = singularValueDecomposition(r);
  if (!(values[k - 1] > rows * Number.EPSILON * values[0])) throw rankDeficient("tasks", k, "columns", values);
  const left = transposed(r);
  let sum = 0;
  let relativeError = 8 * rows * Number.EPSILON * (values[0] / values[k - 1]) ** 2 * basis.condition;
  tasks.forEach(({ covariance }, t) => {
    const inputs = inputCurvatures(basis, covariance, `tasks[${t}].covariance`);
    // T·P = Σ FₜᵀFₜ = rᵀr: the factors T⁻² and T cancel.
    const scaled = choleskySolve(left, transposed(heads[t]));
    sum += scaled.data.reduce((squares, entry) => squares + entry * entry, 0) * sumOfInverses(inputs.values);
    relativeError = Math.max(relativeError, inputs.relativeError);
  });
  return relative(perTrace * sum, 2 * relativeError);
}

/**
 * η/(2 − η), the stationary squared distance of KFAC with step η beside that with a full step, which is what min–min
 * (alternating exact minimisation) takes; rounded to 2ε. Below 1 for η < 1: under noise a full step is not the best one.
 *
 * @throws AsymptopiaError `invalid-input` naming `eta`, which lies in (0, 2).
 */
export function stationaryFactor(eta: number): number {
  return between0And("eta", eta, 2) / (2 - eta);
}

/** η/(2 − η) · σ_ε²/(n − d − 1). */
function noisePerTrace({ eta, batchSize, noiseVariance }: NoiseFloorSetting, inputs: number): number {
  const factor = stationaryFactor(eta);
  nonNegative("noiseVariance", noiseVariance);
  return (factor * noiseVariance) / (wholeNumber("batchSize", batchSize, inputs + 2) - inputs - 1);
}

function sumOfInverses(values: Float64Array): number {
  return values.reduce((sum, value) => sum + 1 / value, 0);
}

function relative(value: number, relativeError: number): Quantity {
  if (!Number.isFinite(value)) throw invalidInput("noiseVariance", value, "so small that the noise floor is finite");
  return { value, error: relativeError * value, status: relativeError <= 1e-9 ? "ok" : "inaccurate" };
}

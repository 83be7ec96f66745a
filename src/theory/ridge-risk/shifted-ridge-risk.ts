import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { asQuantity, exact, product, sum } from "../equivalents/estimate.ts";
import { type PreconditionedSpectrum, preconditionedList } from "./preconditioned-spectrum.ts";
import { promised, requireFiniteRisk, riskParts } from "./ridge-risk.ts";
import { type RiskPoint, riskPoint, weighted } from "./risk-point.ts";
import { checkRidge, checkTeacherSetting, signalMasses, type TeacherSetting, teacherScale } from "./setting.ts";

/** Training inputs of covariance Σ, test inputs of another one with the same eigenvectors. */
export interface ShiftedRidgeRiskSetting extends Omit<TeacherSetting, "population"> {
  /** τᵢ ≥ 0, the eigenvalues of Σ; not all 0. */
  readonly eigenvalues: readonly number[];
  /** τ′ᵢ ≥ 0 beside them, the variances of the test inputs along the same eigenvectors. */
  readonly shiftedEigenvalues: readonly number[];
  /** Masses above 0 of the pairs, of any sum; equal if absent. */
  readonly weights?: readonly number[];
  /** λ of at least 0, as in `RidgeRiskSetting`. */
  readonly lambda: number;
}

/** Test risks E(y − ŷ)², label noise included. */
export interface ShiftedRidgeRisk {
  /** R′, at the shifted inputs. */
  readonly risk: Quantity;
  /** R, at inputs like those of training. */
  readonly unshifted: Quantity;
}

/**
 * Test risk under covariate shift of the student of `ridgeRisk`: with τ̃′ = τ′τ^p,
 * R′ = σ² + κ²Σθ̃ᵢ²τ̃′ᵢ/(τ̃ᵢ + κ)² + φR·(1/d)Σ τ̃′ᵢτ̃ᵢ/(τ̃ᵢ + κ)². The teacher is normalised by the training inputs:
 * `unit-signal` is θᵀΣθ = 1 also here.
 *
 * Accuracy as for `ridgeRisk`.
 *
 * @throws AsymptopiaError `invalid-input` naming the member outside its domain; `non-finite` as `ridgeRisk` does.
 */
export function shiftedRidgeRisk(setting: ShiftedRidgeRiskSetting): ShiftedRidgeRisk {
  checkTeacherSetting(setting);
  checkRidge(setting.lambda);
  const { phi, lambda, exponent, alignment, normalization, noiseVariance } = setting;
  const pairs = checkedPairs(setting);
  const spectrum = preconditionedList(pairs.eigenvalues, pairs.weights, exponent);
  const signal = signalMasses(spectrum, alignment, normalization);
  const point = riskPoint(spectrum, phi, lambda);
  requireFiniteRisk(point);
  const { risk } = riskParts(point, signal, noiseVariance);
  const residual = shiftedResidual(point, pairs, setting);
  const spread = product(phi, risk, weighted(spectrum, shiftedShares(spectrum, pairs), point.kappa, [2, 0]));
  return {
    risk: asQuantity(sum(exact(noiseVariance), residual, spread), promised, "the risk at shifted inputs"),
    unshifted: asQuantity(risk, promised, "the risk"),
  };
}

interface Pairs {
  readonly eigenvalues: readonly number[];
  readonly shifted: readonly number[];
  readonly weights: readonly number[];
}

/** Σθᵢ²τ′ᵢcᵢ²: the mass at τ = 0, where c = 1, has a part in it. */
function shiftedResidual(point: RiskPoint, pairs: Pairs, setting: ShiftedRidgeRiskSetting) {
  const { spectrum, kappa } = point;
  const { alignment, normalization } = setting;
  const scale = teacherScale(spectrum, alignment, normalization);
  const order = 2 * alignment;
  const masses = nonZero(pairs).map(({ shifted }, k) => {
    return scale.value * shifted * (spectrum.weights[k] * spectrum.ratios[k] ** order);
  });
  const seen = weighted(spectrum, Float64Array.from(masses), kappa, [0, 2]);
  const unseen = pairs.eigenvalues.reduce((total, tau, i) => {
    return total + (tau === 0 && order === 0 ? scale.value * pairs.shifted[i] * pairs.weights[i] : 0);
  }, 0);
  const relative = scale.relativeError + (2 * Math.abs(order) + 6) * Number.EPSILON;
  return sum(
    { value: seen.value, error: seen.error + relative * seen.value },
    { value: unseen, error: relative * unseen },
  );
}

/** wᵢτ′ᵢ/τᵢ: τ̃′τ̃/(τ̃ + κ)² is τ′/τ times p². Where τ is 0 it is 0, p being at least 0. */
function shiftedShares({ weights }: PreconditionedSpectrum, pairs: Pairs): Float64Array {
  return Float64Array.from(nonZero(pairs), ({ tau, shifted }, k) => weights[k] * (shifted / tau));
}

function nonZero({ eigenvalues, shifted }: Pairs): readonly { tau: number; shifted: number }[] {
  return eigenvalues.map((tau, i) => ({ tau, shifted: shifted[i] })).filter(({ tau }) => tau > 0);
}

function checkedPairs({
  eigenvalues,
  shiftedEigenvalues: shifted,
  weights = eigenvalues.map(() => 1),
}: ShiftedRidgeRiskSetting): Pairs {
  checkList("eigenvalues", eigenvalues, eigenvalues.length, (value) => value >= 0, "a finite number of at least 0");
  checkList("shiftedEigenvalues", shifted, eigenvalues.length, (value) => value >= 0, "a finite number of at least 0");
  checkList("weights", weights, eigenvalues.length, (value) => value > 0, "a finite number above 0");
  if (!eigenvalues.some((value) => value > 0)) {
    throw invalidInput("eigenvalues", eigenvalues, "a list with at least one value above 0");
  }
  const total = weights.reduce((a, b) => a + b, 0);
  if (!Number.isFinite(total)) throw invalidInput("weights", weights, "numbers with a finite sum");
  return { eigenvalues, shifted, weights: weights.map((weight) => weight / total) };
}

function checkList(
  field: string,
  list: readonly number[],
  length: number,
  accepts: (value: number) => boolean,
  accepted: string,
): void {
  if (!Array.isArray(list) || list.length === 0) throw invalidInput(field, list, "a list of at least one number");
  if (list.length !== length) {
    throw invalidInput(field, list, `a list as long as eigenvalues, which has ${length}`);
  }
  const bad = list.findIndex((value) => !(Number.isFinite(value) && accepts(value)));
  if (bad >= 0) throw invalidInput(`${field}[${bad}]`, list[bad], accepted);
}

import erf from "@stdlib/math-base-special-erf";
import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { ReadoutPath, SignFlipSetting } from "./setting.ts";

/** The readout that infinitely many samples give, and how it does. */
export interface PopulationReadout {
  /** w₁s₁, the weight of the invariant feature in units of its standard deviation given the class. */
  readonly invariantWeight: Quantity;
  /** w₂s₂, that of the spurious feature. */
  readonly spuriousWeight: Quantity;
  /** (a w₁s₁ + b w₂s₂)/√((w₁s₁)² + (w₂s₂)²), the mean of y·wᵀx over its deviation given the class. */
  readonly margin: Quantity;
  /** The same with −b for b, with the spurious sign flipped. */
  readonly oodMargin: Quantity;
  /** Φ(margin), P(sign wᵀx = y). */
  readonly accuracy: Quantity;
  /** Φ(oodMargin). */
  readonly oodAccuracy: Quantity;
}

/** An eigenvalue of Σ in the plane of the two features, its unit vector u, and uᵀE xy with the error of that. */
interface Mode {
  readonly eigenvalue: number;
  readonly vector: readonly [number, number];
  readonly target: number;
  readonly targetError: number;
}

/**
 * The readout after training on infinitely many samples. Nuisance is uncorrelated with the class and with the features,
 * so that all happens in the plane of these two, where Σ has the entries s₁²(1 + a²), s₂²(1 + b²) and ab s₁s₂ and the
 * determinant s₁²s₂²(1 + a² + b²). A mode of eigenvalue τ is learned at the rate τ^(1+p) + λρ, and its weight tends to
 * uᵀE xy τ^p/(τ^(1+p) + λρ).
 *
 * Errors are bounds of first order in ε = 2⁻⁵² on what rounding does; a status is `ok` up to 1e-10 beside max(1, |value|).
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain, or `time` for steps so long that
 *   the readout overflows.
 */
export function populationReadout(setting: SignFlipSetting, path: ReadoutPath): PopulationReadout {
  check(setting, path);
  const modes = modesOf(setting);
  const { exponent, lambda } = path;
  const variances = modes.map(({ eigenvalue }) => eigenvalue);
  if (setting.nuisanceDeviation !== null) variances.push(setting.nuisanceDeviation ** 2);
  const fastest = Math.max(...variances.map((tau) => tau ** (1 + exponent)));
  const weights: [number, number] = [0, 0];
  const errors: [number, number] = [0, 0];
  const deviations = [setting.invariantDeviation, setting.spuriousDeviation];
  for (const { eigenvalue, vector, target, targetError } of modes) {
    const rate = eigenvalue ** (1 + exponent) + lambda * fastest;
    const { share, error } = learned(rate / fastest, path);
    const gain = (eigenvalue ** exponent * share) / rate;
    const gainError = Math.abs(gain) * (16 * (1 + Math.abs(exponent)) * Number.EPSILON) + (gain / share) * error;
    for (const i of [0, 1] as const) {
      weights[i] += vector[i] * deviations[i] * gain * target;
      errors[i] += Math.abs(vector[i] * deviations[i]) * (gain * targetError + gainError * Math.abs(target));
    }
  }
  const length = Math.hypot(...weights);
  if (!(length > 0 && Number.isFinite(length))) {
    throw invalidInput("time", path.time, "such that the readout neither vanishes nor overflows");
  }
  const { invariantSignal: a, spuriousSignal: b } = setting;
  const along = (invariant: number, spurious: number) => (invariant * weights[0] + spurious * weights[1]) / length;
  const marginError = Math.hypot(a, b) * (Math.hypot(...errors) / length + 8 * Number.EPSILON);
  const margin = quantity(along(a, b), marginError);
  const oodMargin = quantity(along(a, -b), marginError);
  return {
    invariantWeight: quantity(weights[0], errors[0]),
    spuriousWeight: quantity(weights[1], errors[1]),
    margin,
    oodMargin,
    accuracy: normalDistribution(margin),
    oodAccuracy: normalDistribution(oodMargin),
  };
}

/** Both modes; a rotation takes the larger eigenvalue's vector from the feature of the larger variance. */
function modesOf(setting: SignFlipSetting): readonly Mode[] {
  const { invariantSignal: a, spuriousSignal: b, invariantDeviation: s1, spuriousDeviation: s2 } = setting;
  const [first, second] = [s1 * s1 * (1 + a * a), s2 * s2 * (1 + b * b)];
  const between = a * b * s1 * s2;
  const halfGap = Math.hypot((first - second) / 2, between);
  const larger = (first + second) / 2 + halfGap;
  const smaller = (s1 * s2) ** 2 * ((1 + a * a + b * b) / larger);
  const [x, y] =
    second >= first ? [between, (second - first) / 2 + halfGap] : [(first - second) / 2 + halfGap, between];
  const length = Math.hypot(x, y);
  const [cosine, sine] = [x / length, y / length];
  const mode = (eigenvalue: number, vector: readonly [number, number]): Mode => {
    const terms = [vector[0] * a * s1, vector[1] * b * s2];
    const targetError = 8 * Number.EPSILON * (Math.abs(terms[0]) + Math.abs(terms[1]));
    return { eigenvalue, vector, target: terms[0] + terms[1], targetError };
  };
  return [mode(larger, [cosine, sine]), mode(smaller, [sine, -cosine])];
}

/** The share of a mode of this rate, in units of ρ, that has been learned. */
function learned(rate: number, { time, steps }: ReadoutPath): { readonly share: number; readonly error: number } {
  if (time === "converged") return { share: 1, error: 0 };
  if (steps === null) {
    const share = -Math.expm1(-time * rate);
    return { share, error: 16 * Number.EPSILON * share * (1 + Math.abs(Math.log(rate))) };
  }
  const factor = 1 - (time / steps) * rate;
  const left = factor ** steps;
  return { share: 1 - left, error: 8 * Number.EPSILON * (1 + steps * Math.abs(left / factor)) };
}

function check(setting: SignFlipSetting, { exponent, lambda, time, steps }: ReadoutPath): void {
  for (const [name, value] of Object.entries(setting)) {
    if (name === "nuisanceDeviation" && value === null) continue;
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw invalidInput(name, value, "a number above 0");
  }
  if (!Number.isFinite(exponent)) throw invalidInput("exponent", exponent, "a number");
  if (!(lambda >= 0 && lambda < Number.POSITIVE_INFINITY)) throw invalidInput("lambda", lambda, "a number from 0");
  if (time !== "converged" && !(time > 0 && time < Number.POSITIVE_INFINITY)) {
    throw invalidInput("time", time, '"converged" or a number above 0');
  }
  if (steps !== null && !(Number.isSafeInteger(steps) && steps > 0)) {
    throw invalidInput("steps", steps, "null for gradient flow, or a whole number from 1");
  }
}

/** Φ, which is nowhere steeper than 1/√(2π); erf is good to 2ε. */
function normalDistribution({ value, error }: Quantity): Quantity {
  return quantity((1 + erf(value / Math.SQRT2)) / 2, 0.4 * error + 2 * Number.EPSILON);
}

function quantity(value: number, error: number): Quantity {
  return { value, error, status: error <= 1e-10 * Math.max(1, Math.abs(value)) ? "ok" : "inaccurate" };
}

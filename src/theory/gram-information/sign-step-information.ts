import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { mixtureInformation } from "./mixture-information.ts";
import { normalDensity, panelsAround } from "./normal-density.ts";

/** One input of a linear unit that takes a sign step. */
export interface SignStepInput {
  /** How often it is the input. */
  readonly weight: number;
  /** ‖x‖₂ > 0. */
  readonly norm: number;
  /** ‖x‖₁ ≥ ‖x‖₂. */
  readonly absoluteNorm: number;
}

export interface SignStepSetting {
  readonly inputs: readonly SignStepInput[];
  /** η ≥ 0 */
  readonly stepSize: number;
  /** y, what the unit is to give at whatever input. */
  readonly label: number;
}

/**
 * I(Z^{(1)}; x) in nats of a linear unit f = wᵀx with w ~ N(0, I), after one step of Adam with ε ↓ 0 (the same step as that
 * of element-wise AdaGrad) on ½(f − y)²: w moves by −η·sign of each gradient, and Z^{(1)} = Z^{(0)} − η‖x‖₁sign(Z^{(0)} − y)
 * with Z^{(0)} ~ N(0, ‖x‖²). Where the inputs have the same length it is 0 at the start, and above 0 then unless their sums
 * of sizes are the same too.
 *
 * Accuracy: absolute, `error` of the order of 1e-13, for norms within a factor of 10⁶ of one another.
 *
 * @throws AsymptopiaError `invalid-input`, naming the member.
 */
export function signStepInformation({ inputs, stepSize, label }: SignStepSetting): Quantity {
  if (!(stepSize >= 0 && Number.isFinite(stepSize))) throw invalidInput("stepSize", stepSize, "a number from 0");
  if (!Number.isFinite(label)) throw invalidInput("label", label, "a finite number");
  inputs.forEach(({ norm, absoluteNorm }, k) => {
    if (!(norm > 0 && Number.isFinite(norm))) throw invalidInput(`inputs[${k}].norm`, norm, "a finite number above 0");
    if (!(absoluteNorm >= norm * (1 - 4 * Number.EPSILON) && Number.isFinite(absoluteNorm))) {
      throw invalidInput(`inputs[${k}].absoluteNorm`, absoluteNorm, `a finite number from the norm, ${norm}`);
    }
  });
  const moves = inputs.map(({ absoluteNorm }) => stepSize * absoluteNorm);
  const branches = inputs.flatMap(({ norm }, k) =>
    [-1, 1].map((sign) => ({ mean: sign * moves[k], standardDeviation: norm })),
  );
  return mixtureInformation(
    inputs.map(({ weight, norm }, k) => ({
      weight,
      // From above the label the value fell by the move, from below it rose.
      density: (z) =>
        (z > label - moves[k] ? normalDensity(z + moves[k], 0, norm) : 0) +
        (z < label + moves[k] ? normalDensity(z - moves[k], 0, norm) : 0),
    })),
    panelsAround(
      branches,
      moves.flatMap((move) => [label - move, label + move]),
    ),
  );
}

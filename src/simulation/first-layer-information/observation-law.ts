import type { InformationInstance } from "./information-instances.ts";

/** How an instance is trained. */
export type InstanceTraining = {
  /** C of w = C^{½}ω: P, or I. */
  readonly start: "preconditioner" | "identity";
  /** Preconditioned gradient descent, or Adam with ε ↓ 0 for one step, which is one of signs. */
  readonly rule: "descent" | "sign";
  readonly stepSize: number;
  readonly steps: number;
  readonly label: number;
};

/**
 * The density, up to a factor that both cases share, of what is observed after training in case k:
 * Z, or Z and z_test.
 *
 * Under gradient descent on ½(f − y)² the residual Z − y shrinks by 1 − ηG a step, and z_test falls by ηc times it: an
 * invertible affine map of the start, which has the covariance [G, c; c, r] of C in the place of P. A step of signs moves
 * Z by η‖x‖₁ towards the label and beyond it, from both sides.
 */
export function observationDensity(
  { inputs, tests, preconditioners }: InformationInstance,
  { start, rule, stepSize, steps, label }: InstanceTraining,
  k: 0 | 1,
): (z: number, test: number) => number {
  const form = (weights: readonly [number, number], a: readonly [number, number], b: readonly [number, number]) =>
    weights[0] * a[0] * b[0] + weights[1] * a[1] * b[1];
  const preconditioner = preconditioners[k];
  const covariance = start === "preconditioner" ? preconditioner : ([1, 1] as const);
  const x = inputs[k];
  const variance = form(covariance, x, x);
  if (rule === "sign") {
    const move = stepSize * (Math.abs(x[0]) + Math.abs(x[1]));
    return (z) =>
      (z > label - move ? gaussian((z + move) ** 2 / variance, variance) : 0) +
      (z < label + move ? gaussian((z - move) ** 2 / variance, variance) : 0);
  }
  const gram = form(preconditioner, x, x);
  const kept = (1 - stepSize * gram) ** steps;
  // η Σ_{s<t} (1 − ηG)^s = (1 − (1 − ηG)^t)/G.
  const moved = (1 - kept) / gram;
  const before = (z: number): number => label + (z - label) / kept;
  if (tests === null) return (z) => gaussian(before(z) ** 2 / variance, variance * kept ** 2);
  const test = tests[k];
  const cross = form(preconditioner, x, test);
  const covarianceCross = form(covariance, x, test);
  const residual = form(covariance, test, test) - covarianceCross ** 2 / variance;
  return (z, zTest) => {
    const first = before(z);
    const testBefore = zTest + cross * moved * (first - label);
    const rest = testBefore - (covarianceCross / variance) * first;
    return gaussian(first ** 2 / variance + rest ** 2 / residual, variance * residual * kept ** 2);
  };
}

/** exp(−½q)/√determinant. */
function gaussian(quadratic: number, determinant: number): number {
  return Math.exp(-quadratic / 2) / Math.sqrt(determinant);
}

import type { ReadoutTraining } from "./readout-setting.ts";

/**
 * What training makes of a direction in which the sample covariance of x̃ has the eigenvalue s ≥ 0: θ̂ = h(Σ̂)·X̃ᵀy/n, and of
 * the teacher g(Σ̂)θ̃ is left to learn, g(s) = 1 − s·h(s).
 */
export interface SpectralFilter {
  /** g(s). */
  left(s: number): number;
  /** h(s), without the cancellation of (1 − g(s))/s. At s = 0 without ridge: 0, since nothing is learnt there. */
  learnt(s: number): number;
}

/**
 * - Ridge: g = λ/(s + λ). At λ = 0 the minimum-norm solution: 0, and 1 at s = 0.
 * - Gradient flow on half the mean of squares: g = e^{−ts}.
 * - k steps: g = (1 − ηs)^k.
 */
export function spectralFilter({ lambda, time, steps, learningRate }: ReadoutTraining): SpectralFilter {
  if (lambda !== undefined) {
    if (lambda === 0) return { left: (s) => (s > 0 ? 0 : 1), learnt: (s) => (s > 0 ? 1 / s : 0) };
    return { left: (s) => lambda / (s + lambda), learnt: (s) => 1 / (s + lambda) };
  }
  if (time !== undefined) {
    return { left: (s) => Math.exp(-time * s), learnt: (s) => (s > 0 ? -Math.expm1(-time * s) / s : time) };
  }
  const [k, eta] = [steps ?? Number.NaN, learningRate ?? Number.NaN];
  return {
    left: (s) => (1 - eta * s) ** k,
    learnt(s) {
      if (!(s > 0)) return k * eta;
      return (eta * s < 0.5 ? -Math.expm1(k * Math.log1p(-eta * s)) : 1 - (1 - eta * s) ** k) / s;
    },
  };
}

/** What tells one training from another on the same inputs x̃. */
export function filterKey({ lambda, time, steps, learningRate }: ReadoutTraining): string {
  return JSON.stringify([lambda ?? null, time ?? null, steps ?? null, learningRate ?? null]);
}

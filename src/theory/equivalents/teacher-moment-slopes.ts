import type { Activation } from "../../model/activation.ts";
import { gaussianPanels, truncation } from "../gaussian/gaussian-panels.ts";
import { integrate } from "../quadrature/integrate.ts";
import type { Estimate } from "./estimate.ts";

/** How a link's moments at z ~ N(0, v) move with the variance v. */
export interface TeacherMomentSlopes {
  /** d/dv of α⋆ = E σ⋆′(z). */
  readonly derivativeMean: Estimate;
  /** d/dv of s² = E σ⋆(z)². */
  readonly secondMoment: Estimate;
}

/** For moments that are given as numbers. */
export const noSlopes: TeacherMomentSlopes = {
  derivativeMean: { value: 0, error: 0 },
  secondMoment: { value: 0, error: 0 },
};

const normalisation = 1 / Math.sqrt(2 * Math.PI);

/**
 * dα⋆/dv = E[σ⋆(√v t)(t³ − 3t)]/(2v^{3/2}) and ds²/dv = E[σ⋆(√v t)²(t² − 1)]/(2v) with t ~ N(0, 1): Stein's identity and
 * the heat equation, so that no derivative of σ⋆ is asked for and kinks and jumps need no care. By quadrature; errors are
 * absolute, of 1e-13 of the same expectations with absolute values.
 *
 * @param variance v, above 0.
 */
export function teacherMomentSlopes(teacher: Activation, variance: number): TeacherMomentSlopes {
  const deviation = Math.sqrt(variance);
  const breakpoints = gaussianPanels(teacher, deviation);
  const expectation = (f: (t: number) => number, scale: number): Estimate => {
    const { value, error } = integrate(f, breakpoints);
    const tails = Math.abs(f(-truncation)) + Math.abs(f(truncation));
    const factor = normalisation / scale;
    return { value: factor * value, error: factor * (error + tails + 4 * Number.EPSILON * Math.abs(value)) };
  };
  const value = (t: number): number => teacher.value(deviation * t);
  return {
    derivativeMean: expectation((t) => value(t) * t * (t * t - 3) * Math.exp((-t * t) / 2), 2 * variance * deviation),
    secondMoment: expectation((t) => (value(t) * Math.exp((-t * t) / 4)) ** 2 * (t - 1) * (t + 1), 2 * variance),
  };
}

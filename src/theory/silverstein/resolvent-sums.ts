import type { Discretisation } from "../populations/discretise.ts";
import { RunningSum } from "../populations/running-sum.ts";

/**
 * Integrals over the positive part of H at one κ, with p = τ/(τ + κ) and c = κ/(τ + κ) = 1 − p. All are sums of
 * positive terms, and none is had from another by subtraction.
 */
export interface ResolventSums {
  /** ∫ p dH, called df₁. */
  readonly p: number;
  /** ∫ p² dH, called df₂. */
  readonly pp: number;
  /** ∫ pc dH = df₁ − df₂. */
  readonly pc: number;
  /** ∫ c dH over τ > 0. */
  readonly c: number;
  /** ∫ c² dH over τ > 0. */
  readonly cc: number;
}

export function resolventSums({ values, weights }: Discretisation, kappa: number): ResolventSums {
  const p = new RunningSum();
  const pp = new RunningSum();
  const pc = new RunningSum();
  const c = new RunningSum();
  const cc = new RunningSum();
  for (let i = 0; i < values.length; i++) {
    const sum = values[i] + kappa;
    const share = values[i] / sum;
    const rest = kappa / sum;
    const weight = weights[i];
    p.add(weight * share);
    pp.add(weight * share * share);
    pc.add(weight * share * rest);
    c.add(weight * rest);
    cc.add(weight * rest * rest);
  }
  return { p: p.value, pp: pp.value, pc: pc.value, c: c.value, cc: cc.value };
}

import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { ridgelessLimit } from "../equivalents/ridgeless.ts";
import { discretise } from "../populations/discretise.ts";
import { integrateAgainst } from "../populations/integrate-against.ts";
import { solveSilverstein } from "../silverstein/solve.ts";

export interface LogStatisticOptions {
  /** λ of log(x + λ), at least 0; by default 0. In the unit of an eigenvalue. */
  readonly shift?: number;
  /** Whether to leave out the atom at 0, which is possible only without shift. */
  readonly nonzero?: boolean;
}

const eps = Number.EPSILON;

/**
 * ∫ log(x + λ) dF over the limiting spectral distribution of Σ̂ = XᵀX/n: the limit of log det(Σ̂ + λ)/d.
 *
 * With the effective ridge κ and y = 1 − λ/κ = φ∫ τ/(τ + κ) dH it is
 * log λ + ∫ log(1 + τ/κ) dH − (y + log(1 − y))/φ: no quadrature over x. Without shift, for an invertible Σ̂,
 * ∫ log τ dH − 1 − ((1 − φ)/φ) log(1 − φ). `status` is `ok` up to an error of 1e-12 of 1 plus the sizes of the terms.
 *
 * @throws AsymptopiaError `invalid-input` for φ or λ outside their domains, or where the law has an atom at 0, λ is 0,
 *   and the atom is not left out.
 */
export function logStatistic(
  population: Population,
  phi: number,
  { shift = 0, nonzero = false }: LogStatisticOptions = {},
): Quantity {
  if (!(phi > 0 && Number.isFinite(phi))) throw invalidInput("phi", phi, "a finite number above 0");
  if (!(shift >= 0 && Number.isFinite(shift))) throw invalidInput("shift", shift, "a finite number of 0 or more");
  if (shift > 0) {
    if (nonzero)
      throw invalidInput("nonzero", nonzero, "false with a shift above 0, where the logarithm at 0 is finite");
    return shifted(population, phi, shift);
  }
  const { zeroMass } = discretise(population);
  if (!nonzero && (zeroMass > 0 || phi > 1)) {
    throw invalidInput("shift", shift, "above 0 where the law has an atom at 0, unless that is left out (nonzero)");
  }
  // The positive eigenvalues are those of the population's positive part, in which φ counts by its mass.
  const positive = 1 - zeroMass;
  return phi * positive <= 1 ? regular(population, phi, zeroMass) : singular(population, phi);
}

function shifted(population: Population, phi: number, shift: number): Quantity {
  const { kappa } = solveSilverstein(population, phi, shift);
  const ridge = kappa.value;
  const integral = integrateAgainst(population, (tau) => Math.log1p(tau / ridge));
  const share = integrateAgainst(population, (tau) => tau / (tau + ridge));
  const y = phi * share.value;
  const rest = remainder(y, shift / ridge) / phi;
  const logShift = Math.log(shift);
  // Stationary in κ, whose error counts in second order.
  const error = integral.error + (y / Math.max(1 - y, shift / ridge)) * share.error;
  return sum([logShift, integral.value, rest], error);
}

/** −y − log(1 − y), where 1 − y is also known as such. */
function remainder(y: number, complement: number): number {
  if (y > 0.1) return -y - Math.log(y > 0.5 ? complement : 1 - y);
  let term = y;
  let total = 0;
  for (let k = 2; term > 1e-20 * total || k < 4; k++) {
    term *= y;
    total += term / k;
    if (term === 0) break;
  }
  return total;
}

function regular(population: Population, phi: number, zeroMass: number): Quantity {
  const positive = 1 - zeroMass;
  const ratio = phi * positive;
  const integral = integrateAgainst(population, (tau) => (tau > 0 ? Math.log(tau) : 0));
  // −1 − ((1 − φ)/φ) log(1 − φ) = −(φ + (1 − φ) log(1 − φ))/φ
  const term = ratio === 1 ? 0 : ((1 - ratio) / ratio) * Math.log1p(-ratio);
  return sum([integral.value, -positive, -positive * term], integral.error);
}

function singular(population: Population, phi: number): Quantity {
  const { kappa } = ridgelessLimit(population, phi);
  const ridge = kappa.value;
  const integral = integrateAgainst(population, (tau) => Math.log1p(tau / ridge));
  return sum([Math.log(ridge) / phi, integral.value, -1 / phi], integral.error + kappa.error / ridge / phi);
}

function sum(terms: readonly number[], error: number): Quantity {
  const size = terms.reduce((total, term) => total + Math.abs(term), 0);
  const total = error + 8 * eps * size;
  const value = terms.reduce((partial, term) => partial + term, 0);
  return { value, error: total, status: total <= 1e-12 * (1 + size) ? "ok" : "inaccurate" };
}

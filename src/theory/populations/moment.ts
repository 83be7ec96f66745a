import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { ContinuousPopulation, DensityResolution, Population } from "../../model/population.ts";
import { logLength, meanDecay } from "../../model/populations/log-length.ts";
import { exponentAtZero } from "./density-pieces.ts";
import { integrateAgainst } from "./integrate-against.ts";

/**
 * ∫ τ^order dH, written m_order in the literature, for any real order; 1 for order 0.
 *
 * Closed forms for atoms, uniform, geometric and power laws, and for AR(1) at whole orders up to 1000 (Legendre
 * functions); quadrature otherwise. `status` is `ok` where the relative error is at most 1e-12, which holds for orders
 * up to some hundreds.
 *
 * @throws AsymptopiaError `invalid-input` where `order` is not finite or the integral diverges at τ = 0 (negative order
 *   with mass at 0, order ≤ −1 with a uniform law from 0, or as a registered density tells); `non-finite` where the moment is no double.
 */
export function moment(population: Population, order: number): Quantity {
  if (!Number.isFinite(order)) throw invalidInput("order", order, "a finite number");
  if (order === 0) return { value: 1, error: 0, status: "ok" };
  const { value, error } = momentWithError(population, order);
  if (!Number.isFinite(value) || value === 0) {
    throw new AsymptopiaError("non-finite", `the moment of order ${order} is outside the range of doubles`, {
      field: "order",
      value: order,
    });
  }
  return { value, error, status: error <= 1e-12 * value ? "ok" : "inaccurate" };
}

function momentWithError(population: Population, order: number): { value: number; error: number } {
  const { specification } = population;
  if (population.type === "atomic") {
    if (order < 0 && population.values[0] === 0) {
      throw invalidInput("order", order, "at least 0 for a population with mass at 0");
    }
    return finite(() => integrateAgainst(population, (tau) => tau ** order));
  }
  const { low, high } = population;
  switch (specification.kind) {
    case "uniform":
      return low === 0 ? uniformFromZero(high, order) : powerLaw(0, low, high, order);
    case "power-law":
      return powerLaw(specification.exponent, low, high, order);
    case "geometric":
      return powerLaw(1, low, high, order);
    case "ar1":
      if (Number.isInteger(order) && Math.abs(order) <= 1000) return ar1(specification.rho, order);
      break;
    case "density":
      if (population.resolution !== undefined) return ofDensity(population, population.resolution, order);
  }
  return finite(() => integrateAgainst(population, (tau) => tau ** order));
}

/**
 * By quadrature over the panels. Below the lowest of a density down to 0, where H([0, τ]) ~ τ^b, the integrand goes on like
 * a geometric series in panels, whose sum counts as error.
 */
function ofDensity(
  population: ContinuousPopulation,
  resolution: DensityResolution,
  order: number,
): { value: number; error: number } {
  const { value, error } = finite(() => integrateAgainst(population, (tau) => tau ** order));
  const exponent = exponentAtZero(resolution, population.low);
  if (exponent === Number.POSITIVE_INFINITY) return { value, error: error + resolution.relativeError * value };
  // The exponent is read off two masses.
  if (!(exponent + order > 1e-9)) {
    throw invalidInput("order", order, `above ${-exponent}, as far as the density at 0 tells`);
  }
  const [{ mass, from, to }] = resolution.panels;
  const ratio = (from / to) ** (exponent + order);
  const left = (mass * Math.max(from ** order, to ** order) * ratio) / (1 - ratio);
  return { value, error: error + left + (order >= 0 ? resolution.relativeError * value : 0) };
}

function uniformFromZero(high: number, order: number): { value: number; error: number } {
  if (order <= -1) throw invalidInput("order", order, "above -1 for a uniform population from 0");
  const value = high ** order / (order + 1);
  return { value, error: 4 * Number.EPSILON * value };
}

/**
 * I(s)/I(s₀) for I(s) = ∫ τ^{s−1} dτ over [low, high], s₀ = 1 − exponent, s = s₀ + order. Each I is written relative to
 * the end where its integrand is largest, and so holds through s = 0.
 */
function powerLaw(exponent: number, low: number, high: number, order: number): { value: number; error: number } {
  const length = logLength(low, high);
  const s0 = 1 - exponent;
  const s = s0 + order;
  const decay = meanDecay(Math.abs(s) * length) / meanDecay(Math.abs(s0) * length);
  const crossing = s > 0 === s0 > 0 ? 0 : Math.abs(s0) * length;
  const value = (s > 0 ? high : low) ** order * Math.exp(-crossing) * decay;
  return { value, error: (12 + Math.abs(order) + 4 * crossing) * Number.EPSILON * value };
}

/**
 * ∫ τ^k dH = P_{k−1}(x) for k ≥ 1 and P_{−k}(x) for k ≤ 0, with P_n the Legendre polynomials and
 * x = (1+ρ²)/(1−ρ²): Laplace's first integral. The recurrence is stable for x > 1.
 */
function ar1(rho: number, order: number): { value: number; error: number } {
  const n = order > 0 ? order - 1 : -order;
  const x = (1 + rho * rho) / ((1 - rho) * (1 + rho));
  let previous = 1;
  let value = n === 0 ? 1 : x;
  for (let k = 2; k <= n; k++) {
    [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k];
  }
  // |d log Pₙ/d log x| is at most n(n+1)/2, its value at x = 1, and x is known to three units in the last place.
  return { value, error: (2 + 2 * n * (n + 1)) * Number.EPSILON * value };
}

/** An overflow of the integrand is one of the moment, for which `moment` has its own error. */
function finite(compute: () => Quantity): { value: number; error: number } {
  try {
    return compute();
  } catch (error) {
    if (error instanceof AsymptopiaError && error.code === "non-finite") return { value: Number.NaN, error: 0 };
    throw error;
  }
}

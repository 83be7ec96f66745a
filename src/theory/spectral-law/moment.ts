import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { discretise } from "../populations/discretise.ts";
import { moment } from "../populations/moment.ts";

const eps = Number.EPSILON;
const mostOrder = 1000;

/**
 * ∫ x^order dF over the limiting spectral distribution of Σ̂ = XᵀX/n, for whole orders: 1, m₁, m₂ + φm₁², … .
 *
 * For order k > 0 the law of XXᵀ/n has free cumulants φm_j, and its moments are [w^k](1 + Σ_j φm_j w^j)^{k+1}/(k + 1) by
 * Lagrange's inversion. For order −k, with F(w) = Σ_j m_{−j} w^j, it is [w^{k−1}] F′(w)(1 − φ − φF(w))^{−k}/k. Both are
 * sums of positive terms, so that the relative error is some k units in the last place; `status` is `ok` up to 1e-12.
 *
 * @param order whole number from −1000 to 1000.
 * @throws AsymptopiaError `invalid-input` for φ outside (0, ∞), another order, or one below 0 where the moment is
 *   infinite: with an atom at 0 or a density that does not vanish there fast enough, and at φ(1 − H{0}) ≥ 1;
 *   `non-finite` where the moment, or a moment of the population that it needs, is no double.
 */
export function spectralMoment(population: Population, phi: number, order: number): Quantity {
  if (!(phi > 0 && Number.isFinite(phi))) throw invalidInput("phi", phi, "a finite number above 0");
  if (!(Number.isInteger(order) && Math.abs(order) <= mostOrder)) {
    throw invalidInput("order", order, `a whole number from ${-mostOrder} to ${mostOrder}`);
  }
  if (order === 0) return { value: 1, error: 0, status: "ok" };
  return order > 0 ? positiveMoment(population, phi, order) : inverseMoment(population, phi, -order);
}

function positiveMoment(population: Population, phi: number, order: number): Quantity {
  const cumulants = [1];
  let relative = 0;
  for (let j = 1; j <= order; j++) {
    const { value, error } = moment(population, j);
    cumulants.push(phi * value);
    // A term is a product of moments of total order `order`.
    relative = Math.max(relative, error / value / j);
  }
  // Without the leading power of φ, which a small one would make too small for a double.
  const value = power(cumulants, order + 1, order)[order] / (order + 1) / phi;
  return asQuantity(value, relative * order + 8 * order * eps, order);
}

function inverseMoment(population: Population, phi: number, order: number): Quantity {
  const { zeroMass } = discretise(population);
  if (zeroMass > 0 || phi >= 1) {
    const accepted = "at least 0 where the law has an atom at 0 or a hard edge there, φ ≥ 1 or H{0} > 0";
    throw invalidInput("order", -order, accepted);
  }
  const derivative: number[] = [];
  const base = [1 - phi];
  let relative = 0;
  for (let j = 1; j <= order; j++) {
    const { value, error } = moment(population, -j);
    derivative.push(j * value);
    base.push(-phi * value);
    relative = Math.max(relative, error / value / j);
  }
  const inverse = power(base, -order, order - 1);
  const value = derivative.reduce((sum, slope, j) => sum + slope * inverse[order - 1 - j], 0) / order;
  return asQuantity(value, relative * order + 12 * order * eps, -order);
}

/** The coefficients up to `degree` of the power series Σ a_k w^k to a power, by J. C. P. Miller's recurrence. */
function power(a: readonly number[], exponent: number, degree: number): number[] {
  const c = [a[0] ** exponent];
  for (let k = 1; k <= degree; k++) {
    let sum = 0;
    for (let j = 1; j <= k; j++) sum += (j * (exponent + 1) - k) * a[j] * c[k - j];
    c.push(sum / (k * a[0]));
  }
  return c;
}

function asQuantity(value: number, relativeError: number, order: number): Quantity {
  if (!Number.isFinite(value) || value === 0) {
    throw new AsymptopiaError("non-finite", `the moment of order ${order} is outside the range of doubles`, {
      field: "order",
      value: order,
    });
  }
  return { value, error: value * relativeError, status: relativeError <= 1e-12 ? "ok" : "inaccurate" };
}

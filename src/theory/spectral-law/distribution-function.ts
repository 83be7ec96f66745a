import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { CompanionEquation } from "../silverstein/companion-equation.ts";
import { boundaryPoint } from "../silverstein/spectral-point.ts";
import { atomAtZero } from "./atom-at-zero.ts";
import { survival } from "./survival.ts";

/**
 * F(x), the mass on (−∞, x] of the limiting spectral distribution of Σ̂ = XᵀX/n, the atom at 0 included.
 *
 * A closed form in the solution at x + i0 (see `survival`), so that there is no quadrature over x, and mass in peaks
 * however narrow is counted. The error is some units in the last place of 1, times 1/√φ where φ is small, as bulks are
 * narrow then; `status` is `ok` up to an absolute error of 1e-12.
 *
 * @param phi aspect ratio φ = lim d/n, above 0.
 * @throws AsymptopiaError `invalid-input` for φ outside its domain or x that is not finite; `not-converged`, which is
 *   not known to happen.
 */
export function spectralDistribution(population: Population, phi: number, x: number): Quantity {
  if (!Number.isFinite(x)) throw invalidInput("x", x, "a finite number");
  const atom = atomAtZero(population, phi);
  if (x < 0) return { value: 0, error: 0, status: "ok" };
  if (x === 0) return atom;
  const equation = new CompanionEquation(population, phi);
  // No eigenvalue is above τ_max·(1 + √φ)².
  if (x / equation.largest > 1.001 * (1 + Math.sqrt(phi)) ** 2) return { value: 1, error: 0, status: "ok" };
  const { ell, branch } = boundaryPoint(population, phi, x);
  return below(survival(equation, x, ell.value.re, ell.value.im, branch.radius), atom);
}

/** F from the mass above; at least the atom at 0, and at most 1. */
export function below(above: Quantity, atom: Quantity): Quantity {
  const value = Math.min(1, Math.max(atom.value, 1 - above.value));
  const error = above.error + Number.EPSILON;
  return { value, error, status: above.status };
}

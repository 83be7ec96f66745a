import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { integrate } from "../quadrature/integrate.ts";
import { piecesOf } from "./pieces.ts";
import { RunningSum } from "./running-sum.ts";

/**
 * ∫ f dH. For atoms it is the compensated sum; otherwise adaptive quadrature in a coordinate in which H is smooth and
 * small eigenvalues are as visible as large ones.
 *
 * `status` is `ok` where the estimated error is at most 1e-12·∫ |f| dH. That holds for f that are piecewise analytic in
 * log τ and vary over no less than some thousandth of a unit there; a narrower feature between the nodes goes unseen.
 *
 * @param f finite on the support of H, accurate to a few units in the last place.
 * @throws AsymptopiaError `non-finite` where f is NaN or infinite.
 */
export function integrateAgainst(population: Population, f: (tau: number) => number): Quantity {
  const value = new RunningSum();
  let error = 0;
  let absolute = 0;
  if (population.type === "atomic") {
    population.values.forEach((tau, i) => {
      const term = population.weights[i] * f(tau);
      if (!Number.isFinite(term)) {
        throw new AsymptopiaError("non-finite", `the integrand is ${f(tau)} at the eigenvalue ${tau}`, {
          field: "integrand",
          value: f(tau),
        });
      }
      value.add(term);
      absolute += Math.abs(term);
    });
    error = 6 * Number.EPSILON * absolute;
  } else {
    for (const piece of piecesOf(population).pieces) {
      const part = integrate((xi) => f(piece.tau(xi)) * piece.mass(xi), [0, 1]);
      value.add(part.value);
      error += part.error;
      absolute += part.absolute;
    }
  }
  return { value: value.value, error, status: error <= 1e-12 * absolute ? "ok" : "inaccurate" };
}

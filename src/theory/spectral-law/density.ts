import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { boundaryGrid } from "../silverstein/boundary-grid.ts";
import { boundaryPoint } from "../silverstein/spectral-point.ts";
import { support } from "../support/support.ts";

/**
 * The density f(x) of the limiting spectral distribution of Σ̂ = XᵀX/n off its atom at 0; 0 outside the support. In the
 * unit of an inverse eigenvalue.
 *
 * The error follows the natural conditioning, about 50·2⁻⁵²(f + |x f′|), and `status` is `ok` where it is at most
 * 1e-12·f.
 *
 * @param phi aspect ratio φ = lim d/n, above 0.
 * @param x finite; 0 only where the bulk keeps away from it.
 * @throws AsymptopiaError `invalid-input` for φ or x outside their domains; `not-converged`, which is not known to happen.
 */
export function spectralDensity(population: Population, phi: number, x: number): Quantity {
  if (x === 0) {
    const { lower } = support(population, phi).intervals[0];
    if (lower.position.value > 0) return { value: 0, error: 0, status: "ok" };
    throw invalidInput("x", x, "a number other than 0, where the bulk begins and its density may be infinite");
  }
  return boundaryPoint(population, phi, x).density;
}

/** Values along a grid with a bound on the error of each. */
export interface ValuesAlongGrid {
  readonly values: Float64Array;
  readonly errors: Float64Array;
}

/**
 * `spectralDensity` at many x, each from its predecessor: a few sums over the atoms a point, with errors as good.
 * Ascending x are fastest.
 *
 * @param xs finite, none of them 0.
 * @throws AsymptopiaError as `spectralDensity` does, with the index of the offending x.
 */
export function spectralDensities(population: Population, phi: number, xs: ArrayLike<number>): ValuesAlongGrid {
  const { density, densityError } = boundaryGrid(population, phi, xs);
  return { values: density, errors: densityError };
}

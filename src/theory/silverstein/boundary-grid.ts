import { invalidInput } from "../../foundation/errors.ts";
import type { Population } from "../../model/population.ts";
import { CompanionEquation } from "./companion-equation.ts";
import { type Located, locate } from "./locate.ts";
import { solutionAt } from "./solution-at.ts";
import { Trail } from "./trail.ts";

/** The limits at x + i0 for many x; entry i of each array belongs to the i-th x. */
export interface BoundaryGrid {
  /** ℓ = −1/v. In the unit of an eigenvalue. */
  readonly ellRe: Float64Array;
  /** At least 0; 0 outside the support. */
  readonly ellIm: Float64Array;
  /** Density of the limiting law at x, Im v/(πφ). */
  readonly density: Float64Array;
  /** Bound on the error of `density`. */
  readonly densityError: Float64Array;
}

const eps = Number.EPSILON;
/** Steps from one x to the next before the search starts anew. */
const mostSteps = 12;

/**
 * ℓ and the density along a grid, each point from its predecessor: a few sums over the atoms a point. Values and errors
 * are as good as those of `boundaryPoint`; ascending x are fastest.
 *
 * @param xs finite, none of them 0.
 * @throws AsymptopiaError as `boundaryPoint` does, with the index of the offending x.
 */
export function boundaryGrid(population: Population, phi: number, xs: ArrayLike<number>): BoundaryGrid {
  if (!(phi > 0 && Number.isFinite(phi))) throw invalidInput("phi", phi, "a finite number above 0");
  const equation = new CompanionEquation(population, phi);
  const grid: BoundaryGrid = {
    ellRe: new Float64Array(xs.length),
    ellIm: new Float64Array(xs.length),
    density: new Float64Array(xs.length),
    densityError: new Float64Array(xs.length),
  };
  const at: Located = { re: 0, im: 0 };
  const trail = new Trail();
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    if (!(Number.isFinite(x) && x !== 0)) throw invalidInput(`xs[${i}]`, x, "a finite number other than 0");
    if (i > 0 && (at.im > 0 ? follow(equation, x, at, grid, i, trail) : followOutside(equation, x, at, grid, i)))
      continue;
    trail.clear();
    const found = locate(equation, x, 0, i > 0 ? at : undefined);
    const point = solutionAt(equation, { re: x, im: 0 }, found);
    at.re = point.ell.value.re;
    at.im = point.ell.value.im;
    grid.ellRe[i] = at.re;
    grid.ellIm[i] = at.im;
    grid.density[i] = point.density.value;
    grid.densityError[i] = point.density.error;
  }
  return grid;
}

/** One point in the bulk from a neighbour `at` in the bulk, which moves there; false where a certificate is missing. */
function follow(
  equation: CompanionEquation,
  x: number,
  at: Located,
  grid: BoundaryGrid,
  i: number,
  trail: Trail,
): boolean {
  const before = { re: at.re, im: at.im };
  trail.guess(x, before);
  let { re, im } = before;
  for (let step = 0; step < mostSteps; step++) {
    equation.evaluate(re, im);
    const { slopeRe, slopeIm, distance, margin } = equation;
    const size = slopeRe * slopeRe + slopeIm * slopeIm;
    const gamma = Math.max(1, (1 - margin) / Math.sqrt(size)) / distance;
    let a = x - equation.psiRe;
    let b = -equation.psiIm;
    const c = slopeRe / size;
    const d = slopeIm / size;
    let du = a * c + b * d;
    let dv = b * c - a * d;
    let length = Math.sqrt(du * du + dv * dv);
    if (!(length * gamma < 0.5) || !(im + dv > 0)) return false;
    if (length * gamma > 1e-8) {
      re += du;
      im += dv;
      continue;
    }
    // The last step, by compensated sums.
    equation.evaluateClosely(re, im);
    a = x - equation.psiRe;
    b = -equation.psiIm;
    du = a * c + b * d;
    dv = b * c - a * d;
    length = Math.sqrt(du * du + dv * dv);
    const { psiReError, psiImError } = equation;
    const remainder = 2 * gamma * length * length;
    const ofIm = psiReError * Math.abs(d) + psiImError * Math.abs(c) + remainder + eps * Math.abs(dv);
    const radius = (psiReError + psiImError) / Math.sqrt(size) + remainder + eps * Math.abs(re);
    re += du;
    im += dv;
    if (!(im > 2 * radius && gamma * (length + radius) < 0.1)) return false;
    at.re = re;
    at.im = im;
    trail.add(x, re, im, c, -d);
    const norm = re * re + im * im;
    const density = im / (norm * Math.PI * equation.phi);
    grid.ellRe[i] = re;
    grid.ellIm[i] = im;
    grid.density[i] = density;
    grid.densityError[i] = density * (ofIm / im + (2 * radius) / Math.sqrt(norm) + 6 * eps);
    return true;
  }
  return false;
}

/** One point outside the support from a neighbour `at` there, in the same gap. */
function followOutside(equation: CompanionEquation, x: number, at: Located, grid: BoundaryGrid, i: number): boolean {
  let { re } = at;
  for (let step = 0; step < mostSteps; step++) {
    equation.evaluate(re, 0);
    const { margin, distance, slopeRe } = equation;
    const length = (x - equation.psiRe) / slopeRe;
    const relative = Math.abs(length) / distance;
    // q < 1 on the ball that contains the root, and all roots there are the right one.
    if (!(relative < 0.25 && slopeRe > 0 && (1 - margin) * (1 + 1e-6) < (1 - relative) ** 2)) return false;
    re += length;
    if (Math.abs(length) <= 1e-8 * Math.min(distance, slopeRe * distance)) {
      at.re = re;
      grid.ellRe[i] = re;
      return true;
    }
  }
  return false;
}

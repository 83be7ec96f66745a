import { AsymptopiaError } from "../../foundation/errors.ts";
import type { CompanionEquation } from "./companion-equation.ts";
import { isOnSupport } from "./on-support.ts";
import { solveSilverstein } from "./solve.ts";

const eps = Number.EPSILON;
/** Below it, |step|·γ means that Newton's method converges from here. */
const quadratic = 0.1;

/** An approximate solution ℓ of z = ψ(ℓ), with im ≥ 0. */
export interface Located {
  re: number;
  im: number;
}

/**
 * ℓ with ψ(ℓ) = x + iy for y ≥ 0 on the right branch, to within rounding: Im ℓ > 0, or, where ℓ is real,
 * ψ′(ℓ) > 0. For y = 0 it is the limit from above.
 *
 * ψ maps {Im ℓ > 0, φ∫ τ²/|ℓ − τ|² < 1} one to one onto the upper half plane, so that Newton's method may take any way
 * to a root in Im ℓ > 0. It goes from far above z down to it, in steps that shrink where it does not contract.
 *
 * @param start where to try first, the solution at a nearby z.
 */
export function locate(equation: CompanionEquation, x: number, y: number, start?: Located): Located {
  const { population, phi, largest, mean } = equation;
  const found: Located = { re: 0, im: 0 };
  if (start !== undefined && fromNearby(equation, x, y, start, found)) return found;
  if (y === 0 && x < 0) {
    const kappa = solveSilverstein(population, phi, -x).kappa.value;
    return newton(equation, x, 0, -kappa, 0, 8, found) ? found : { re: -kappa, im: 0 };
  }
  const scale = 4 * Math.sqrt(phi) * largest;
  const re = x - phi * mean;
  if (Math.hypot(re, y) > Math.max(scale, 2 * largest)) {
    if (y > 0 && newton(equation, x, y, re, y, 30, found)) return found;
    if (fromReal(equation, x, y, re, found)) return found;
  }
  let height = Math.max(scale, y);
  const current: Located = { re, im: height };
  if (!newton(equation, x, height, re, height, 60, current)) throw lost(x, y);
  let factor = 1 / 16;
  for (let steps = 0; height > y && steps < 4000; steps++) {
    if (fromNearby(equation, x, y, current, found, height)) return found;
    let lower = height * factor;
    if (lower < y) lower = y;
    if (approach(equation, x, height, lower, current, found, lower === y)) {
      current.re = found.re;
      current.im = found.im;
      height = lower;
      factor = Math.max(factor ** 1.5, 1e-5);
      // Further down nothing changes any more: z is an edge to within rounding.
      if (y === 0 && height < 1e-40 * Math.abs(x)) return current;
    } else {
      factor = Math.sqrt(factor);
      // Near an edge that rounding cannot place; what is known of ℓ goes with an error that says so.
      if (factor > 0.999) return current;
    }
  }
  return current;
}

function lost(x: number, y: number): AsymptopiaError {
  return new AsymptopiaError("not-converged", "no solution of the Silverstein equation was found", {
    field: "z",
    value: { re: x, im: y },
  });
}

/** From the solution at x + i·height to that at x + i·lower, to moderate accuracy where it is not the last. */
function approach(
  equation: CompanionEquation,
  x: number,
  height: number,
  lower: number,
  from: Located,
  into: Located,
  last: boolean,
): boolean {
  equation.evaluate(from.re, from.im);
  const { re, im } = step(equation, x, lower, from);
  // A step that would leave the half plane: the imaginary part falls like the height at worst.
  const start = im > (from.im * lower) / height / 4 ? im : (from.im * lower) / height;
  return newton(equation, x, lower, re, start, 12, into, last ? 0 : 1e-3);
}

/** The solution at x + iy, tried from one at a point nearby. */
function fromNearby(
  equation: CompanionEquation,
  x: number,
  y: number,
  from: Located,
  into: Located,
  height?: number,
): boolean {
  if (from.im > 0) {
    equation.evaluate(from.re, from.im);
    const next = step(equation, x, y, from);
    const far = Math.hypot(next.re - from.re, next.im - from.im);
    // Worth trying where the root found will be of the same kind.
    const near = far <= 0.7 * equation.distance && next.im > 0;
    if (near && next.im > 0.2 * from.im && newton(equation, x, y, next.re, next.im, 40, into)) return true;
    if (next.im <= 0.3 * from.im || height === undefined) return fromReal(equation, x, y, next.re, into);
    return false;
  }
  return fromReal(equation, x, y, from.re, into);
}

/** The solution at x + iy, tried from a real point in a place where ψ′ > 0. */
function fromReal(equation: CompanionEquation, x: number, y: number, re: number, into: Located): boolean {
  if (isOnSupport(equation.population, re)) return false;
  equation.evaluate(re, 0);
  if (!(equation.margin > 0)) return false;
  return newton(equation, x, y, re, y / equation.margin, 80, into) && (y > 0 || equation.margin > 0);
}

function step(equation: CompanionEquation, x: number, y: number, from: Located): Located {
  const { psiRe, psiIm, slopeRe, slopeIm } = equation;
  const [a, b] = [x - psiRe, y - psiIm];
  const size = slopeRe * slopeRe + slopeIm * slopeIm;
  // 1/ψ′ first: products of small residuals and slopes would underflow.
  const [c, d] = [slopeRe / size, slopeIm / size];
  return { re: from.re + a * c + b * d, im: from.im + b * c - a * d };
}

/**
 * Newton's method from (re, im) as long as it contracts and stays in the half plane, or on the real line. True where
 * the last step was within `tolerance` of the distance from the support, and beyond, until rounding ends the progress.
 */
function newton(
  equation: CompanionEquation,
  x: number,
  y: number,
  re: number,
  im: number,
  most: number,
  into: Located,
  tolerance = 0,
): boolean {
  const real = im === 0 && y === 0;
  let last = Number.POSITIVE_INFINITY;
  for (let i = 0; i < most; i++) {
    if (real && isOnSupport(equation.population, re)) return false;
    equation.evaluate(re, im);
    const { psiRe, psiIm, slopeRe, slopeIm } = equation;
    const [a, b] = [x - psiRe, y - psiIm];
    const size = slopeRe * slopeRe + slopeIm * slopeIm;
    const [c, d] = [slopeRe / size, slopeIm / size];
    const du = a === 0 && b === 0 ? 0 : a * c + b * d;
    const dv = a === 0 && b === 0 ? 0 : b * c - a * d;
    const length = Math.hypot(du, dv);
    if (!Number.isFinite(length)) return false;
    // Smale's bound of ψ″/(2ψ′) and the like.
    const gamma = Math.max(1, (1 - equation.margin) / Math.sqrt(size)) / equation.distance;
    if (length > 0.8 * last) {
      // No progress: rounding, or no contraction.
      into.re = re;
      into.im = im;
      return length * gamma <= quadratic || length <= 4 * eps * Math.hypot(re, im);
    }
    if (!real && !(im + dv > 0)) return false;
    re += du;
    im += dv;
    last = length;
    if (length * gamma <= tolerance || length === 0) {
      into.re = re;
      into.im = im;
      return true;
    }
  }
  return false;
}

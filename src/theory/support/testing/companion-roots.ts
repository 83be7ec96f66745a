import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Atoms of a population, positive, with weights that sum to 1. */
export interface Atoms {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

/** Coefficients from the constant term upwards. */
type Polynomial = readonly number[];

function product(a: Polynomial, b: Polynomial): number[] {
  const result = new Array<number>(a.length + b.length - 1).fill(0);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      result[i + j] += x * y;
    });
  });
  return result;
}

function sum(a: Polynomial, b: Polynomial): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0));
}

/** All roots of a polynomial as the eigenvalues of its companion matrix: an oracle for degrees up to about 8. */
function roots(coefficients: Polynomial): { re: number; im: number }[] {
  const degree = coefficients.length - 1;
  const companion = Matrix.zeros(degree, degree);
  for (let i = 0; i < degree; i++) {
    if (i > 0) companion.set(i, i - 1, 1);
    companion.set(i, degree - 1, -coefficients[i] / coefficients[degree]);
  }
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(companion);
  return realEigenvalues.map((re, i) => ({ re, im: imaginaryEigenvalues[i] }));
}

const others = (values: readonly number[], skip: number, power: number): number[] =>
  values.reduce<number[]>(
    (result, value, i) => {
      if (i === skip) return result;
      let next = result;
      for (let k = 0; k < power; k++) next = product(next, [-value, 1]);
      return next;
    },
    [1],
  );

/** The roots ℓ of ψ(ℓ) = x for ψ(ℓ) = ℓ(1 + φ Σ w τ/(ℓ − τ)): a polynomial of degree k + 1 for k atoms. */
export function preimages({ values, weights }: Atoms, phi: number, x: number): { re: number; im: number }[] {
  const whole = others(values, -1, 1);
  const pull = values.map((value, i) => others(values, i, 1).map((c) => phi * weights[i] * value * c)).reduce(sum);
  return roots(
    sum(
      product([0, 1], sum(whole, pull)),
      whole.map((c) => -x * c),
    ),
  );
}

/** The density of the limiting spectrum at x: Im v/(πφ) with v = −1/ℓ at the one root in the upper half-plane. */
export function densityByRoots(atoms: Atoms, phi: number, x: number): number {
  const upper = preimages(atoms, phi, x).filter(({ im }) => im > 0);
  return upper.reduce((total, { re, im }) => total + im / (re * re + im * im), 0) / (Math.PI * phi);
}

/** The real roots of ψ′: zeros of Π(ℓ − τ)² − φ Σ w τ² Π_{others}(ℓ − τ)², of degree 2k. Ascending. */
export function criticalRoots({ values, weights }: Atoms, phi: number): number[] {
  const squares = values
    .map((value, i) => others(values, i, 2).map((c) => -phi * weights[i] * value * value * c))
    .reduce(sum);
  return roots(sum(others(values, -1, 2), squares))
    .filter(({ re, im }) => Math.abs(im) <= 1e-6 * Math.abs(re))
    .map(({ re }) => re)
    .sort((a, b) => a - b);
}

/** ψ(ℓ). */
export function psi({ values, weights }: Atoms, phi: number, ell: number): number {
  return ell * (1 + phi * values.reduce((total, tau, i) => total + (weights[i] * tau) / (ell - tau), 0));
}

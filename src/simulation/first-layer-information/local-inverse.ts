import { type DenseMatrix, denseMatrix, singularValueDecomposition } from "../../linalg/index.ts";

/** A map of ℝᵐ. */
export type VectorMap = (s: Float64Array) => Float64Array;

/** The derivative J of a map at a place. */
export interface Derivative {
  /** log |det J|. */
  readonly logDeterminant: number;
  /** ‖J⁻¹‖. */
  readonly inverseNorm: number;
  /** J⁻¹r. */
  solve(r: Float64Array): Float64Array;
}

/** Width of the differences: their truncation is of order four in it, their rounding ε over it. */
export const differenceWidth = 2 ** -7;

/** By central differences of order four. */
export function derivativeOf(map: VectorMap, at: Float64Array): Derivative {
  const m = at.length;
  const jacobian: DenseMatrix = denseMatrix(m, m);
  for (let j = 0; j < m; j++) {
    const moved = [-2, -1, 1, 2].map((steps) => map(at.with(j, at[j] + steps * differenceWidth)));
    for (let i = 0; i < m; i++) {
      const [farBelow, below, above, farAbove] = moved.map((value) => value[i]);
      jacobian.data[i * m + j] = (8 * (above - below) - (farAbove - farBelow)) / (12 * differenceWidth);
    }
  }
  const { left, values, right } = singularValueDecomposition(jacobian);
  return {
    logDeterminant: values.reduce((sum, value) => sum + Math.log(value), 0),
    inverseNorm: 1 / values[m - 1],
    solve(r) {
      const solution = new Float64Array(m);
      for (let k = 0; k < m; k++) {
        let share = 0;
        for (let i = 0; i < m; i++) share += left.data[i * m + k] * r[i];
        for (let j = 0; j < m; j++) solution[j] += (share / values[k]) * right.data[j * m + k];
      }
      return solution;
    },
  };
}

/** Where a search for a preimage ended. */
export interface Preimage {
  readonly at: Float64Array;
  /** ‖map(at) − target‖. */
  readonly residual: number;
}

const mostSteps = 20;

/** A place near `start` that `map` takes to `target`, by Newton's method with the derivative at the start. */
export function preimage(map: VectorMap, target: Float64Array, start: Float64Array, derivative: Derivative): Preimage {
  let best: Preimage = { at: start, residual: Number.MAX_VALUE };
  let at = start;
  for (let step = 0; step < mostSteps; step++) {
    const missing = map(at).map((value, i) => target[i] - value);
    const residual = Math.hypot(...missing);
    // Neither nearer nor, far away, a number.
    if (!(residual < best.residual)) break;
    best = { at, residual };
    const move = derivative.solve(missing);
    at = at.map((value, i) => value + move[i]);
  }
  return best;
}

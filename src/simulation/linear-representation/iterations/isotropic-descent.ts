import type { DenseMatrix } from "../../../linalg/index.ts";

/**
 * Noise-free AMGD with η_F = 1 at Σ = I and infinite batch, in place and in plain loops, for many thousands of steps of
 * small matrices: with A = G⋆Gᵀ and H = F⋆ᵀF⋆ the head is F⋆A, and G₊ is G − η AᵀH(AG − G⋆) with its rows orthonormalised
 * from the first to the last.
 *
 * @param features G, k × d with orthonormal rows, overwritten by each step.
 * @param teacherFeatures G⋆, k × d with orthonormal rows.
 * @param headGram H, k × k.
 * @returns a step of the given size.
 */
export function isotropicDescent(
  features: DenseMatrix,
  teacherFeatures: DenseMatrix,
  headGram: DenseMatrix,
): (eta: number) => void {
  const { rows: k, columns: d, data: g } = features;
  const [teacher, h] = [teacherFeatures.data, headGram.data];
  const overlap = new Float64Array(k * k);
  const left = new Float64Array(k * k);
  const residual = new Float64Array(k * d);
  return (eta) => {
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) overlap[i * k + j] = dot(teacher, i * d, g, j * d, d);
    // AᵀH.
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        let sum = 0;
        for (let l = 0; l < k; l++) sum += overlap[l * k + i] * h[l * k + j];
        left[i * k + j] = sum;
      }
    }
    for (let i = 0; i < k; i++) {
      for (let c = 0; c < d; c++) {
        let sum = -teacher[i * d + c];
        for (let l = 0; l < k; l++) sum += overlap[i * k + l] * g[l * d + c];
        residual[i * d + c] = sum;
      }
    }
    for (let i = 0; i < k; i++) {
      for (let c = 0; c < d; c++) {
        let sum = 0;
        for (let l = 0; l < k; l++) sum += left[i * k + l] * residual[l * d + c];
        g[i * d + c] -= eta * sum;
      }
    }
    orthonormalise(g, k, d);
  };
}

/** Gram–Schmidt, in place; rows that are orthogonal up to a moderate angle stay so to a few ε. */
function orthonormalise(g: Float64Array, k: number, d: number): void {
  for (let i = 0; i < k; i++) {
    // Twice is enough to be orthogonal to working precision.
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const inner = dot(g, i * d, g, j * d, d);
        for (let c = 0; c < d; c++) g[i * d + c] -= inner * g[j * d + c];
      }
    }
    const length = Math.sqrt(dot(g, i * d, g, i * d, d));
    for (let c = 0; c < d; c++) g[i * d + c] /= length;
  }
}

function dot(a: Float64Array, from: number, b: Float64Array, to: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[from + i] * b[to + i];
  return sum;
}

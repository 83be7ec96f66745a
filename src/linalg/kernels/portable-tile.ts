/**
 * Adds alpha · P Qᵀ to the 4 × 4 tile at `c`, whose rows are `cStride` apart. P and Q are packed panels of 4 rows and
 * `depth` columns. All three are positions in `memory`.
 *
 * Each entry is summed on its own, from the first column to the last, starting from 0.
 */
export function addTile(
  memory: Float64Array,
  depth: number,
  alpha: number,
  left: number,
  right: number,
  c: number,
  cStride: number,
): void {
  let c00 = 0;
  let c01 = 0;
  let c02 = 0;
  let c03 = 0;
  let c10 = 0;
  let c11 = 0;
  let c12 = 0;
  let c13 = 0;
  let c20 = 0;
  let c21 = 0;
  let c22 = 0;
  let c23 = 0;
  let c30 = 0;
  let c31 = 0;
  let c32 = 0;
  let c33 = 0;
  let p = left;
  let q = right;
  const end = left + 4 * depth;
  while (p < end) {
    const b0 = memory[q];
    const b1 = memory[q + 1];
    const b2 = memory[q + 2];
    const b3 = memory[q + 3];
    const a0 = memory[p];
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    c03 += a0 * b3;
    const a1 = memory[p + 1];
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    c13 += a1 * b3;
    const a2 = memory[p + 2];
    c20 += a2 * b0;
    c21 += a2 * b1;
    c22 += a2 * b2;
    c23 += a2 * b3;
    const a3 = memory[p + 3];
    c30 += a3 * b0;
    c31 += a3 * b1;
    c32 += a3 * b2;
    c33 += a3 * b3;
    p += 4;
    q += 4;
  }
  let at = c;
  memory[at] += alpha * c00;
  memory[at + 1] += alpha * c01;
  memory[at + 2] += alpha * c02;
  memory[at + 3] += alpha * c03;
  at += cStride;
  memory[at] += alpha * c10;
  memory[at + 1] += alpha * c11;
  memory[at + 2] += alpha * c12;
  memory[at + 3] += alpha * c13;
  at += cStride;
  memory[at] += alpha * c20;
  memory[at + 1] += alpha * c21;
  memory[at + 2] += alpha * c22;
  memory[at + 3] += alpha * c23;
  at += cStride;
  memory[at] += alpha * c30;
  memory[at + 1] += alpha * c31;
  memory[at + 2] += alpha * c32;
  memory[at + 3] += alpha * c33;
}

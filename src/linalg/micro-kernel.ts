/**
 * Adds alpha · P Qᵀ to the 4 × 4 tile of `c` that begins at `cAt` and whose rows are `cStride` apart. P and Q are
 * packed panels of 4 rows and `depth` columns (see `packPanels`) that begin at `aAt` and `bAt`.
 *
 * Each entry is summed on its own, from the first column to the last, starting from 0.
 */
export function addTile(
  depth: number,
  alpha: number,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
  c: Float64Array,
  cAt: number,
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
  let p = aAt;
  let q = bAt;
  const end = aAt + 4 * depth;
  while (p < end) {
    const b0 = b[q];
    const b1 = b[q + 1];
    const b2 = b[q + 2];
    const b3 = b[q + 3];
    const a0 = a[p];
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    c03 += a0 * b3;
    const a1 = a[p + 1];
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    c13 += a1 * b3;
    const a2 = a[p + 2];
    c20 += a2 * b0;
    c21 += a2 * b1;
    c22 += a2 * b2;
    c23 += a2 * b3;
    const a3 = a[p + 3];
    c30 += a3 * b0;
    c31 += a3 * b1;
    c32 += a3 * b2;
    c33 += a3 * b3;
    p += 4;
    q += 4;
  }
  let at = cAt;
  c[at] += alpha * c00;
  c[at + 1] += alpha * c01;
  c[at + 2] += alpha * c02;
  c[at + 3] += alpha * c03;
  at += cStride;
  c[at] += alpha * c10;
  c[at + 1] += alpha * c11;
  c[at + 2] += alpha * c12;
  c[at + 3] += alpha * c13;
  at += cStride;
  c[at] += alpha * c20;
  c[at + 1] += alpha * c21;
  c[at + 2] += alpha * c22;
  c[at + 3] += alpha * c23;
  at += cStride;
  c[at] += alpha * c30;
  c[at + 1] += alpha * c31;
  c[at + 2] += alpha * c32;
  c[at + 3] += alpha * c33;
}

/**
 * Adds alpha · P Qᵀ to the 4 × 4 tile at `c`, whose rows are `cStride` bytes apart. P and Q are packed panels of 4 rows
 * and `depth` > 0 columns, column after column.
 *
 * Each entry is summed on its own, from the first column to the last, starting from 0. Eight accumulators, two loads of
 * Q and one splat of P at a time fit the sixteen registers; a wider tile or an unrolled loop would spill.
 */
// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
export function addTile(depth: i32, alpha: f64, p: usize, q: usize, c: usize, cStride: usize): void {
  let c00 = f64x2.splat(0);
  let c02 = f64x2.splat(0);
  let c10 = f64x2.splat(0);
  let c12 = f64x2.splat(0);
  let c20 = f64x2.splat(0);
  let c22 = f64x2.splat(0);
  let c30 = f64x2.splat(0);
  let c32 = f64x2.splat(0);
  const end = p + (<usize>depth << 5);
  do {
    const q0 = v128.load(q);
    const q2 = v128.load(q, 16);
    const p0 = v128.load64_splat(p);
    c00 = f64x2.add(c00, f64x2.mul(p0, q0));
    c02 = f64x2.add(c02, f64x2.mul(p0, q2));
    const p1 = v128.load64_splat(p, 8);
    c10 = f64x2.add(c10, f64x2.mul(p1, q0));
    c12 = f64x2.add(c12, f64x2.mul(p1, q2));
    const p2 = v128.load64_splat(p, 16);
    c20 = f64x2.add(c20, f64x2.mul(p2, q0));
    c22 = f64x2.add(c22, f64x2.mul(p2, q2));
    const p3 = v128.load64_splat(p, 24);
    c30 = f64x2.add(c30, f64x2.mul(p3, q0));
    c32 = f64x2.add(c32, f64x2.mul(p3, q2));
    p += 32;
    q += 32;
  } while (p < end);
  const factor = f64x2.splat(alpha);
  let at = c;
  v128.store(at, f64x2.add(v128.load(at), f64x2.mul(factor, c00)));
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(factor, c02)), 16);
  at += cStride;
  v128.store(at, f64x2.add(v128.load(at), f64x2.mul(factor, c10)));
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(factor, c12)), 16);
  at += cStride;
  v128.store(at, f64x2.add(v128.load(at), f64x2.mul(factor, c20)));
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(factor, c22)), 16);
  at += cStride;
  v128.store(at, f64x2.add(v128.load(at), f64x2.mul(factor, c30)));
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(factor, c32)), 16);
}

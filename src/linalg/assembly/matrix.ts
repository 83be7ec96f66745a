// The SIMD kernels of MatrixKernels (../kernels/matrix-kernels.ts), where each of them is specified. Positions and
// strides count numbers there and here; memory is addressed in bytes.
import { addTile } from "./tile";

// The stride of the blocks on the diagonal that factorBlock and solvePanels share.
const factorSide = 48;
// The stride of the triangles of solveForward and solveBackward.
const triangleSide = 32;

// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function bytes(numbers: i32): usize {
  return <usize>numbers << 3;
}

export function addPanels(
  rows: i32,
  columns: i32,
  depth: i32,
  alpha: f64,
  left: i32,
  right: i32,
  c: i32,
  cStride: i32,
  below: i32,
): void {
  for (let j = 0; j < columns; j += 4) {
    const q = bytes(right) + bytes(j * depth);
    const column = bytes(c) + bytes(j);
    for (let i = max(0, j - below); i < rows; i += 4) {
      const p = bytes(left) + bytes(i * depth);
      addTile(depth, alpha, p, q, column + <usize>i * bytes(cStride), bytes(cStride));
    }
  }
}

export function factorBlock(side: i32, matrix: i32, stride: i32, block: i32): i32 {
  const start = bytes(block);
  for (let i = 0; i < side; i++) {
    const row = bytes(matrix) + <usize>i * bytes(stride);
    for (let j = 0; j <= i; j++) store<f64>(start + bytes(j * factorSide + i), load<f64>(row + bytes(j)));
  }
  const end = bytes(side);
  for (let j = 0; j < side; j++) {
    const column = start + bytes(j * factorSide);
    const pivot = load<f64>(column + bytes(j));
    if (!(pivot > 0 && pivot < Infinity)) return j;
    const root = Math.sqrt(pivot);
    store<f64>(column + bytes(j), root);
    for (let i = j + 1; i < side; i++) store<f64>(column + bytes(i), load<f64>(column + bytes(i)) / root);
    for (let q = j + 1; q < side; q++) {
      const target = start + bytes(q * factorSide);
      const factor = f64x2.splat(load<f64>(column + bytes(q)));
      // In pairs: the entry above the diagonal and the one beyond the side that this may touch are never read.
      for (let at = bytes(q & ~1); at < end; at += 16) {
        const change = f64x2.mul(v128.load(column + at), factor);
        v128.store(target + at, f64x2.sub(v128.load(target + at), change));
      }
    }
  }
  for (let i = 0; i < side; i++) {
    const row = bytes(matrix) + <usize>i * bytes(stride);
    for (let j = 0; j <= i; j++) store<f64>(row + bytes(j), load<f64>(start + bytes(j * factorSide + i)));
  }
  return -1;
}

export function solvePanels(rows: i32, matrix: i32, stride: i32, block: i32, panels: i32): void {
  const panelBytes = bytes(4 * factorSide);
  for (let i = 0; i < rows; i += 8) {
    const rowsAt = bytes(matrix) + <usize>i * bytes(stride);
    const upper = bytes(panels) + bytes(i * factorSide);
    const lower = upper + panelBytes;
    for (let j = 0; j < factorSide; j++) {
      const at = rowsAt + bytes(j);
      let x0 = v128.load64_lane(at + bytes(stride), v128.load64_splat(at), 1);
      let x2 = v128.load64_lane(at + 3 * bytes(stride), v128.load64_splat(at + 2 * bytes(stride)), 1);
      let x4 = v128.load64_lane(at + 5 * bytes(stride), v128.load64_splat(at + 4 * bytes(stride)), 1);
      let x6 = v128.load64_lane(at + 7 * bytes(stride), v128.load64_splat(at + 6 * bytes(stride)), 1);
      let known = bytes(block) + bytes(j);
      const end = bytes(4 * j);
      for (let p: usize = 0; p < end; p += 32) {
        const factor = v128.load64_splat(known);
        x0 = f64x2.sub(x0, f64x2.mul(v128.load(upper + p), factor));
        x2 = f64x2.sub(x2, f64x2.mul(v128.load(upper + p, 16), factor));
        x4 = f64x2.sub(x4, f64x2.mul(v128.load(lower + p), factor));
        x6 = f64x2.sub(x6, f64x2.mul(v128.load(lower + p, 16), factor));
        known += bytes(factorSide);
      }
      const root = v128.load64_splat(known);
      x0 = f64x2.div(x0, root);
      x2 = f64x2.div(x2, root);
      x4 = f64x2.div(x4, root);
      x6 = f64x2.div(x6, root);
      v128.store(upper + end, x0);
      v128.store(upper + end, x2, 16);
      v128.store(lower + end, x4);
      v128.store(lower + end, x6, 16);
      v128.store64_lane(at, x0, 0);
      v128.store64_lane(at + bytes(stride), x0, 1);
      v128.store64_lane(at + 2 * bytes(stride), x2, 0);
      v128.store64_lane(at + 3 * bytes(stride), x2, 1);
      v128.store64_lane(at + 4 * bytes(stride), x4, 0);
      v128.store64_lane(at + 5 * bytes(stride), x4, 1);
      v128.store64_lane(at + 6 * bytes(stride), x6, 0);
      v128.store64_lane(at + 7 * bytes(stride), x6, 1);
    }
  }
}

export function solveForward(side: i32, triangle: i32, x: i32): void {
  for (let j = 0; j < side; j++) divideAndSubtract(j, j + 1, side, bytes(triangle + j), bytes(triangleSide), bytes(x));
}

export function solveBackward(side: i32, triangle: i32, x: i32): void {
  for (let j = side - 1; j >= 0; j--) divideAndSubtract(j, 0, j, bytes(triangle + j * triangleSide), 8, bytes(x));
}

/** Row j of x is divided by factor j; then its multiples by the factors from `first` to `end` leave those rows. */
// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function divideAndSubtract(j: i32, first: i32, end: i32, factors: usize, step: usize, x: usize): void {
  const pivot = v128.load64_splat(factors + <usize>j * step);
  const row = x + bytes(4 * j);
  const x0 = f64x2.div(v128.load(row), pivot);
  const x2 = f64x2.div(v128.load(row, 16), pivot);
  v128.store(row, x0);
  v128.store(row, x2, 16);
  let factorAt = factors + <usize>first * step;
  let at = x + bytes(4 * first);
  for (let i = first; i < end; i++) {
    const factor = v128.load64_splat(factorAt);
    v128.store(at, f64x2.sub(v128.load(at), f64x2.mul(factor, x0)));
    v128.store(at, f64x2.sub(v128.load(at, 16), f64x2.mul(factor, x2)), 16);
    factorAt += step;
    at += 32;
  }
}

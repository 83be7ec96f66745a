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

export function packRows(count: i32, depth: i32, rows: i32, stride: i32, panels: i32): void {
  const step = bytes(stride);
  let out = bytes(panels);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const row0 = bytes(rows) + <usize>i * step;
    const row1 = row0 + step;
    const row2 = row1 + step;
    const row3 = row2 + step;
    const end = bytes(depth & ~1);
    let at: usize = 0;
    for (; at < end; at += 16) {
      const a = v128.load(row0 + at);
      const b = v128.load(row1 + at);
      const c = v128.load(row2 + at);
      const d = v128.load(row3 + at);
      v128.store(out, v128.shuffle<f64>(a, b, 0, 2));
      v128.store(out, v128.shuffle<f64>(c, d, 0, 2), 16);
      v128.store(out, v128.shuffle<f64>(a, b, 1, 3), 32);
      v128.store(out, v128.shuffle<f64>(c, d, 1, 3), 48);
      out += 64;
    }
    if ((depth & 1) == 1) {
      store<f64>(out, load<f64>(row0 + at));
      store<f64>(out, load<f64>(row1 + at), 8);
      store<f64>(out, load<f64>(row2 + at), 16);
      store<f64>(out, load<f64>(row3 + at), 24);
      out += 32;
    }
  }
  if (i == count) return;
  for (let k = 0; k < depth; k++) {
    let row = bytes(rows) + <usize>i * step + bytes(k);
    for (let r = i; r < i + 4; r++) {
      store<f64>(out, r < count ? load<f64>(row) : 0);
      out += 8;
      row += step;
    }
  }
}

export function packColumns(count: i32, depth: i32, columns: i32, stride: i32, panels: i32, panelLength: i32): void {
  const step = bytes(stride);
  let panel = bytes(panels);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    let at = bytes(columns + i);
    const end = panel + bytes(4 * depth);
    for (let out = panel; out < end; out += 32) {
      v128.store(out, v128.load(at));
      v128.store(out, v128.load(at, 16), 16);
      at += step;
    }
    panel += bytes(panelLength);
  }
  if (i == count) return;
  for (let k = 0; k < depth; k++) {
    const column = bytes(columns) + <usize>k * step;
    for (let r = i; r < i + 4; r++) {
      store<f64>(panel, r < count ? load<f64>(column + bytes(r)) : 0);
      panel += 8;
    }
  }
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

export function updateAndMultiply(order: i32, matrix: i32, stride: i32, v: i32, w: i32, u: i32, p: i32): void {
  const vAt = bytes(v);
  const wAt = bytes(w);
  const uAt = bytes(u);
  const pAt = bytes(p);
  let row = bytes(matrix);
  let i = 0;
  for (; i + 1 < order; i += 2) {
    const here = bytes(i);
    const nextRow = row + bytes(stride);
    const v0 = v128.load64_splat(vAt + here);
    const v1 = v128.load64_splat(vAt + here, 8);
    const w0 = v128.load64_splat(wAt + here);
    const w1 = v128.load64_splat(wAt + here, 8);
    const u0 = v128.load64_splat(uAt + here);
    const u1 = v128.load64_splat(uAt + here, 8);
    let sum0 = f64x2.splat(0);
    let sum1 = f64x2.splat(0);
    for (let at: usize = 0; at < here; at += 16) {
      const vs = v128.load(vAt + at);
      const ws = v128.load(wAt + at);
      const us = v128.load(uAt + at);
      const a0 = f64x2.sub(f64x2.sub(v128.load(row + at), f64x2.mul(v0, ws)), f64x2.mul(w0, vs));
      const a1 = f64x2.sub(f64x2.sub(v128.load(nextRow + at), f64x2.mul(v1, ws)), f64x2.mul(w1, vs));
      v128.store(row + at, a0);
      v128.store(nextRow + at, a1);
      sum0 = f64x2.add(sum0, f64x2.mul(a0, us));
      sum1 = f64x2.add(sum1, f64x2.mul(a1, us));
      const image = f64x2.add(v128.load(pAt + at), f64x2.mul(a0, u0));
      v128.store(pAt + at, f64x2.add(image, f64x2.mul(a1, u1)));
    }
    const corner = updated(row + here, vAt + here, wAt + here, vAt + here, wAt + here);
    const below = updated(nextRow + here, vAt + here + 8, wAt + here + 8, vAt + here, wAt + here);
    const last = updated(nextRow + here + 8, vAt + here + 8, wAt + here + 8, vAt + here + 8, wAt + here + 8);
    const x0 = load<f64>(uAt + here);
    const x1 = load<f64>(uAt + here, 8);
    store<f64>(pAt + here, total(sum0) + corner * x0 + below * x1);
    store<f64>(pAt + here, total(sum1) + below * x0 + last * x1, 8);
    row = nextRow + bytes(stride);
  }
  if (i == order) return;
  const here = bytes(i);
  const v0 = v128.load64_splat(vAt + here);
  const w0 = v128.load64_splat(wAt + here);
  const u0 = v128.load64_splat(uAt + here);
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < here; at += 16) {
    const change = f64x2.mul(v0, v128.load(wAt + at));
    const a = f64x2.sub(f64x2.sub(v128.load(row + at), change), f64x2.mul(w0, v128.load(vAt + at)));
    v128.store(row + at, a);
    sum = f64x2.add(sum, f64x2.mul(a, v128.load(uAt + at)));
    v128.store(pAt + at, f64x2.add(v128.load(pAt + at), f64x2.mul(a, u0)));
  }
  const corner = updated(row + here, vAt + here, wAt + here, vAt + here, wAt + here);
  store<f64>(pAt + here, total(sum) + corner * load<f64>(uAt + here));
}

/** The number at `at`, after it has lost v w' + w v' for the numbers at the other four places. */
// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function updated(at: usize, v: usize, w: usize, otherV: usize, otherW: usize): f64 {
  const value = load<f64>(at) - load<f64>(v) * load<f64>(otherW) - load<f64>(w) * load<f64>(otherV);
  store<f64>(at, value);
  return value;
}

// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function total(sums: v128): f64 {
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

export function reflectRows(rows: i32, length: i32, factor: f64, v: i32, matrix: i32, stride: i32): void {
  const vAt = bytes(v);
  const end = bytes(length);
  let row = bytes(matrix);
  for (let i = 0; i < rows; i++) {
    let sum0 = f64x2.splat(0);
    let sum2 = f64x2.splat(0);
    for (let at: usize = 0; at < end; at += 32) {
      sum0 = f64x2.add(sum0, f64x2.mul(v128.load(row + at), v128.load(vAt + at)));
      sum2 = f64x2.add(sum2, f64x2.mul(v128.load(row + at, 16), v128.load(vAt + at, 16)));
    }
    const multiple = f64x2.splat(factor * total(f64x2.add(sum0, sum2)));
    for (let at: usize = 0; at < end; at += 32) {
      v128.store(row + at, f64x2.sub(v128.load(row + at), f64x2.mul(multiple, v128.load(vAt + at))));
      v128.store(row + at, f64x2.sub(v128.load(row + at, 16), f64x2.mul(multiple, v128.load(vAt + at, 16))), 16);
    }
    row += bytes(stride);
  }
}

export function rotateRows(count: i32, length: i32, cosines: i32, sines: i32, matrix: i32, stride: i32): void {
  const end = bytes(count);
  // Eight columns at a time: what a row has become stays in registers until its next turn.
  for (let column = 0; column < length; column += 8) {
    let row = bytes(matrix + column);
    let a0 = v128.load(row);
    let a2 = v128.load(row, 16);
    let a4 = v128.load(row, 32);
    let a6 = v128.load(row, 48);
    for (let k: usize = 0; k < end; k += 8) {
      const c = v128.load64_splat(bytes(cosines) + k);
      const s = v128.load64_splat(bytes(sines) + k);
      const next = row + bytes(stride);
      const b0 = v128.load(next);
      const b2 = v128.load(next, 16);
      const b4 = v128.load(next, 32);
      const b6 = v128.load(next, 48);
      v128.store(row, f64x2.add(f64x2.mul(c, a0), f64x2.mul(s, b0)));
      v128.store(row, f64x2.add(f64x2.mul(c, a2), f64x2.mul(s, b2)), 16);
      v128.store(row, f64x2.add(f64x2.mul(c, a4), f64x2.mul(s, b4)), 32);
      v128.store(row, f64x2.add(f64x2.mul(c, a6), f64x2.mul(s, b6)), 48);
      a0 = f64x2.sub(f64x2.mul(c, b0), f64x2.mul(s, a0));
      a2 = f64x2.sub(f64x2.mul(c, b2), f64x2.mul(s, a2));
      a4 = f64x2.sub(f64x2.mul(c, b4), f64x2.mul(s, a4));
      a6 = f64x2.sub(f64x2.mul(c, b6), f64x2.mul(s, a6));
      row = next;
    }
    v128.store(row, a0);
    v128.store(row, a2, 16);
    v128.store(row, a4, 32);
    v128.store(row, a6, 48);
  }
}

export function reflectColumns(
  rows: i32,
  columns: i32,
  factor: f64,
  sign: f64,
  v: i32,
  sums: i32,
  matrix: i32,
  stride: i32,
): void {
  const vAt = bytes(v);
  const sumsAt = bytes(sums);
  const pairs = bytes(columns & ~1);
  const isOdd = (columns & 1) == 1;
  for (let at: usize = 0; at < pairs; at += 16) v128.store(sumsAt + at, f64x2.splat(0));
  if (isOdd) store<f64>(sumsAt + pairs, 0);
  let row = bytes(matrix);
  for (let i = 0; i < rows; i++) {
    const multiple = factor * load<f64>(vAt + bytes(i));
    const multiples = f64x2.splat(multiple);
    for (let at: usize = 0; at < pairs; at += 16) {
      v128.store(sumsAt + at, f64x2.add(v128.load(sumsAt + at), f64x2.mul(multiples, v128.load(row + at))));
    }
    if (isOdd) store<f64>(sumsAt + pairs, load<f64>(sumsAt + pairs) + multiple * load<f64>(row + pairs));
    row += bytes(stride);
  }
  const signs = f64x2.splat(sign);
  row = bytes(matrix);
  for (let i = 0; i < rows; i++) {
    const entry = load<f64>(vAt + bytes(i));
    const entries = f64x2.splat(entry);
    for (let at: usize = 0; at < pairs; at += 16) {
      const image = f64x2.sub(f64x2.mul(entries, v128.load(sumsAt + at)), v128.load(row + at));
      v128.store(row + at, f64x2.mul(signs, image));
    }
    if (isOdd) store<f64>(row + pairs, sign * (entry * load<f64>(sumsAt + pairs) - load<f64>(row + pairs)));
    row += bytes(stride);
  }
}

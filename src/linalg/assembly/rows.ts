// The SIMD kernels of RowKernels (../kernels/row-kernels.ts), where each of them is specified. Positions count numbers
// there and here; memory is addressed in bytes.

// The parts of long sums: 256 numbers.
const partBytes: usize = 2048;

// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function bytes(numbers: i32): usize {
  return <usize>numbers << 3;
}

/** The two numbers at `at`, each `factor` times. */
// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function times(factor: v128, at: usize): v128 {
  return f64x2.mul(factor, v128.load(at));
}

// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function first(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0);
}

// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function second(pair: v128): f64 {
  return f64x2.extract_lane(pair, 1);
}

// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function lower(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 0, 2);
}

// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function upper(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 1, 3);
}

// The sums of eight rows, in pairs.
let sum0: v128 = f64x2.splat(0);
let sum2: v128 = f64x2.splat(0);
let sum4: v128 = f64x2.splat(0);
let sum6: v128 = f64x2.splat(0);

/**
 * Sums of eight rows times v, each from the first column to the last: pairs of rows share a register, so that columns
 * are turned as they are read.
 */
function sumEight(row: usize, step: usize, length: usize, v: usize): void {
  const row2 = row + 2 * step;
  const row4 = row + 4 * step;
  const row6 = row + 6 * step;
  const pairs = length & ~15;
  let s0 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s4 = f64x2.splat(0);
  let s6 = f64x2.splat(0);
  let at: usize = 0;
  for (; at < pairs; at += 16) {
    const values = v128.load(v + at);
    const v0 = lower(values, values);
    const v1 = upper(values, values);
    const a0 = v128.load(row + at);
    const a1 = v128.load(row + step + at);
    const a2 = v128.load(row2 + at);
    const a3 = v128.load(row2 + step + at);
    s0 = f64x2.add(f64x2.add(s0, f64x2.mul(lower(a0, a1), v0)), f64x2.mul(upper(a0, a1), v1));
    s2 = f64x2.add(f64x2.add(s2, f64x2.mul(lower(a2, a3), v0)), f64x2.mul(upper(a2, a3), v1));
    const a4 = v128.load(row4 + at);
    const a5 = v128.load(row4 + step + at);
    const a6 = v128.load(row6 + at);
    const a7 = v128.load(row6 + step + at);
    s4 = f64x2.add(f64x2.add(s4, f64x2.mul(lower(a4, a5), v0)), f64x2.mul(upper(a4, a5), v1));
    s6 = f64x2.add(f64x2.add(s6, f64x2.mul(lower(a6, a7), v0)), f64x2.mul(upper(a6, a7), v1));
  }
  if (at < length) {
    const value = v128.load64_splat(v + at);
    s0 = f64x2.add(s0, f64x2.mul(pairAt(row + at, step), value));
    s2 = f64x2.add(s2, f64x2.mul(pairAt(row2 + at, step), value));
    s4 = f64x2.add(s4, f64x2.mul(pairAt(row4 + at, step), value));
    s6 = f64x2.add(s6, f64x2.mul(pairAt(row6 + at, step), value));
  }
  sum0 = s0;
  sum2 = s2;
  sum4 = s4;
  sum6 = s6;
}

// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function pairAt(at: usize, step: usize): v128 {
  return v128.load64_lane(at + step, v128.load64_splat(at), 1);
}

/** The sum of one row times v, from the first column to the last. */
// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function sumOne(row: usize, length: usize, v: usize): f64 {
  let sum: f64 = 0;
  for (let at: usize = 0; at < length; at += 8) sum += load<f64>(row + at) * load<f64>(v + at);
  return sum;
}

export function addGramTimes(
  rows: i32,
  columns: i32,
  x: i32,
  scale: f64,
  v: i32,
  out: i32,
  slope: i32,
): void {
  const step = bytes(columns);
  const skip = bytes(slope);
  let length = step;
  let row = bytes(x);
  let vAt = bytes(v);
  let outAt = bytes(out);
  let i = 8;
  if (i <= rows) sumEight(row, step, length, vAt);
  for (; i <= rows; i += 8) {
    // Multiples of these rows are added while the sums of the next, which come from farther away, are made.
    if (i + 8 <= rows) addAndSumEight(row, step, length, 8 * skip, scale, vAt, outAt);
    else addEight(row, step, 0, length, scale, outAt);
    row += 8 * (step + skip);
    vAt += 8 * skip;
    outAt += 8 * skip;
    length -= 8 * skip;
  }
  i -= 8;
  if (i + 4 <= rows) {
    const f0 = scale * sumOne(row, length, vAt);
    const f1 = scale * sumOne(row + step, length, vAt);
    const f2 = scale * sumOne(row + 2 * step, length, vAt);
    const f3 = scale * sumOne(row + 3 * step, length, vAt);
    for (let at: usize = 0; at < length; at += 8) {
      const low = f0 * load<f64>(row + at) + f1 * load<f64>(row + step + at);
      const high = f2 * load<f64>(row + 2 * step + at) + f3 * load<f64>(row + 3 * step + at);
      store<f64>(outAt + at, load<f64>(outAt + at) + (low + high));
    }
    row += 4 * (step + skip);
    vAt += 4 * skip;
    outAt += 4 * skip;
    length -= 4 * skip;
    i += 4;
  }
  for (; i < rows; i++) {
    const factor = scale * sumOne(row, length, vAt);
    for (let at: usize = 0; at < length; at += 8) {
      store<f64>(outAt + at, load<f64>(outAt + at) + factor * load<f64>(row + at));
    }
    row += step + skip;
    vAt += skip;
    outAt += skip;
    length -= skip;
  }
}

/** The multiples of eight rows by their sums are added to `out`, from the byte `from` to the byte `end`. */
function addEight(row: usize, step: usize, from: usize, end: usize, scale: f64, out: usize): void {
  const scales = f64x2.splat(scale);
  const s01 = f64x2.mul(sum0, scales);
  const s23 = f64x2.mul(sum2, scales);
  const s45 = f64x2.mul(sum4, scales);
  const s67 = f64x2.mul(sum6, scales);
  const row2 = row + 2 * step;
  const row4 = row + 4 * step;
  const row6 = row + 6 * step;
  // In pairs, and the last column of an odd number on its own.
  const pairs = end & ~15;
  const f0 = lower(s01, s01);
  const f1 = upper(s01, s01);
  const f2 = lower(s23, s23);
  const f3 = upper(s23, s23);
  const f4 = lower(s45, s45);
  const f5 = upper(s45, s45);
  const f6 = lower(s67, s67);
  const f7 = upper(s67, s67);
  let at = from;
  for (; at < pairs; at += 16) {
    const a01 = f64x2.add(times(f0, row + at), times(f1, row + step + at));
    const a23 = f64x2.add(times(f2, row2 + at), times(f3, row2 + step + at));
    const a45 = f64x2.add(times(f4, row4 + at), times(f5, row4 + step + at));
    const a67 = f64x2.add(times(f6, row6 + at), times(f7, row6 + step + at));
    const sum = f64x2.add(v128.load(out + at), f64x2.add(a01, a23));
    v128.store(out + at, f64x2.add(sum, f64x2.add(a45, a67)));
  }
  if (at < end) {
    const a01 = first(f0) * load<f64>(row + at) + first(f1) * load<f64>(row + step + at);
    const a23 = first(f2) * load<f64>(row2 + at) + first(f3) * load<f64>(row2 + step + at);
    const a45 = first(f4) * load<f64>(row4 + at) + first(f5) * load<f64>(row4 + step + at);
    const a67 = first(f6) * load<f64>(row6 + at) + first(f7) * load<f64>(row6 + step + at);
    store<f64>(out + at, load<f64>(out + at) + (a01 + a23) + (a45 + a67));
  }
}

/** `addEight` for eight rows, and `sumEight` for the next eight, which begin `skip` bytes farther right. */
function addAndSumEight(
  row: usize,
  step: usize,
  length: usize,
  skip: usize,
  scale: f64,
  v: usize,
  out: usize,
): void {
  if (skip > 0) addEight(row, step, 0, skip, scale, out);
  const scales = f64x2.splat(scale);
  const s01 = f64x2.mul(sum0, scales);
  const s23 = f64x2.mul(sum2, scales);
  const s45 = f64x2.mul(sum4, scales);
  const s67 = f64x2.mul(sum6, scales);
  const f0 = lower(s01, s01);
  const f1 = upper(s01, s01);
  const f2 = lower(s23, s23);
  const f3 = upper(s23, s23);
  const f4 = lower(s45, s45);
  const f5 = upper(s45, s45);
  const f6 = lower(s67, s67);
  const f7 = upper(s67, s67);
  const row2 = row + 2 * step;
  const row4 = row + 4 * step;
  const row6 = row + 6 * step;
  const next = row + 8 * step;
  const next2 = next + 2 * step;
  const next4 = next + 4 * step;
  const next6 = next + 6 * step;
  const pairs = length & ~15;
  let s0 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s4 = f64x2.splat(0);
  let s6 = f64x2.splat(0);
  let at = skip;
  for (; at < pairs; at += 16) {
    const a01 = f64x2.add(times(f0, row + at), times(f1, row + step + at));
    const a23 = f64x2.add(times(f2, row2 + at), times(f3, row2 + step + at));
    const a45 = f64x2.add(times(f4, row4 + at), times(f5, row4 + step + at));
    const a67 = f64x2.add(times(f6, row6 + at), times(f7, row6 + step + at));
    const sum = f64x2.add(v128.load(out + at), f64x2.add(a01, a23));
    v128.store(out + at, f64x2.add(sum, f64x2.add(a45, a67)));
    const values = v128.load(v + at);
    const v0 = lower(values, values);
    const v1 = upper(values, values);
    const b0 = v128.load(next + at);
    const b1 = v128.load(next + step + at);
    s0 = f64x2.add(f64x2.add(s0, f64x2.mul(lower(b0, b1), v0)), f64x2.mul(upper(b0, b1), v1));
    const b2 = v128.load(next2 + at);
    const b3 = v128.load(next2 + step + at);
    s2 = f64x2.add(f64x2.add(s2, f64x2.mul(lower(b2, b3), v0)), f64x2.mul(upper(b2, b3), v1));
    const b4 = v128.load(next4 + at);
    const b5 = v128.load(next4 + step + at);
    s4 = f64x2.add(f64x2.add(s4, f64x2.mul(lower(b4, b5), v0)), f64x2.mul(upper(b4, b5), v1));
    const b6 = v128.load(next6 + at);
    const b7 = v128.load(next6 + step + at);
    s6 = f64x2.add(f64x2.add(s6, f64x2.mul(lower(b6, b7), v0)), f64x2.mul(upper(b6, b7), v1));
  }
  if (at < length) {
    addEight(row, step, at, length, scale, out);
    const value = v128.load64_splat(v + at);
    s0 = f64x2.add(s0, f64x2.mul(pairAt(next + at, step), value));
    s2 = f64x2.add(s2, f64x2.mul(pairAt(next2 + at, step), value));
    s4 = f64x2.add(s4, f64x2.mul(pairAt(next4 + at, step), value));
    s6 = f64x2.add(s6, f64x2.mul(pairAt(next6 + at, step), value));
  }
  sum0 = s0;
  sum2 = s2;
  sum4 = s4;
  sum6 = s6;
}

export function addRowsTimes(rows: i32, columns: i32, x: i32, alpha: f64, v: i32, out: i32): void {
  const step = bytes(columns);
  const factors = f64x2.splat(alpha);
  let row = bytes(x);
  let outAt = bytes(out);
  let i = 0;
  for (; i + 7 < rows; i += 8) {
    for (let from: usize = 0; from < step; from += partBytes) {
      sumEight(row + from, step, min(partBytes, step - from), bytes(v) + from);
      v128.store(outAt, f64x2.add(v128.load(outAt), f64x2.mul(factors, sum0)));
      v128.store(outAt, f64x2.add(v128.load(outAt, 16), f64x2.mul(factors, sum2)), 16);
      v128.store(outAt, f64x2.add(v128.load(outAt, 32), f64x2.mul(factors, sum4)), 32);
      v128.store(outAt, f64x2.add(v128.load(outAt, 48), f64x2.mul(factors, sum6)), 48);
    }
    row += 8 * step;
    outAt += 64;
  }
  for (; i < rows; i++) {
    for (let from: usize = 0; from < step; from += partBytes) {
      const sum = sumOne(row + from, min(partBytes, step - from), bytes(v) + from);
      store<f64>(outAt, load<f64>(outAt) + alpha * sum);
    }
    row += step;
    outAt += 8;
  }
}

export function addRowSums(rows: i32, columns: i32, x: i32, u: i32, sums: i32): void {
  const step = bytes(columns);
  const sumsAt = bytes(sums);
  const pairs = step & ~15;
  let row = bytes(x);
  let uAt = bytes(u);
  let i = 0;
  for (; i + 7 < rows; i += 8) {
    const row2 = row + 2 * step;
    const row4 = row + 4 * step;
    const row6 = row + 6 * step;
    const u0 = v128.load64_splat(uAt);
    const u1 = v128.load64_splat(uAt, 8);
    const u2 = v128.load64_splat(uAt, 16);
    const u3 = v128.load64_splat(uAt, 24);
    const u4 = v128.load64_splat(uAt, 32);
    const u5 = v128.load64_splat(uAt, 40);
    const u6 = v128.load64_splat(uAt, 48);
    const u7 = v128.load64_splat(uAt, 56);
    let at: usize = 0;
    for (; at < pairs; at += 16) {
      let sum = f64x2.add(v128.load(sumsAt + at), times(u0, row + at));
      sum = f64x2.add(sum, times(u1, row + step + at));
      sum = f64x2.add(sum, times(u2, row2 + at));
      sum = f64x2.add(sum, times(u3, row2 + step + at));
      sum = f64x2.add(sum, times(u4, row4 + at));
      sum = f64x2.add(sum, times(u5, row4 + step + at));
      sum = f64x2.add(sum, times(u6, row6 + at));
      v128.store(sumsAt + at, f64x2.add(sum, times(u7, row6 + step + at)));
    }
    if (at < step) {
      let sum = load<f64>(sumsAt + at);
      for (let k: usize = 0; k < 8; k++) sum += load<f64>(row + k * step + at) * load<f64>(uAt + (k << 3));
      store<f64>(sumsAt + at, sum);
    }
    row += 8 * step;
    uAt += 64;
  }
  for (; i < rows; i++) {
    const factor = v128.load64_splat(uAt);
    let at: usize = 0;
    for (; at < pairs; at += 16) v128.store(sumsAt + at, f64x2.add(v128.load(sumsAt + at), times(factor, row + at)));
    if (at < step) store<f64>(sumsAt + at, load<f64>(sumsAt + at) + first(factor) * load<f64>(row + at));
    row += step;
    uAt += 8;
  }
}

export function writeRowDots(rows: i32, columns: i32, x: i32, v: i32, out: i32): void {
  const step = bytes(columns);
  const vAt = bytes(v);
  const fours = step & ~31;
  let row = bytes(x);
  let outAt = bytes(out);
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    const row1 = row + step;
    const row2 = row1 + step;
    const row3 = row2 + step;
    let a01 = f64x2.splat(0);
    let a23 = f64x2.splat(0);
    let b01 = f64x2.splat(0);
    let b23 = f64x2.splat(0);
    let c01 = f64x2.splat(0);
    let c23 = f64x2.splat(0);
    let d01 = f64x2.splat(0);
    let d23 = f64x2.splat(0);
    for (let at: usize = 0; at < fours; at += 32) {
      const v01 = v128.load(vAt + at);
      const v23 = v128.load(vAt + at, 16);
      a01 = f64x2.add(a01, times(v01, row + at));
      a23 = f64x2.add(a23, times(v23, row + at + 16));
      b01 = f64x2.add(b01, times(v01, row1 + at));
      b23 = f64x2.add(b23, times(v23, row1 + at + 16));
      c01 = f64x2.add(c01, times(v01, row2 + at));
      c23 = f64x2.add(c23, times(v23, row2 + at + 16));
      d01 = f64x2.add(d01, times(v01, row3 + at));
      d23 = f64x2.add(d23, times(v23, row3 + at + 16));
    }
    store<f64>(outAt, finished(a01, a23, row, fours, step, vAt));
    store<f64>(outAt, finished(b01, b23, row1, fours, step, vAt), 8);
    store<f64>(outAt, finished(c01, c23, row2, fours, step, vAt), 16);
    store<f64>(outAt, finished(d01, d23, row3, fours, step, vAt), 24);
    row = row3 + step;
    outAt += 32;
  }
  for (; i < rows; i++) {
    let a01 = f64x2.splat(0);
    let a23 = f64x2.splat(0);
    for (let at: usize = 0; at < fours; at += 32) {
      a01 = f64x2.add(a01, times(v128.load(vAt + at), row + at));
      a23 = f64x2.add(a23, times(v128.load(vAt + at, 16), row + at + 16));
    }
    store<f64>(outAt, finished(a01, a23, row, fours, step, vAt));
    row += step;
    outAt += 8;
  }
}

/** The products beyond whole groups of four go to the first sum. */
// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function finished(s01: v128, s23: v128, row: usize, from: usize, end: usize, v: usize): f64 {
  let sum = first(s01);
  for (let at = from; at < end; at += 8) sum += load<f64>(row + at) * load<f64>(v + at);
  return sum + second(s01) + (first(s23) + second(s23));
}

// The SIMD kernels of ReluLayerKernels (../kernels/relu-layer-kernels.ts), where each of them is specified. Positions
// count numbers there and here; memory is addressed in bytes.

// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function bytes(numbers: i32): usize {
  return <usize>numbers << 3;
}

/** sum + factor times the two numbers in `pair`. */
// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function plusTimes(sum: v128, factor: v128, pair: v128): v128 {
  return f64x2.add(sum, f64x2.mul(factor, pair));
}

/** The sum of the numbers at even places plus that of those at odd ones. */
// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function total(sums: v128): f64 {
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** The numbers of `values` where those of `activations` are above 0, else 0. */
// @ts-expect-error: decorators of functions are AssemblyScript's own.
@inline
function whereActive(activations: v128, values: v128): v128 {
  return v128.and(f64x2.gt(activations, f64x2.splat(0)), values);
}

export function writeActivations(
  units: i32,
  inputs: i32,
  samples: i32,
  x: i32,
  weights: i32,
  biases: i32,
  head: i32,
  offset: f64,
  activations: i32,
  outputs: i32,
): void {
  const row = bytes(samples);
  const step = bytes(inputs);
  const outputsAt = bytes(outputs);
  const xAt = bytes(x);
  for (let at: usize = 0; at < row; at += 16) v128.store(outputsAt + at, f64x2.splat(offset));
  for (let j = 0; j < units; j += 4) {
    const w0 = bytes(weights + j * inputs);
    const w1 = w0 + step;
    const w2 = w1 + step;
    const w3 = w2 + step;
    const bias = bytes(biases + j);
    const headAt = bytes(head + j);
    const active = bytes(activations) + <usize>j * row;
    for (let at: usize = 0; at < row; at += 32) {
      let z0 = v128.load64_splat(bias);
      let z1 = v128.load64_splat(bias, 8);
      let z2 = v128.load64_splat(bias, 16);
      let z3 = v128.load64_splat(bias, 24);
      let y0 = z0;
      let y1 = z1;
      let y2 = z2;
      let y3 = z3;
      let from = xAt + at;
      for (let k: usize = 0; k < step; k += 8) {
        const left = v128.load(from);
        const right = v128.load(from, 16);
        const v0 = v128.load64_splat(w0 + k);
        z0 = plusTimes(z0, v0, left);
        y0 = plusTimes(y0, v0, right);
        const v1 = v128.load64_splat(w1 + k);
        z1 = plusTimes(z1, v1, left);
        y1 = plusTimes(y1, v1, right);
        const v2 = v128.load64_splat(w2 + k);
        z2 = plusTimes(z2, v2, left);
        y2 = plusTimes(y2, v2, right);
        const v3 = v128.load64_splat(w3 + k);
        z3 = plusTimes(z3, v3, left);
        y3 = plusTimes(y3, v3, right);
        from += row;
      }
      const zero = f64x2.splat(0);
      z0 = f64x2.pmax(z0, zero);
      z1 = f64x2.pmax(z1, zero);
      z2 = f64x2.pmax(z2, zero);
      z3 = f64x2.pmax(z3, zero);
      y0 = f64x2.pmax(y0, zero);
      y1 = f64x2.pmax(y1, zero);
      y2 = f64x2.pmax(y2, zero);
      y3 = f64x2.pmax(y3, zero);
      const to = active + at;
      v128.store(to, z0);
      v128.store(to, y0, 16);
      v128.store(to + row, z1);
      v128.store(to + row, y1, 16);
      v128.store(to + 2 * row, z2);
      v128.store(to + 2 * row, y2, 16);
      v128.store(to + 3 * row, z3);
      v128.store(to + 3 * row, y3, 16);
      const h0 = v128.load64_splat(headAt);
      const h1 = v128.load64_splat(headAt, 8);
      const h2 = v128.load64_splat(headAt, 16);
      const h3 = v128.load64_splat(headAt, 24);
      let left = plusTimes(v128.load(outputsAt + at), h0, z0);
      let right = plusTimes(v128.load(outputsAt + at, 16), h0, y0);
      left = plusTimes(left, h1, z1);
      right = plusTimes(right, h1, y1);
      left = plusTimes(left, h2, z2);
      right = plusTimes(right, h2, y2);
      v128.store(outputsAt + at, plusTimes(left, h3, z3));
      v128.store(outputsAt + at, plusTimes(right, h3, y3), 16);
    }
  }
}

export function writeActiveSums(
  units: i32,
  inputs: i32,
  samples: i32,
  x: i32,
  activations: i32,
  values: i32,
  inputSums: i32,
  sums: i32,
  activationSums: i32,
  scratch: i32,
): void {
  const row = bytes(samples);
  const step = bytes(inputs);
  const valuesAt = bytes(values);
  const d0 = bytes(scratch);
  const d1 = d0 + row;
  const d2 = d1 + row;
  const d3 = d2 + row;
  for (let j = 0; j < units; j += 4) {
    const a0 = bytes(activations) + <usize>j * row;
    const a1 = a0 + row;
    const a2 = a1 + row;
    const a3 = a2 + row;
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    let t0 = f64x2.splat(0);
    let t1 = f64x2.splat(0);
    let t2 = f64x2.splat(0);
    let t3 = f64x2.splat(0);
    for (let at: usize = 0; at < row; at += 16) {
      const value = v128.load(valuesAt + at);
      let activation = v128.load(a0 + at);
      t0 = plusTimes(t0, activation, value);
      let shown = whereActive(activation, value);
      s0 = f64x2.add(s0, shown);
      v128.store(d0 + at, shown);
      activation = v128.load(a1 + at);
      t1 = plusTimes(t1, activation, value);
      shown = whereActive(activation, value);
      s1 = f64x2.add(s1, shown);
      v128.store(d1 + at, shown);
      activation = v128.load(a2 + at);
      t2 = plusTimes(t2, activation, value);
      shown = whereActive(activation, value);
      s2 = f64x2.add(s2, shown);
      v128.store(d2 + at, shown);
      activation = v128.load(a3 + at);
      t3 = plusTimes(t3, activation, value);
      shown = whereActive(activation, value);
      s3 = f64x2.add(s3, shown);
      v128.store(d3 + at, shown);
    }
    const sumsAt = bytes(sums + j);
    store<f64>(sumsAt, total(s0));
    store<f64>(sumsAt, total(s1), 8);
    store<f64>(sumsAt, total(s2), 16);
    store<f64>(sumsAt, total(s3), 24);
    const activationSumsAt = bytes(activationSums + j);
    store<f64>(activationSumsAt, total(t0));
    store<f64>(activationSumsAt, total(t1), 8);
    store<f64>(activationSumsAt, total(t2), 16);
    store<f64>(activationSumsAt, total(t3), 24);
    let from = bytes(x);
    let out = bytes(inputSums + j * inputs);
    let k = 0;
    for (; k + 1 < inputs; k += 2) {
      s0 = f64x2.splat(0);
      s1 = f64x2.splat(0);
      s2 = f64x2.splat(0);
      s3 = f64x2.splat(0);
      t0 = f64x2.splat(0);
      t1 = f64x2.splat(0);
      t2 = f64x2.splat(0);
      t3 = f64x2.splat(0);
      for (let at: usize = 0; at < row; at += 16) {
        const left = v128.load(from + at);
        const right = v128.load(from + row + at);
        const v0 = v128.load(d0 + at);
        s0 = plusTimes(s0, v0, left);
        t0 = plusTimes(t0, v0, right);
        const v1 = v128.load(d1 + at);
        s1 = plusTimes(s1, v1, left);
        t1 = plusTimes(t1, v1, right);
        const v2 = v128.load(d2 + at);
        s2 = plusTimes(s2, v2, left);
        t2 = plusTimes(t2, v2, right);
        const v3 = v128.load(d3 + at);
        s3 = plusTimes(s3, v3, left);
        t3 = plusTimes(t3, v3, right);
      }
      store<f64>(out, total(s0));
      store<f64>(out, total(t0), 8);
      store<f64>(out + step, total(s1));
      store<f64>(out + step, total(t1), 8);
      store<f64>(out + 2 * step, total(s2));
      store<f64>(out + 2 * step, total(t2), 8);
      store<f64>(out + 3 * step, total(s3));
      store<f64>(out + 3 * step, total(t3), 8);
      from += 2 * row;
      out += 16;
    }
    if (k < inputs) {
      s0 = f64x2.splat(0);
      s1 = f64x2.splat(0);
      s2 = f64x2.splat(0);
      s3 = f64x2.splat(0);
      for (let at: usize = 0; at < row; at += 16) {
        const left = v128.load(from + at);
        s0 = plusTimes(s0, v128.load(d0 + at), left);
        s1 = plusTimes(s1, v128.load(d1 + at), left);
        s2 = plusTimes(s2, v128.load(d2 + at), left);
        s3 = plusTimes(s3, v128.load(d3 + at), left);
      }
      store<f64>(out, total(s0));
      store<f64>(out + step, total(s1));
      store<f64>(out + 2 * step, total(s2));
      store<f64>(out + 3 * step, total(s3));
    }
  }
}

export function writeActivationSquares(units: i32, samples: i32, activations: i32, squares: i32): void {
  const row = bytes(samples);
  let from = bytes(activations);
  const end = bytes(squares + units);
  for (let to = bytes(squares); to < end; to += 8) {
    let even = f64x2.splat(0);
    let odd = f64x2.splat(0);
    for (let at: usize = 0; at < row; at += 32) {
      const left = v128.load(from + at);
      const right = v128.load(from + at, 16);
      even = plusTimes(even, left, left);
      odd = plusTimes(odd, right, right);
    }
    store<f64>(to, total(even) + total(odd));
    from += row;
  }
}

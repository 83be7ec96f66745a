// xoshiro256++ and the ziggurat, bit for bit the normals of one `normal()` after the other in
// src/simulation/random/create-stream.ts. All arguments are addresses in bytes, apart from `count`.

// Of the engine, so that the rare draws that need them round as they do elsewhere.
@external("env", "exp")
declare function exp(x: f64): f64;
@external("env", "log")
declare function log(x: f64): f64;

// The generator's words during a rare draw; locals, which stay in registers, hold them otherwise.
let word0: u64 = 0;
let word1: u64 = 0;
let word2: u64 = 0;
let word3: u64 = 0;

// The ziggurat's tables.
let scales: usize = 0;
let inner: usize = 0;
let heights: usize = 0;
let tailStart: f64 = 0;

/** Where the tables begin: 256 scales, 256 inner bounds and 257 heights. */
export function useZiggurat(scalesAt: usize, innerAt: usize, heightsAt: usize, start: f64): void {
  scales = scalesAt;
  inner = innerAt;
  heights = heightsAt;
  tailStart = start;
}

/** Writes `count` normals to `out`, from the generator whose four words stand at `state` and are moved on there. */
export function fillNormal(state: usize, out: usize, count: i32): void {
  let s0 = load<u64>(state);
  let s1 = load<u64>(state, 8);
  let s2 = load<u64>(state, 16);
  let s3 = load<u64>(state, 24);
  const end = out + ((<usize>count) << 3);
  while (out < end) {
    const word = rotl(s0 + s3, 23) + s0;
    const shifted = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotl(s3, 45);
    const layer = (<usize>(word & 255)) << 3;
    const mantissa = <f64>(<i64>word >> 10);
    if (abs(mantissa) < load<f64>(inner + layer)) {
      store<f64>(out, mantissa * load<f64>(scales + layer));
    } else {
      word0 = s0;
      word1 = s1;
      word2 = s2;
      word3 = s3;
      store<f64>(out, outside(mantissa, layer));
      s0 = word0;
      s1 = word1;
      s2 = word2;
      s3 = word3;
    }
    out += 8;
  }
  store<u64>(state, s0);
  store<u64>(state, s1, 8);
  store<u64>(state, s2, 16);
  store<u64>(state, s3, 24);
}

function nextWord(): u64 {
  const word = rotl(word0 + word3, 23) + word0;
  const shifted = word1 << 17;
  word2 ^= word0;
  word3 ^= word1;
  word1 ^= word2;
  word0 ^= word3;
  word2 ^= shifted;
  word3 = rotl(word3, 45);
  return word;
}

function uniform(): f64 {
  return <f64>(nextWord() >> 11) * (1.0 / 9007199254740992.0);
}

/** The draw whose point is not wholly under the curve: at the edge of a layer, given by its place, or in the tail. */
function outside(mantissa: f64, layer: usize): f64 {
  while (true) {
    if (layer == 0) return mantissa < 0 ? -tail() : tail();
    const x = mantissa * load<f64>(scales + layer);
    const low = load<f64>(heights + layer);
    const height = low + uniform() * (load<f64>(heights + layer, 8) - low);
    if (height < exp(-0.5 * x * x)) return x;
    const word = nextWord();
    layer = (<usize>(word & 255)) << 3;
    mantissa = <f64>(<i64>word >> 10);
    if (abs(mantissa) < load<f64>(inner + layer)) return mantissa * load<f64>(scales + layer);
  }
}

function tail(): f64 {
  while (true) {
    const excess = -log(1 - uniform()) / tailStart;
    const limit = -2 * log(1 - uniform());
    if (limit > excess * excess) return tailStart + excess;
  }
}

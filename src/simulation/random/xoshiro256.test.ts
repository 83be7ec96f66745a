import fc from "fast-check";
import { expect, test } from "vitest";
import { Xoshiro256 } from "./xoshiro256.ts";

const MASK = (1n << 64n) - 1n;

/** The published algorithm in arithmetic that cannot lose a carry. */
function* reference(seed: readonly bigint[]): Generator<bigint> {
  const rotate = (word: bigint, by: bigint): bigint => ((word << by) | (word >> (64n - by))) & MASK;
  const s = [...seed];
  for (;;) {
    yield (rotate((s[0] + s[3]) & MASK, 23n) + s[0]) & MASK;
    const shifted = (s[1] << 17n) & MASK;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 45n);
  }
}

function halves(words: readonly bigint[]): Int32Array {
  return Int32Array.from(words.flatMap((word) => [Number(BigInt.asIntN(32, word)), Number(word >> 32n)]));
}

function outputs(generator: Xoshiro256, count: number): bigint[] {
  const words = new Int32Array(2 * count);
  generator.fill(words);
  return Array.from({ length: count }, (_, i) => {
    return (BigInt(words[2 * i + 1] >>> 0) << 32n) | BigInt(words[2 * i] >>> 0);
  });
}

function take<T>(from: Generator<T>, count: number): T[] {
  return Array.from({ length: count }, () => from.next().value);
}

// Words at the ends of the range make every carry happen.
const word = fc.oneof(fc.bigInt(0n, MASK), fc.constantFrom(0n, 1n, MASK, MASK - 1n, 1n << 63n, 0xffffffffn, 1n << 32n));
const state = fc.array(word, { minLength: 4, maxLength: 4 }).filter((words) => words.some((one) => one !== 0n));

test("the first outputs from state 1, 2, 3, 4 are those of the authors' C code", () => {
  expect(outputs(new Xoshiro256(halves([1n, 2n, 3n, 4n])), 10)).toEqual([
    41943041n,
    58720359n,
    3588806011781223n,
    3591011842654386n,
    9228616714210784205n,
    9973669472204895162n,
    14011001112246962877n,
    12406186145184390807n,
    15849039046786891736n,
    10450023813501588000n,
  ]);
});

test("every state gives the outputs of the algorithm in arbitrary-precision arithmetic", () => {
  fc.assert(
    fc.property(state, (words) => {
      expect(outputs(new Xoshiro256(halves(words)), 64)).toEqual(take(reference(words), 64));
    }),
  );
});

test("blocks of any length continue one another", () => {
  fc.assert(
    fc.property(state, fc.array(fc.nat(20), { maxLength: 6 }), (words, lengths) => {
      const generator = new Xoshiro256(halves(words));
      const inBlocks = lengths.flatMap((length) => outputs(generator, length));
      expect(inBlocks).toEqual(take(reference(words), inBlocks.length));
    }),
  );
});

test("the state is copied", () => {
  const shared = halves([1n, 2n, 3n, 4n]);
  outputs(new Xoshiro256(shared), 5);
  expect(shared).toEqual(halves([1n, 2n, 3n, 4n]));
});

test("a state that never moves, or is no state, is refused", () => {
  const refusal = expect.objectContaining({ code: "invalid-input", field: "state" });
  expect(() => new Xoshiro256(new Int32Array(8))).toThrow(refusal);
  expect(() => new Xoshiro256(Int32Array.of(1, 2, 3, 4))).toThrow(refusal);
});

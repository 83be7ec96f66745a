import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../foundation/json.ts";
import type { Stream } from "../stream.ts";
import { bulkNormals } from "./bulk-normals.ts";
import { createStream } from "./create-stream.ts";
import { buildZiggurat } from "./ziggurat.ts";

const key = { experiment: "reference", replicate: 0, seed: "1", size: 100, streamParameters: { phi: 0.5 }, version: 1 };

function normals(stream: Stream, count: number): number[] {
  return Array.from({ length: count }, () => stream.normal());
}

function filled(stream: Stream, length: number): Float64Array {
  const out = new Float64Array(length).fill(Number.NaN);
  stream.fillNormal(out);
  return out;
}

// The whole path again in another language: SHA-256, RC4, xoshiro256++, and the ziggurat in 40-digit arithmetic.
test("the numbers of a key are those of a separate implementation", () => {
  const uniforms = createStream(key);
  for (const expected of [0.8696309143101061, 0.5557785710140171, 0.6720329284810725, 0.848666242553223]) {
    expect(uniforms.uniform()).toBe(expected);
  }
  // The edges of a layer are good to 6000 roundings at worst (see the ziggurat's tests), a sum of 20,000 to as much.
  const close = (value: number, expected: number): void =>
    expect(Math.abs(value / expected - 1)).toBeLessThan(6000 * Number.EPSILON);
  const stream = createStream(key);
  const expected = [-0.47114725067855245, -0.8547390169574289, -0.4241897995559007, -0.4750034206592441];
  normals(stream, 4).forEach((value, i) => {
    close(value, expected[i]);
  });
  const child = [1.1912995072087336, -0.7936052487476739, -1.1971276930294226, 0.6230287808369];
  normals(createStream(key).child("data"), 4).forEach((value, i) => {
    close(value, child[i]);
  });

  // Twenty thousand of them go through the edges of layers and through the tail: one different decision anywhere
  // would shift all that follow.
  const many = filled(createStream(key), 20_000);
  const tailStart = buildZiggurat().tailStart;
  expect([...many.keys()].filter((i) => Math.abs(many[i]) > tailStart)).toEqual([
    1048, 1893, 4331, 14135, 14287, 14351, 16969, 17041,
  ]);
  close(
    many.reduce((extreme, value) => Math.max(extreme, value)),
    4.096207651691629,
  );
  close(many[19_999], 0.4373146729950216);
  close(
    many.reduce((sum, value) => sum + value * value, 0),
    20127.29757972247,
  );
});

test("the same key gives the same bytes, today as when these were written down", () => {
  const bytes = new BigUint64Array(filled(createStream(key), 4).buffer);
  expect(Array.from(bytes, (word) => word.toString(16))).toEqual([
    "bfde2746cc50f0cc",
    "bfeb5a05a38e50c0",
    "bfdb25ecf918ebf9",
    "bfde6674bf4e0db1",
  ]);
  const child = new BigUint64Array(filled(createStream(key).child("data"), 2).buffer);
  expect(Array.from(child, (word) => word.toString(16))).toEqual(["3ff30f9012733d26", "bfe96536d5a9c43d"]);
});

test("fillNormal gives the numbers of repeated normal, however the two and uniform are interleaved", () => {
  const step = fc.oneof(
    { arbitrary: fc.record({ draw: fc.constant("fill" as const), count: fc.nat(700) }), weight: 3 },
    {
      arbitrary: fc.record({ draw: fc.constantFrom("normal" as const, "uniform" as const), count: fc.nat(9) }),
      weight: 2,
    },
  );
  fc.assert(
    fc.property(fc.string(), fc.array(step, { maxLength: 8 }), (seed, steps) => {
      const bulk = createStream(seed);
      const single = createStream(seed);
      for (const { draw, count } of steps) {
        if (draw === "fill") expect(Array.from(filled(bulk, count))).toEqual(normals(single, count));
        else for (let i = 0; i < count; i++) expect(bulk[draw]()).toBe(single[draw]());
      }
      expect(bulk.uniform()).toBe(single.uniform());
    }),
  );
});

// Repeated calls of normal stay in JavaScript, so this compares it with WebAssembly: about 130,000 edges of layers and
// 2,600 draws from the tail among them.
test("ten million normals made in bulk are to the bit those made one by one", () => {
  expect(bulkNormals(buildZiggurat())).toBeDefined();
  const bulk = createStream("bulk");
  const single = createStream("bulk");
  const out = new Float64Array(1_000_003);
  for (let round = 0; round < 10; round++) {
    bulk.fillNormal(out);
    let different = 0;
    for (let i = 0; i < out.length; i++) if (!Object.is(out[i], single.normal())) different++;
    expect(different).toBe(0);
    // Takes a block of words, which the next round begins with.
    expect(bulk.uniform()).toBe(single.uniform());
  }
});

test("a view is filled within its own bounds", () => {
  const whole = new Float64Array(9).fill(7);
  createStream(key).fillNormal(whole.subarray(2, 7));
  expect(Array.from(whole.subarray(2, 7))).toEqual(normals(createStream(key), 5));
  expect([...whole.subarray(0, 2), ...whole.subarray(7)]).toEqual([7, 7, 7, 7]);
});

test("uniform stays in [0, 1) on a grid of 2^−53 and reaches both ends of it", () => {
  const stream = createStream("uniform");
  const values = Array.from({ length: 100_000 }, () => stream.uniform());
  expect(values.filter((value) => !(value >= 0 && value < 1 && Number.isInteger(value * 2 ** 53)))).toEqual([]);
  // Either end misses by chance with probability (1 − 2e-4)^100,000 = 2e-9.
  expect(values.some((value) => value < 2e-4)).toBe(true);
  expect(values.some((value) => value > 1 - 2e-4)).toBe(true);
});

test("a child depends on the key and the label alone", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), fc.nat(600), (parentKey, label, drawn) => {
      const parent = createStream(parentKey as Json);
      const before = normals(parent.child(label), 5);
      normals(parent, drawn);
      parent.child("another").normal();
      expect(normals(parent.child(label), 5)).toEqual(before);
      expect(normals(createStream(parentKey as Json).child(label), 5)).toEqual(before);
    }),
    { numRuns: 50 },
  );
});

test("making a child does not disturb its parent", () => {
  const parent = createStream(key);
  const first = parent.normal();
  parent.child("data").normal();
  expect([first, parent.normal()]).toEqual(normals(createStream(key), 2));
});

test("the order of a key's members does not matter, its values do", () => {
  const reversed = Object.fromEntries(Object.entries(key).reverse());
  expect(createStream(reversed).uniform()).toBe(createStream(key).uniform());
  expect(createStream({ ...key, seed: "2" }).uniform()).not.toBe(createStream(key).uniform());
  expect(createStream(key).child("a").child("b").uniform()).not.toBe(createStream(key).child("b").child("a").uniform());
});

test("bad keys and labels are refused by name", () => {
  expect(() => createStream({ size: Number.NaN })).toThrow(
    expect.objectContaining({ code: "invalid-input", field: "key" }),
  );
  expect(() => createStream(key).child(3 as unknown as string)).toThrow(
    expect.objectContaining({ code: "invalid-input", field: "label", value: 3, accepted: "a string" }),
  );
});

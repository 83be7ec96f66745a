import { describe, expect, test } from "vitest";
import { createStream } from "./create-stream.ts";
import { type ReplicateKey, replicateStream, replicateStreams } from "./replicate-stream.ts";

const key: ReplicateKey = {
  seed: "20260101",
  experiment: "sample-covariance",
  version: 1,
  streamParameters: { aspectRatio: 0.5, population: { kind: "ar1", rho: 0.3 } },
  size: 200,
  replicate: 7,
};

test("a replicate's stream is the stream of its six members as one JSON object", () => {
  const named = createStream({
    seed: "20260101",
    experiment: "sample-covariance",
    version: 1,
    streamParameters: { population: { rho: 0.3, kind: "ar1" }, aspectRatio: 0.5 },
    size: 200,
    replicate: 7,
  });
  expect(replicateStream(key).uniform()).toBe(named.uniform());
});

test("every member matters", () => {
  const changes: Partial<ReplicateKey>[] = [
    {},
    { seed: "20260102" },
    { experiment: "sample-covariances" },
    { version: 2 },
    { streamParameters: { aspectRatio: 0.5, population: { kind: "ar1", rho: 0.4 } } },
    { streamParameters: {} },
    { size: 201 },
    { replicate: 8 },
  ];
  const first = changes.map((change) => replicateStream({ ...key, ...change }).uniform());
  expect(new Set(first).size).toBe(changes.length);
});

describe("a member outside its domain is refused by name", () => {
  test.each([
    ["seed", 1, "a string"],
    ["experiment", "", "the id of an experiment"],
    ["version", -1, "a whole number from 0"],
    ["version", 1.5, "a whole number from 0"],
    ["size", 0, "a whole number from 1"],
    ["size", Number.NaN, "a whole number from 1"],
    ["size", undefined, "a whole number from 1"],
    ["replicate", -1, "a whole number from 0"],
    ["replicate", 2 ** 53, "a whole number from 0"],
    ["streamParameters", null, "an object of JSON values"],
    ["streamParameters", { ratio: Number.NaN }, "a JSON value whose numbers are finite"],
    ["lambda", 1, "absent: a key has seed, experiment, version, streamParameters, size and replicate"],
  ])("%s: %o", (field, value, accepted) => {
    expect(() => replicateStream({ ...key, [field]: value })).toThrow(
      expect.objectContaining({ code: "invalid-input", field, accepted }),
    );
  });

  test("no key at all", () => {
    expect(() => replicateStream(null as unknown as ReplicateKey)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "input" }),
    );
  });
});

test("streams of many replicates are those of each", () => {
  const { replicate: _, ...common } = key;
  const streams = replicateStreams(common);
  for (const replicate of [0, 7, 10, 123_456]) {
    expect(streams(replicate).uniform()).toBe(replicateStream({ ...key, replicate }).uniform());
  }
  expect(() => replicateStreams({ ...common, size: 0 })).toThrow(
    expect.objectContaining({ code: "invalid-input", field: "size" }),
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { damerauLevenshtein, didYouMean } from "./did-you-mean.ts";

describe("Damerau-Levenshtein distance", () => {
  it.each([
    ["", "", 0],
    ["", "abc", 3],
    ["abc", "abc", 0],
    ["abc", "abd", 1],
    ["abc", "acb", 1],
    ["kitten", "sitting", 3],
    // Exchanging and then inserting between the two: one more where exchanged letters may not be edited again.
    ["ca", "abc", 2],
    ["a cat", "an abct", 3],
  ])("%j to %j is %i", (a, b, distance) => {
    expect(damerauLevenshtein(a, b)).toBe(distance);
  });

  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });

  it("is a metric", () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(damerauLevenshtein(a, b)).toBe(damerauLevenshtein(b, a));
        expect(damerauLevenshtein(a, b) === 0).toBe(a === b);
        expect(damerauLevenshtein(a, c)).toBeLessThanOrEqual(damerauLevenshtein(a, b) + damerauLevenshtein(b, c));
      }),
      { numRuns: 1000 },
    );
  });

  it("grows by at most one with an edit", () => {
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom("insert", "delete", "replace", "exchange"), (a, where, edit) => {
        const at = where % (a.length + 1);
        const edited = {
          insert: `${a.slice(0, at)}x${a.slice(at)}`,
          delete: a.slice(0, at) + a.slice(at + 1),
          replace: `${a.slice(0, at)}x${a.slice(at + 1)}`,
          exchange: a.slice(0, at) + (a[at + 1] ?? "") + (a[at] ?? "") + a.slice(at + 2),
        }[edit];
        expect(damerauLevenshtein(a, edited)).toBe(a === edited ? 0 : 1);
      }),
      { numRuns: 500 },
    );
  });
});

describe("did you mean", () => {
  const quantities = ["alignment", "stieltjes", "stieltjes-derivative", "density", "quantile", "effective-ridge"];

  it("finds a name with slips of the finger", () => {
    expect(didYouMean("stieltjies", quantities)).toEqual(["stieltjes"]);
    expect(didYouMean("quantiel", quantities)).toEqual(["quantile"]);
    expect(didYouMean("Density", quantities)).toEqual(["density"]);
    expect(didYouMean("efective-rigde", quantities)).toEqual(["effective-ridge"]);
  });

  it("finds short names one letter away, but not for everything", () => {
    expect(didYouMean("m", ["m1", "m2", "s2", "alpha"])).toEqual(["m1", "m2"]);
    expect(didYouMean("x", ["m", "s"])).toEqual([]);
    expect(didYouMean("banana", quantities)).toEqual([]);
    expect(didYouMean("", quantities)).toEqual([]);
    expect(didYouMean("alpha", [])).toEqual([]);
  });

  it("finds a path by its last part, after near names", () => {
    const ids = ["lp/lemma-3.12/inner-product", "lp/lemma-3.10/inner-product", "lp/lemma-3.12/norm", "inner-produce"];
    expect(didYouMean("inner-product", ids)).toEqual([
      "inner-produce",
      "lp/lemma-3.10/inner-product",
      "lp/lemma-3.12/inner-product",
    ]);
  });

  it("gives at most three, each once, the nearest first, whatever the order of the candidates", () => {
    const names = ["beta1", "beta22", "beta2", "beta3", "beta", "beta"];
    expect(didYouMean("beta", names)).toEqual(["beta", "beta1", "beta2"]);
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (shuffled) => {
        expect(didYouMean("beta", shuffled)).toEqual(["beta", "beta1", "beta2"]);
      }),
    );
  });

  it("passes over a very long name at once", () => {
    expect(didYouMean("x".repeat(1_000_000), quantities)).toEqual([]);
  });
});

import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { shippedCatalogue } from "./catalogue.ts";
import { claimPathsAmong, isClaimPath } from "./claim-path.ts";

describe("a word of the command line is a path", () => {
  it.each([
    "claim.ts",
    "claims/a.mts",
    "a.js",
    "a.mjs",
    "absent/a.ts",
    "./absent",
    "../claims",
    ".",
    "..",
    "/absent/claims",
    "C:\\claims\\a.ts",
    "C:\\claims",
    "C:/claims",
    "claims\\mine",
    "\\\\server\\claims",
    ".\\claims",
    "λ 1.ts",
  ])("if it looks like one: %s", (word) => {
    expect(isClaimPath(word)).toBe(true);
  });

  it.each([
    "lp",
    "lp/lemma-3.12",
    "lp/lemma-3.12/inner-product",
    "lp/*",
    "*",
    "*squared-norm",
    "lemma-3.ts.x",
    "ts",
    "proofs-check",
    "a.tsx",
    "a.cjs",
    "a.json",
    "",
    " ",
    "toString",
  ])("and a pattern otherwise: %j", (word) => {
    expect(isClaimPath(word)).toBe(false);
  });

  it("if it ends with a slash and is there", () => {
    const name = relative(process.cwd(), shippedCatalogue);
    expect([name, `${name}/`, `${name}/absent/`, "lp/"].map(isClaimPath)).toEqual([false, true, false, false]);
  });
});

it("is known among the words of an earlier command without looking for it", () => {
  const words = ["lp/*", "./mine.ts", "lp", "claims/gone/", "a.js", "/claims"];
  expect(claimPathsAmong(words)).toEqual(["./mine.ts", "claims/gone/", "a.js", "/claims"]);
});

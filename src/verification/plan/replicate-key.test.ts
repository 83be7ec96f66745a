import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownBudgets } from "../../claims/own-budget.ts";
import { formatReplicateKey, parseReplicateKey } from "./replicate-key.ts";

describe("the key of a replicate", () => {
  it("names the claim, or its control, the point from 1, the size and the replicate from 0", () => {
    const own = { claim: "lp/lemma-3.12", control: null, budget: null, point: 5, size: 200, replicate: 17 };
    expect(formatReplicateKey(own)).toBe("lp/lemma-3.12:5:200:17");
    expect(formatReplicateKey({ ...own, control: "isotropic-theory", replicate: 0 })).toBe(
      "lp/lemma-3.12~isotropic-theory:5:200:0",
    );
  });

  it("names the budget whose points are numbered, if not the default's", () => {
    const own = { claim: "lp/lemma-3.12", control: null, budget: "quick", point: 5, size: 200, replicate: 17 } as const;
    expect(formatReplicateKey(own)).toBe("lp/lemma-3.12@quick:5:200:17");
    expect(formatReplicateKey({ ...own, control: "off", budget: "thorough" })).toBe(
      "lp/lemma-3.12~off@thorough:5:200:17",
    );
  });

  it("is read back as what it was made of", () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9./_-]{0,30}$/);
    const key = fc.record({
      claim: name,
      control: fc.option(name),
      budget: fc.option(fc.constantFrom(...ownBudgets)),
      point: fc.integer({ min: 1, max: 10_000 }),
      size: fc.integer({ min: 1, max: 2 ** 53 - 1 }),
      replicate: fc.integer({ min: 0, max: 2 ** 53 - 1 }),
    });
    fc.assert(
      fc.property(key, (one) => {
        expect(parseReplicateKey(formatReplicateKey(one))).toEqual(one);
      }),
    );
  });

  it.each([
    "",
    "lp/lemma-3.12",
    "lp/lemma-3.12:1:200",
    "lp/lemma-3.12:1:200:17:3",
    "lp/lemma-3.12:0:200:17",
    "lp/lemma-3.12:1:0:17",
    "lp/lemma-3.12:1:200:-1",
    "lp/lemma-3.12:1:200:1.5",
    "lp/lemma-3.12:1:200:9007199254740993",
    "lp/lemma-3.12~:1:200:17",
    "~control:1:200:17",
    "lp/lemma-3.12~a~b:1:200:17",
    " :1:200:x",
    "lp/lemma-3.12@:1:200:17",
    "lp/lemma-3.12@default:1:200:17",
    "lp/lemma-3.12@90s:1:200:17",
    "lp/lemma-3.12@quick@thorough:1:200:17",
    "lp/lemma-3.12@quick~control:1:200:17",
  ])("refuses %j and says what it must be", (text) => {
    expect(() => parseReplicateKey(text)).toThrow(
      expect.objectContaining({
        code: "invalid-input",
        field: "key",
        value: text,
        accepted: expect.stringContaining("claim~control:point:size:replicate"),
      }),
    );
  });
});

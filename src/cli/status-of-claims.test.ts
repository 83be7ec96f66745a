import { expect, it } from "vitest";
import type { Verdict } from "../verification/results/verdict.ts";
import { statusOfClaims } from "./status-of-claims.ts";

type Expected = "supported" | "refuted";

const outcome = (verdict: Verdict, expected: Expected, ...controls: readonly (readonly [Verdict, Expected])[]) => ({
  verdict,
  expected,
  controls: controls.map(([own, theirs]) => ({ verdict: own, expected: theirs })),
});
const good = outcome("supported", "supported", ["refuted", "refuted"]);

it.each([
  [good, false, 0],
  [outcome("refuted", "refuted"), true, 0],
  [outcome("refuted", "supported"), false, 1],
  [outcome("failed", "supported", ["supported", "refuted"]), false, 1],
  // The claim's own verdict stands here, and its control is wrong all the same.
  [outcome("refuted", "refuted", ["refuted", "supported"]), false, 1],
  [outcome("refuted", "refuted", ["failed", "supported"]), false, 1],
  [outcome("refuted", "refuted", ["undecided", "supported"]), false, 0],
  [outcome("undecided", "supported"), false, 0],
  [outcome("undecided", "supported"), true, 3],
  [outcome("incomplete", "supported"), true, 3],
] as const)("of %j, strict %s: %d", (claim, strict, status) => {
  expect(statusOfClaims([good, claim], "no", strict)).toBe(status);
});

it("is that of an interrupt unless something is wrong", () => {
  expect(statusOfClaims([good], "interrupted", true)).toBe(130);
  expect(statusOfClaims([outcome("refuted", "supported")], "interrupted", true)).toBe(1);
});

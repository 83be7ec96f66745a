import { expect, it } from "vitest";
import { countPoints } from "./count-points.ts";
import { limitClaim } from "./limit-claim.ts";
import { meanClaim } from "./testing/mean-experiment.ts";

it("counts the points of a claim and of all of its controls", () => {
  const control = { id: "a", why: "a control", expected: "refuted" } as const;
  expect(countPoints(limitClaim({ ...meanClaim, controls: [] }))).toBe(2);
  const controls = [control, { ...control, id: "b", grid: [{ mean: 1 }, { mean: 2 }, { mean: 3 }] }];
  expect(countPoints(limitClaim({ ...meanClaim, controls }))).toBe(2 + 2 + 3);
});

import { expect, it } from "vitest";
import { expectedDraws } from "./expected-draws.ts";

it("is where the reach, shrinking like 1/√draws, is what separates the discrepancy from the margin", () => {
  // Above: .2 to go, half the reach. Below: half of .1 is noise, .25 to go.
  expect(expectedDraws(100, 0.5, 0.4, 0.3)).toBe(400);
  expect(expectedDraws(100, 0.1, 0.5, 0.3)).toBe(400);
});

it("is no fewer draws than there are, and finite at the margin itself", () => {
  expect(expectedDraws(100, 0.9, 0.1, 0.3)).toBe(100);
  expect(expectedDraws(100, 0.25, 0.25, 0.25)).toBe(400);
});

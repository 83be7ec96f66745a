import { expect, it } from "vitest";
import { absoluteTolerance } from "./tolerance.ts";

it("is a length: as given, or relative to |theory|", () => {
  expect(absoluteTolerance({ absolute: 0.25 }, -8)).toBe(0.25);
  expect(absoluteTolerance({ relative: 0.25 }, 8)).toBe(2);
  expect(absoluteTolerance({ relative: 0.25 }, -8)).toBe(2);
  expect(absoluteTolerance({ relative: 0.25 }, 0)).toBe(0);
});

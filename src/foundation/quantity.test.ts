import { expect, it } from "vitest";
import { exactly } from "./quantity.ts";

it("a parameter is exactly what it says", () => {
  expect(exactly(0.1)).toEqual({ value: 0.1, error: 0, status: "ok" });
});

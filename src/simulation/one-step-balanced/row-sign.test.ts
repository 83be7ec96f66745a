import { expect, it } from "vitest";
import { rowSign } from "./row-sign.ts";

it("is 1 throughout for pattern 0, and a sign for all", () => {
  for (let i = 0; i < 100; i++) expect(rowSign(i, 0)).toBe(1);
  for (const [i, k] of [
    [2 ** 31 - 1, 2 ** 31 - 1],
    [2 ** 30, 2 ** 30],
  ]) {
    expect(rowSign(i, k)).toBe(-1);
  }
  expect([0, 1, 2, 3].map((i) => rowSign(i, 3))).toEqual([1, -1, -1, 1]);
});

it("has orthogonal patterns on every block of rows as long as there are patterns", () => {
  for (const count of [2, 8, 32]) {
    for (const start of [0, count, 5 * count]) {
      for (let k = 0; k < count; k++) {
        for (let l = 0; l <= k; l++) {
          let inner = 0;
          for (let i = start; i < start + count; i++) inner += rowSign(i, k) * rowSign(i, l);
          expect(inner).toBe(k === l ? count : 0);
        }
      }
    }
  }
});

import { expect, it } from "vitest";
import { momentsOf, variancesOf } from "./moments.ts";

it("momentsOf gives mean and unbiased variance of the correlations that are there", () => {
  const moments = momentsOf([1, 2, 6].map((x) => ({ sgdCorrelation: x, sgdSquaredNorm: 100 })));
  expect(moments).toEqual([{ correlation: "sgdCorrelation", replicates: 3, mean: 3, variance: 7 }]);
  expect(variancesOf(moments)).toEqual({ sgdCorrelation: 7 });
});

it("momentsOf refuses a single replicate, which has no variance", () => {
  expect(() => momentsOf([{ sgdCorrelation: 1 }])).toThrow(expect.objectContaining({ field: "replicates" }));
});

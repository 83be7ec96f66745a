import erfc from "@stdlib/math-base-special-erfc";
import { expect, test } from "vitest";
import { buildZiggurat, LAYERS } from "./ziggurat.ts";

const { tailStart, area, edges, heights, scales, inner } = buildZiggurat();
const relative = (value: number, exact: number): number => Math.abs(value / exact - 1);

// 40-digit bisection in mpmath; Marsaglia and Tsang (2000) print 3.6541528853610088 and 0.00492867323399.
test("the tail begins, and a layer measures, what the closing equation says", () => {
  // The closing height carries 254 roundings, and moves by 92 times the relative change of r.
  expect(relative(tailStart, 3.654152885361009)).toBeLessThan(4 * Number.EPSILON);
  // V falls like f(r): its relative error is r² = 13 times that of r, and a few roundings of its own.
  expect(relative(area, 0.004928673233974655)).toBeLessThan(60 * Number.EPSILON);
});

test.each([
  [0, 3.910757959524916],
  [2, 3.449278298561431],
  [128, 1.535342571441514],
  [254, 0.2861745917920725],
  [255, 0.2152418959848817],
])("edge %i agrees with 40-digit arithmetic", (layer, exact) => {
  // Near the top x² = −2·log(height) turns an error δ of the height into δ/x² of x, and 254 steps collect errors of
  // about one unit of rounding each in the same direction: 254·ε/0.215² < 6000 ε.
  expect(relative(edges[layer], exact)).toBeLessThan(6000 * Number.EPSILON);
});

test("every layer has the same area", () => {
  for (let layer = 1; layer < LAYERS; layer++) {
    const measured = edges[layer] * (heights[layer + 1] - heights[layer]);
    // The heights of a layer differ by 1/741 at least, so that their roundings count up to 741 times. The last layer
    // closes the recursion: it takes the roundings of all 254 steps, over a difference of 1/44.
    expect(relative(measured, area)).toBeLessThan((layer === LAYERS - 1 ? 254 * 44 : 741) * Number.EPSILON);
  }
  const base = tailStart * heights[1] + Math.sqrt(Math.PI / 2) * erfc(tailStart / Math.SQRT2);
  // erfc and the continued fraction are good to a few roundings each.
  expect(relative(base, area)).toBeLessThan(16 * Number.EPSILON);
  expect(relative(edges[0] * heights[1], area)).toBeLessThan(4 * Number.EPSILON);
});

test("edges descend to 0 and heights rise to 1", () => {
  expect(edges[LAYERS]).toBe(0);
  expect(heights[LAYERS]).toBe(1);
  for (let layer = 0; layer < LAYERS; layer++) expect(edges[layer + 1]).toBeLessThan(edges[layer]);
  for (let layer = 1; layer < LAYERS; layer++) expect(heights[layer + 1]).toBeGreaterThan(heights[layer]);
});

test("scales and inner limits belong to 53-bit mantissas", () => {
  expect(scales).toHaveLength(LAYERS);
  expect(inner[LAYERS - 1]).toBe(0);
  for (let layer = 0; layer < LAYERS; layer++) {
    expect(scales[layer] * 2 ** 53).toBe(edges[layer]);
    expect(Math.abs(inner[layer] * scales[layer] - edges[layer + 1])).toBeLessThan(4 * Number.EPSILON * edges[layer]);
  }
});

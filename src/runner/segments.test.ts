import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutIntoSegments, type Range } from "./segments.ts";

const range = fc
  .record({ from: fc.nat(20), length: fc.nat(10) })
  .map(({ from, length }) => ({ from, to: from + length }));

function members({ from, to }: Range): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

describe("cutIntoSegments", () => {
  it("cuts where a range begins or ends", () => {
    const [long, short] = [
      { from: 0, to: 10 },
      { from: 4, to: 6 },
    ];
    expect(cutIntoSegments([long, short])).toEqual([
      { from: 0, to: 4, within: [long] },
      { from: 4, to: 6, within: [long, short] },
      { from: 6, to: 10, within: [long] },
    ]);
  });

  it("leaves gaps and empty ranges out", () => {
    const [first, second] = [
      { from: 0, to: 2 },
      { from: 5, to: 6 },
    ];
    expect(cutIntoSegments([second, { from: 3, to: 3 }, first])).toEqual([
      { ...first, within: [first] },
      { ...second, within: [second] },
    ]);
    expect(cutIntoSegments([])).toEqual([]);
  });

  it("covers every range exactly once, in ascending order, with the ranges that contain all of a segment", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), (ranges) => {
        const segments = cutIntoSegments(ranges);
        for (const one of ranges) {
          const parts = segments.filter(({ within }) => within.includes(one));
          expect(parts.flatMap(members)).toEqual(members(one));
        }
        segments.slice(1).forEach(({ from }, i) => {
          expect(from).toBeGreaterThanOrEqual(segments[i].to);
        });
      }),
    );
  });
});

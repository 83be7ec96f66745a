import { describe, expect, it } from "vitest";
import { createStream } from "./create-stream.ts";
import { keepChildren } from "./keep-children.ts";

describe("a stream that keeps its children", () => {
  it("has the numbers of the stream and of its children, one after another", () => {
    const plain = createStream("kept");
    const child = createStream("kept").child("a");
    const kept = keepChildren(createStream("kept"));
    const draws = () => [kept.child("a").uniform(), kept.child("a").normal()];
    expect([...draws(), ...draws()]).toEqual([child.uniform(), child.normal(), child.uniform(), child.normal()]);
    expect([kept.uniform(), kept.normal()]).toEqual([plain.uniform(), plain.normal()]);
    const [filled, expected] = [new Float64Array(5), new Float64Array(5)];
    kept.fillNormal(filled);
    plain.fillNormal(expected);
    expect(filled).toEqual(expected);
  });

  it("keeps grandchildren too, and tells labels apart", () => {
    const kept = keepChildren(createStream("kept"));
    const grandchild = createStream("kept").child("a").child("b");
    expect([1, 2, 3].map(() => kept.child("a").child("b").uniform())).toEqual(
      [1, 2, 3].map(() => grandchild.uniform()),
    );
    expect(kept.child("c").uniform()).toBe(createStream("kept").child("c").uniform());
  });
});

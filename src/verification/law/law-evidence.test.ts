import { describe, expect, it } from "vitest";
import type { LawTest } from "../../claims/tests.ts";
import { createStream } from "../../simulation/random/create-stream.ts";
import { kolmogorovReach } from "../confidence-sequence/kolmogorov.ts";
import { trialsToExclude } from "../confidence-sequence/trials-to-exclude.ts";
import type { Observations } from "../sequential/evidence.ts";
import { LawEvidence } from "./law-evidence.ts";

const alpha = 4e-4;
const coupling = { discrepancy: "difference", scale: "scale", factor: 4 };
const projections = [
  { name: "first", left: "a", right: "b" },
  { name: "second", left: "c", right: "d" },
];
const classifier = { name: "path", left: "p", right: "q" };
const whole: LawTest = { kind: "law", coupling, projections, classifier, margin: 0.3 };

/** `shift` moves one of the numbers. */
function draws(count: number, shift: Partial<Record<string, number>> = {}): readonly Observations[] {
  const stream = createStream(["law evidence"]);
  return Array.from({ length: count }, () => {
    const normal = (name: string) => stream.normal() + (shift[name] ?? 0);
    return {
      a: normal("a"),
      b: normal("b"),
      c: normal("c"),
      d: normal("d"),
      p: Float64Array.of(normal("p")),
      q: Float64Array.of(normal("q")),
      difference: shift.difference ?? 0,
      scale: 1,
    };
  });
}

function evidenceOf(test: LawTest, observations: readonly Observations[], most = 6000): LawEvidence {
  const evidence = new LawEvidence(test, alpha, most);
  for (const draw of observations) evidence.add([[draw]]);
  return evidence;
}

describe("a test with a coupling, projections and a classifier", () => {
  it("reads what each of them needs, in its form", () => {
    expect(evidenceOf(whole, []).reads).toEqual([
      { name: "difference", form: "number" },
      { name: "scale", form: "number" },
      ...["a", "b", "c", "d"].map((name) => ({ name, form: "number" })),
      { name: "p", form: "trajectory" },
      { name: "q", form: "trajectory" },
    ]);
  });

  // 3000 draws: one look reaches .08, the interval of the advantage at most ±.1. A shift of 2 is a Kolmogorov distance of
  // .68, and as much of an advantage; other seeds decide otherwise with probability α at most.
  it("is supported where all of them are, and refuted where one of them is", () => {
    expect(evidenceOf(whole, draws(3000)).decision()).toBe("supported");
    for (const shift of [{ b: 2 }, { c: -2 }, { p: 2 }, { difference: 1 }]) {
      expect(evidenceOf(whole, draws(3000, shift)).decision(), Object.keys(shift)[0]).toBe("refuted");
    }
  });

  it("is open where one of them is", () => {
    // A shift by .77 is a Kolmogorov distance of .3, the margin itself.
    expect(evidenceOf(whole, draws(3000, { d: 0.7706 })).decision()).toBe("open");
    const little = draws(200);
    expect(evidenceOf({ kind: "law", coupling }, little).decision()).toBe("supported");
    expect(evidenceOf(whole, little).decision()).toBe("open");
  });

  it("divides the error probability among them", () => {
    const evidence = evidenceOf(whole, draws(500));
    evidence.decision();
    const { coupling: rounding, comparisons } = evidence.finding();
    const [first] = comparisons;
    expect(first.interval[1]).toBe((first.discrepancy as number) + kolmogorovReach(500, 1, alpha / 4));
    expect(comparisons.map(({ name }) => name)).toEqual(["first", "second", "path"]);
    expect(rounding?.informative).toBe(500);
    const needed = trialsToExclude(0.05, alpha / 4);
    expect(evidenceOf({ kind: "law", coupling, projections, classifier, margin: 0.3 }, []).expectedUnits()).toBe(
      Math.max(needed, 512),
    );
    expect(evidenceOf({ kind: "law", coupling }, []).expectedUnits()).toBe(trialsToExclude(0.05, alpha));
  });
});

describe("a part that the test does not have", () => {
  it("is not read, and not found", () => {
    expect(evidenceOf({ kind: "law", coupling }, draws(3)).finding().comparisons).toEqual([]);
    const alone = evidenceOf({ kind: "law", projections: projections.slice(0, 1), margin: 0.3 }, draws(3));
    expect(alone.reads.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(alone.finding().coupling).toBeNull();
    expect(alone.finding().comparisons).toHaveLength(1);
  });
});

describe("the training of the classifier", () => {
  const only: LawTest = { kind: "law", classifier, margin: 0.3 };

  it.each([
    [6000, 512],
    [Number.POSITIVE_INFINITY, 512],
    [300, 100],
    [6, 4],
  ])("of a budget of %d draws takes %d", (most, training) => {
    const drawn = draws(600);
    expect(evidenceOf(only, drawn.slice(0, training), most).finding().comparisons[0].draws).toBe(0);
    expect(evidenceOf(only, drawn.slice(0, training + 5), most).finding().comparisons[0].draws).toBe(5);
  });
});

it("expects no fewer draws than there are", () => {
  const evidence = evidenceOf(whole, draws(900));
  evidence.decision();
  expect(evidence.expectedUnits()).toBeGreaterThanOrEqual(900);
});

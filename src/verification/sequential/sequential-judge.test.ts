import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Outcome, ReplicateRequest } from "../judge.ts";
import { driveJudge, shows } from "../testing/drive-judge.ts";
import { shuffled } from "../testing/shuffled.ts";
import type { Decision, Evidence, Unit } from "./evidence.ts";
import { SequentialJudge, type SequentialPlan } from "./sequential-judge.ts";

/** Keeps the x of every unit it gets and decides as it is told. */
class Recorder implements Evidence<readonly (readonly (readonly number[])[])[]> {
  readonly reads = [{ name: "x", form: "number" }] as const;
  readonly units: number[][][] = [];
  looks: number[] = [];
  readonly #decide: (units: number) => Decision;
  readonly #refuse: (x: number) => boolean;

  constructor(decide: (units: number) => Decision = () => "open", refuse: (x: number) => boolean = () => false) {
    this.#decide = decide;
    this.#refuse = refuse;
  }

  add(unit: Unit): void {
    const xs = unit.map((replicates) => replicates.map(({ x }) => x as number));
    if (xs.flat().some(this.#refuse)) throw new AsymptopiaError("non-finite", "no bound", { field: "test.bound" });
    this.units.push(xs);
  }

  decision(): Decision {
    this.looks.push(this.units.length);
    return this.#decide(this.units.length);
  }

  finding() {
    return this.units;
  }

  expectedUnits(): number {
    return 30;
  }
}

const plan: SequentialPlan = {
  sizes: [10, 20],
  perUnit: [3, 1],
  looks: { first: 4, growth: 2, step: 1 },
  mostUnits: 16,
  declaredFaults: [],
};

/** Replicates that carry their own address. */
const address = (size: number, replicate: number): Outcome => shows(1000 * size + replicate);
const fails = (code: "not-converged" | "non-finite" | "missing-dependency", message = "no"): Outcome => ({
  ok: false,
  failure: { code, message },
});
const unit = (u: number): number[][] => [[10_000 + 3 * u, 10_001 + 3 * u, 10_002 + 3 * u], [20_000 + u]];
const units = (count: number): number[][][] => Array.from({ length: count }, (_, u) => unit(u));

describe("requests", () => {
  it("are what is missing before the next look, each size in proportion to what a unit has of it", () => {
    const judge = new SequentialJudge(plan, new Recorder());
    const rounds: (readonly ReplicateRequest[])[] = [];
    while (judge.requests().length > 0) {
      rounds.push(judge.requests());
      driveJudge(judge, address, 1);
    }
    expect(rounds).toEqual(
      [
        [0, 4],
        [4, 8],
        [8, 16],
      ].map(([from, to]) => [
        { size: 10, from: 3 * from, to: 3 * to },
        { size: 20, from, to },
      ]),
    );
    expect(judge.result()).toMatchObject({ verdict: "undecided", units: 16, declaredFaults: 0 });
  });

  it("end with the decision, on which nothing that comes later has a bearing", () => {
    for (const decided of ["supported", "refuted"] as const) {
      const evidence = new Recorder((count) => (count >= 8 ? decided : "open"));
      const judge = new SequentialJudge(plan, evidence);
      expect(driveJudge(judge, address)).toEqual({
        verdict: decided,
        units: 8,
        declaredFaults: 0,
        finding: units(8),
      });
      expect(evidence.looks).toEqual([4, 8]);
      judge.accept({ size: 10, from: 24, to: 48 }, []);
      expect(judge.result().units).toBe(8);
    }
  });

  it("are none, and the verdict open, where the budget is below one unit", () => {
    const judge = new SequentialJudge({ ...plan, mostUnits: 0 }, new Recorder(() => "supported"));
    expect(judge.requests()).toEqual([]);
    expect(judge.result()).toEqual({ verdict: "undecided", units: 0, declaredFaults: 0, finding: [] });
    expect(judge.expectedReplicates(10)).toBe(0);
  });

  it("are one look at the whole budget where that is below the first look", () => {
    const evidence = new Recorder((count) => (count === 2 ? "refuted" : "open"));
    const judge = new SequentialJudge({ ...plan, mostUnits: 2 }, evidence);
    expect(judge.requests()).toEqual([
      { size: 10, from: 0, to: 6 },
      { size: 20, from: 0, to: 2 },
    ]);
    expect(driveJudge(judge, address)).toMatchObject({ verdict: "refuted", units: 2 });
  });

  it("that were not made are refused", () => {
    const judge = new SequentialJudge(plan, new Recorder());
    const one = [shows(1)];
    expect(() => judge.accept({ size: 10, from: 3, to: 4 }, one)).toThrow(RangeError);
    expect(() => judge.accept({ size: 11, from: 0, to: 1 }, one)).toThrow(RangeError);
    expect(() => judge.accept({ size: 10, from: 0, to: 2 }, one)).toThrow(RangeError);
    driveJudge(judge, address, 1);
    expect(() => judge.accept({ size: 20, from: 0, to: 4 }, [1, 2, 3, 4].map(shows))).toThrow(RangeError);
    expect(judge.result().finding).toEqual(units(4));
  });
});

describe("units", () => {
  it("go to the evidence in the order of their indices, in whatever order and portions they are answered", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 7 }), (seed, portion) => {
        const judge = new SequentialJudge({ ...plan, sizes: [10, 20, 30], perUnit: [3, 1, 2] }, new Recorder());
        for (let round = 0; judge.requests().length > 0; round += 1) {
          // One size is answered as asked and the next only in part: both are allowed.
          for (const { size, from, to } of shuffled(judge.requests(), `${seed} ${round}`)) {
            for (let at = from; at < to; at += portion) {
              const end = Math.min(at + portion, to);
              judge.accept(
                { size, from: at, to: end },
                Array.from({ length: end - at }, (_, i) => address(size, at + i)),
              );
            }
          }
        }
        expect(judge.result().finding).toEqual(units(16).map((xs, u) => [...xs, [30_000 + 2 * u, 30_001 + 2 * u]]));
      }),
      { numRuns: 50 },
    );
  });

  it("wait for the slowest size: there is no look, and no more to be asked of the others, before", () => {
    const evidence = new Recorder(() => "supported");
    const judge = new SequentialJudge(plan, evidence);
    judge.accept(
      { size: 20, from: 0, to: 4 },
      Array.from({ length: 4 }, (_, i) => address(20, i)),
    );
    expect(judge.requests()).toEqual([{ size: 10, from: 0, to: 12 }]);
    expect(judge.result()).toEqual({ verdict: "incomplete", units: 0, declaredFaults: 0, finding: [] });
    expect(evidence.looks).toEqual([]);
  });

  it("that came after the last look are no part of what is found", () => {
    const judge = new SequentialJudge(plan, new Recorder());
    driveJudge(judge, address, 1);
    judge.accept(
      { size: 10, from: 12, to: 24 },
      Array.from({ length: 12 }, () => shows(1e6)),
    );
    expect(judge.result()).toEqual({ verdict: "incomplete", units: 4, declaredFaults: 0, finding: units(4) });
  });
});

describe("faults", () => {
  it("fail the statement and keep the reason and the replicate: failed, NaN, absent, no number, too large", () => {
    const bad: readonly Outcome[] = [
      fails("not-converged"),
      shows(Number.NaN),
      { ok: true, values: { y: 1 } },
      { ok: true, values: { x: new Float64Array([1]) } },
      // Its square overflows: a divergence and no noise.
      shows(1e200),
    ];
    for (const outcome of bad) {
      const evidence = new Recorder(() => "supported");
      const judge = new SequentialJudge(plan, evidence);
      const {
        verdict,
        fault,
        units: judged,
      } = driveJudge(judge, (size, replicate) => (size === 10 && replicate === 7 ? outcome : address(size, replicate)));
      expect([verdict, judged, fault?.size, fault?.replicate]).toEqual(["failed", 0, 10, 7]);
      expect(fault?.failure.message).toBeTruthy();
      if (outcome.ok) {
        const diverged = typeof outcome.values.x === "number";
        expect(fault?.failure).toMatchObject({ code: diverged ? "non-finite" : "invalid-claim", field: "x" });
      }
      expect(judge.requests()).toEqual([]);
      expect(evidence.looks).toEqual([]);
    }
  });

  it("are told by the first at the smallest size that has one, in whatever order the sizes are answered", () => {
    const sizes = [50, 100, 200];
    const run = (order: readonly number[]) => {
      const judge = new SequentialJudge({ ...plan, sizes, perUnit: [1, 1, 1] }, new Recorder());
      for (const size of order) {
        expect(judge.requests().map((request) => request.size)).toContain(size);
        const second = size === 50 ? shows(1) : fails("non-finite", `diverged at ${size}`);
        const third = size === 50 ? shows(1) : fails("non-finite", `diverged again at ${size}`);
        judge.accept({ size, from: 0, to: 4 }, [shows(1), second, third, shows(1)]);
      }
      expect(judge.requests()).toEqual([]);
      return judge.result();
    };
    const result = run(sizes);
    const failure = { code: "non-finite", message: "diverged at 100" };
    expect(result).toMatchObject({ verdict: "failed", units: 0, fault: { size: 100, replicate: 1, failure } });
    for (const order of [
      [200, 100, 50],
      [100, 50, 200],
      [200, 50, 100],
    ]) {
      expect(run(order)).toEqual(result);
    }
  });

  it("have failed the statement as soon as one size has one, should the others never be answered", () => {
    const judge = new SequentialJudge({ ...plan, mostUnits: 2 }, new Recorder());
    judge.accept({ size: 20, from: 0, to: 2 }, [shows(1), shows(Number.NaN)]);
    expect(judge.result()).toMatchObject({ verdict: "failed", fault: { failure: { code: "non-finite" } } });
    expect(judge.requests()).toEqual([{ size: 10, from: 0, to: 6 }]);
  });

  it("leave the statement incomplete, and ask no more, where all that is wrong is a package that is not installed", () => {
    const judge = new SequentialJudge(plan, new Recorder(() => "supported"));
    const { verdict, fault } = driveJudge(judge, () => fails("missing-dependency"));
    expect([verdict, fault?.failure.code]).toEqual(["incomplete", "missing-dependency"]);
    expect(judge.requests()).toEqual([]);
    const broken = driveJudge(new SequentialJudge(plan, new Recorder()), (size) =>
      fails(size === 20 ? "non-finite" : "missing-dependency"),
    );
    expect(broken.verdict).toBe("failed");
  });

  it("of theory, found unit by unit, are those of the unit's first replicate, and keep the code", () => {
    const evidence = new Recorder(
      () => "open",
      (x) => x === 10_016,
    );
    const { verdict, fault, finding } = driveJudge(new SequentialJudge(plan, evidence), address);
    // Replicate 16 of the smallest size is in the unit of index 5, whose first one is 15.
    expect([verdict, fault?.size, fault?.replicate]).toEqual(["failed", 10, 15]);
    expect(fault?.failure).toMatchObject({ code: "non-finite", field: "test.bound", message: "no bound" });
    expect(finding).toEqual(units(8).filter((_, u) => u !== 5));
  });

  it("of the program are not taken for a verdict", () => {
    const judge = new SequentialJudge(
      plan,
      new Recorder(() => {
        throw new TypeError("undefined is no function");
      }),
    );
    expect(() => driveJudge(judge, address)).toThrow(TypeError);
  });
});

describe("faults that the claim declares", () => {
  const declaring: SequentialPlan = { ...plan, declaredFaults: ["not-converged"] };
  // Replicate 4 of size 10 is in the unit of index 1, replicate 2 of size 20 in that of index 2, 21 and 22 are both in 7.
  const observe = (size: number, replicate: number): Outcome =>
    (size === 10 && [4, 21, 22].includes(replicate)) || (size === 20 && replicate === 2)
      ? fails("not-converged")
      : address(size, replicate);

  it("leave their units out and are counted, without taking others out of step", () => {
    const result = driveJudge(new SequentialJudge(declaring, new Recorder()), observe);
    expect(result).toEqual({
      verdict: "undecided",
      units: 16,
      declaredFaults: 3,
      finding: units(16).filter((_, u) => ![1, 2, 7].includes(u)),
    });
  });

  it("are told to evidence that wants to know", () => {
    let faults = 0;
    const evidence = Object.assign(new Recorder(), {
      addFault: () => {
        faults += 1;
      },
    });
    driveJudge(new SequentialJudge(declaring, evidence), observe);
    expect(faults).toBe(3);
  });

  it("are declared by their code: others fail the statement as ever, numbers that are none among them", () => {
    for (const other of [fails("non-finite"), shows(Number.NaN)]) {
      const mixed = (size: number, replicate: number): Outcome =>
        size === 20 && replicate === 3 ? other : observe(size, replicate);
      expect(driveJudge(new SequentialJudge(declaring, new Recorder()), mixed)).toMatchObject({
        verdict: "failed",
        fault: { size: 20, replicate: 3 },
      });
      const both: SequentialPlan = { ...declaring, declaredFaults: ["not-converged", "non-finite"] };
      expect(driveJudge(new SequentialJudge(both, new Recorder()), mixed)).toMatchObject({
        verdict: "undecided",
        declaredFaults: 4,
      });
    }
  });

  it("may be all there is: the evidence then has nothing, and says so", () => {
    const evidence = new Recorder((count) => (count > 0 ? "supported" : "open"));
    const result = driveJudge(new SequentialJudge(declaring, evidence), () => fails("not-converged"));
    expect(result).toEqual({ verdict: "undecided", units: 16, declaredFaults: 16, finding: [] });
  });
});

describe("expected replicates", () => {
  it("are those of the units expected, no less than the next look and no more than the budget, then what was used", () => {
    const judge = new SequentialJudge(plan, new Recorder());
    expect([judge.expectedReplicates(10), judge.expectedReplicates(20)]).toEqual([48, 16]);
    const roomy = new SequentialJudge(
      { ...plan, mostUnits: 1000 },
      new Recorder((n) => (n > 30 ? "supported" : "open")),
    );
    expect([roomy.expectedReplicates(10), roomy.expectedReplicates(20)]).toEqual([90, 30]);
    driveJudge(roomy, address, 3);
    // The third look was at 16 units; the next is at 32, beyond the 30 expected.
    expect(roomy.expectedReplicates(20)).toBe(32);
    driveJudge(roomy, address);
    expect([roomy.expectedReplicates(10), roomy.expectedReplicates(20)]).toEqual([96, 32]);
    expect(roomy.expectedReplicates(15)).toBe(0);
  });
});

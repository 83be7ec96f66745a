import { describe, expect, it } from "vitest";
import { createStream } from "../simulation/random/create-stream.ts";
import { StudentSequence } from "../verification/confidence-sequence/student-sequence.ts";
import { burnIn, limitEvidence } from "../verification/limit/limit-evidence.ts";
import { gaussianBurnIn } from "../verification/ordering/ordering-evidence.ts";
import { rateBurnIn, rateEvidence } from "../verification/rate/rate-evidence.ts";
import { nextLook } from "../verification/sequential/looks.ts";
import { assessUnits } from "./assess.ts";
import { countMisses, skewnessOf, type UnitsPlan, unitsOf, unitsRowsOf } from "./skewed-units.ts";

const rows = unitsRowsOf(1000);

function rowOf(kind: UnitsPlan["kind"], degrees: number | null): UnitsPlan {
  const found = rows.find((row) => row.kind === kind && row.degrees === degrees);
  if (found === undefined) throw new RangeError(`${kind} ${degrees}`);
  return found;
}

describe("the rows of skewed units", () => {
  it("have the burn-ins and mixing laws of the kinds", () => {
    const problem = { observable: "x", sizes: [10, 20, 40, 80], margin: 1, residualBias: 0, mostUnits: 1000 };
    const alpha = rows[0].alpha;
    const limit = limitEvidence({ ...problem, theoryAtSizes: [0, 0, 0, 0], finiteSizeExponent: 1, alpha });
    const rate = rateEvidence({ ...problem, exponent: 1, logPower: 0, sense: "equal", alpha });
    const expected = {
      limit: [burnIn, limit.whole.rho],
      rate: [rateBurnIn, rate.whole.rho],
      ordering: [gaussianBurnIn, new StudentSequence(alpha, gaussianBurnIn).rho],
    };
    for (const { kind, looks, rho } of rows) expect([looks.first, rho]).toEqual(expected[kind]);
    expect(new Set(rows.map(({ kind }) => kind)).size).toBe(3);
  });

  it("have Gaussian units in every kind, and for limits skewness up to 2.8", () => {
    for (const kind of ["limit", "rate", "ordering"] as const) expect(skewnessOf(rowOf(kind, null))).toBe(0);
    const limits = rows.filter(({ kind }) => kind === "limit").map((row) => skewnessOf(row).toFixed(2));
    expect(limits).toEqual(["0.00", "0.50", "0.78", "1.00", "1.41", "2.00", "2.83"]);
  });
});

describe("unitsOf", () => {
  it.each([1, 2, 13])("makes standardised sums of %i squared normals, one after the other", (degrees) => {
    const units = new Float64Array(10);
    unitsOf(degrees, 10)(units, createStream(["units", degrees]));
    const stream = createStream(["units", degrees]);
    for (const unit of units) {
      let sum = 0;
      for (let i = 0; i < degrees; i += 1) sum += stream.normal() ** 2;
      // Sums of at most 14 terms below 100, in another order.
      expect(Math.abs(unit - (sum - degrees) / Math.sqrt(2 * degrees))).toBeLessThan(1e3 * Number.EPSILON);
    }
  });

  it("makes normals where there are no degrees", () => {
    const units = new Float64Array(5);
    unitsOf(null, 5)(units, createStream(["units"]));
    const stream = createStream(["units"]);
    expect([...units]).toEqual(Array.from(units, () => stream.normal()));
  });
});

describe("countMisses", () => {
  it.each([
    ["limit", null],
    ["limit", 1],
    ["rate", 4],
    ["ordering", 13],
  ] as const)("counts what the sequence of a judge excludes at its looks: %s, %s degrees", (kind, degrees) => {
    const [alpha, sequences] = [0.3, 400];
    const { looks, mostUnits } = rowOf(kind, degrees);
    const { rho } = new StudentSequence(alpha, looks.first);
    const stream = createStream(["calibration", "1", "skewed units", kind, degrees, 0]);
    const units = new Float64Array(mostUnits);
    const fill = unitsOf(degrees, mostUnits);
    let [below, above] = [0, 0];
    for (let i = 0; i < sequences; i += 1) {
      fill(units, stream);
      const sequence = new StudentSequence(alpha, looks.first);
      for (let look = nextLook(looks, 0, mostUnits); ; look = nextLook(looks, look, mostUnits)) {
        for (const unit of units.subarray(sequence.count, look)) sequence.add(unit);
        const [low, high] = sequence.interval();
        if (high < 0) below += 1;
        else if (low > 0) above += 1;
        if (high < 0 || low > 0 || look === mostUnits) break;
      }
    }
    expect(below + above).toBeGreaterThan(10);
    expect(countMisses({ ...rowOf(kind, degrees), alpha, rho, sequences }, "1")).toEqual({ sequences, below, above });
  });

  it("draws other sequences in every batch and for every seed", () => {
    const plan = { ...rowOf("limit", null), alpha: 0.3 };
    const once = countMisses({ ...plan, sequences: 10_000 }, "1");
    const twice = countMisses({ ...plan, sequences: 20_000 }, "1");
    expect(twice.below - once.below).not.toBe(once.below);
    expect(countMisses({ ...plan, sequences: 10_000 }, "2")).not.toEqual(once);
  });
});

describe("a row of skewed units", () => {
  const plan = { ...rowOf("limit", null), alpha: 0.01, sequences: 20_000 };
  const { rho } = new StudentSequence(plan.alpha, burnIn);

  // P(Bin(20 000, .01) reaches its count) is below 1e-9 where the row fails.
  it("holds where the units are Gaussian, and fails where their sequence errs more often than it may", () => {
    expect(assessUnits(plan, countMisses({ ...plan, rho }, "1")).outcome).toBe("holds");
    expect(assessUnits(plan, countMisses({ ...plan, rho, alpha: 0.2 }, "1")).outcome).toBe("fails");
  });

  it("is shown, and does not fail, where they are not Gaussian", () => {
    const skewed = { ...plan, degrees: 4 };
    expect(assessUnits(skewed, { sequences: 20_000, below: 400, above: 1 })).toMatchObject({
      guarantee: "asymptotic",
      outcome: "above, asymptotic",
      missed: { count: 401 },
    });
    expect(assessUnits(skewed, { sequences: 20_000, below: 99, above: 101 }).outcome).toBe("holds");
    expect(assessUnits(plan, { sequences: 20_000, below: 200, above: 201 }).outcome).toBe("fails");
  });
});

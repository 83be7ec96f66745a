import { describe, expect, it } from "vitest";
import { redefineClaim } from "../claims/redefine-claim.ts";
import { renderCalibration } from "../report/calibration-page.ts";
import { planClaim } from "../verification/plan/plan-claim.ts";
import { assessRow, atMost } from "./assess.ts";
import { calibrate } from "./calibrate.ts";
import { limitSetting } from "./kinds/limit.ts";
import { peeking } from "./peeking.ts";
import { failures } from "./result.ts";
import { everyUnit, forms, rowsOf, usualAlpha } from "./rows.ts";
import { scenario } from "./scenarios.ts";
import { type Judging, judgingOfPlan, tally } from "./tally.ts";

const quick = await calibrate({ form: forms.quick, seed: "1", command: "asymptopia calibrate --quick" });

describe("the quick table", () => {
  // A row fails only where Bin(claims, α) reaches its count with probability below 1e-6/1000, and asks at most two such
  // questions: of fewer than 500 rows, one fails by chance with probability below 1e-6, were all errors at rate α exactly.
  // The mutants' share fails at evidence 1e6, which has probability 1e-6 as well, were it at α; it is far below.
  it("has no failing row", () => {
    expect(quick.rows.length + quick.units.length).toBeLessThan(500);
    expect(quick.rows.filter(({ outcome }) => outcome === "fails")).toEqual([]);
    expect(quick.units.filter(({ outcome }) => outcome === "fails")).toEqual([]);
    expect(quick.mutants.outcome).not.toBe("fails");
    expect(quick.agreement.filter(({ randomOrder }) => !randomOrder)).toEqual([]);
    expect(failures(quick)).toBe(0);
  });

  it("has every kind with every truth that it knows, and counts that add up", () => {
    const kinds = new Set(quick.rows.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["bound", "identity", "law", "limit", "ordering", "rate"]);
    for (const kind of kinds) {
      const truths = new Set(quick.rows.filter((row) => row.kind === kind).map(({ truth }) => truth));
      expect(truths).toContain("false");
      expect(
        [...truths].some((truth) => ["just true", "on the edge"].includes(truth)),
        kind,
      ).toBe(true);
    }
    for (const { claims, refuted, supported, undecided } of quick.rows) {
      expect(refuted.share + supported.share + undecided).toBeCloseTo(1, 12);
      expect(refuted.count + supported.count).toBeLessThanOrEqual(claims);
      expect(refuted.interval[0]).toBeLessThanOrEqual(refuted.share);
      expect(refuted.interval[1]).toBeGreaterThanOrEqual(refuted.share);
    }
  });

  it("spends the units that its scenarios declare where nothing is decided", () => {
    // A claim that is too noisy asks for all of its units, but for those that err.
    const noisy = quick.rows.filter(({ kind, what }) => kind === "limit" && what.includes("noise"));
    const { units, perUnit } = limitSetting;
    const all = units * perUnit.reduce((sum, count) => sum + count, 0);
    expect(noisy.length).toBeGreaterThan(2);
    for (const { meanReplicates } of noisy) {
      expect(meanReplicates).toBeGreaterThan(0.8 * all);
      expect(meanReplicates).toBeLessThanOrEqual(all);
    }
  });

  it("shows what peeking costs a textbook interval", () => {
    expect(atMost(quick.peeking.refuted.count, quick.peeking.claims, quick.peeking.alpha)).toBe("fails");
  });

  it("refutes the wrong mutants and hardly a true one", () => {
    const { claims, wrong, wrongRefuted, falseDiscoveryRate, true: right } = quick.mutants;
    expect(right).toBe(8);
    // The judge stops when its own claim is decided, and some of the wrong ones are little outside the margin.
    expect(wrongRefuted).toBeGreaterThan(0.3 * wrong * claims);
    expect(falseDiscoveryRate).toBeLessThanOrEqual(quick.mutants.alpha);
  });

  it("has rows of skewed units, exact where they are Gaussian", () => {
    expect(
      quick.units.filter(({ guarantee }) => guarantee === "exact").map(({ kind, skewness }) => [kind, skewness]),
    ).toEqual([
      ["limit", 0],
      ["rate", 0],
      ["ordering", 0],
    ]);
    for (const { sequences, alpha, below, above, missed } of quick.units) {
      expect([sequences, alpha]).toEqual([forms.quick.sequences, 1e-5]);
      expect(missed.count).toBe(below + above);
    }
    expect(forms.full.sequences).toBeGreaterThanOrEqual(1e6);
  });

  it("counts the failures of all its parts", () => {
    const failing = <Row>(rows: readonly Row[]): readonly Row[] => [{ ...rows[0], outcome: "fails" }, ...rows.slice(1)];
    const [first, ...others] = quick.agreement;
    expect(failures({ ...quick, rows: failing(quick.rows) })).toBe(1);
    expect(failures({ ...quick, units: failing(quick.units) })).toBe(1);
    expect(failures({ ...quick, mutants: { ...quick.mutants, outcome: "fails" } })).toBe(1);
    expect(failures({ ...quick, agreement: [{ ...first, randomOrder: false }, ...others] })).toBe(1);
    expect(failures({ ...quick, agreement: [{ ...first, threads: false }, ...others] })).toBe(1);
    const spoilt = { ...quick, units: failing(quick.units) };
    expect(renderCalibration(spoilt).get("calibration.md")).toMatch(/\*\*[^\n]*; 1 of [0-9,]+ fail;/);
  });

  it("renders to a page and data that say the same", () => {
    const files = renderCalibration(quick);
    expect([...files.keys()]).toEqual(["calibration.md", "calibration.json"]);
    expect(JSON.parse(files.get("calibration.json") as string)).toEqual(JSON.parse(JSON.stringify(quick)));
    const page = files.get("calibration.md") as string;
    expect(page).toContain("no row fails");
    expect(page.match(/^\| /gm)?.length).toBeGreaterThan(quick.rows.length + quick.units.length);
    const rowsOfUnits = page.match(/^\| \w+ \| [^|]+ \| \d\.\d\d \| (exact|asymptotic) \|/gm);
    expect(rowsOfUnits).toHaveLength(quick.units.length);
    expect(() => renderCalibration({ ...quick, rows: [{ ...quick.rows[0], undecided: Number.NaN }] })).toThrow(
      /undecided/,
    );
  });
});

describe("a spoilt judge", () => {
  const rowOf = (id: string) => {
    const plan = rowsOf(forms.quick).find((row) => row.scenario.id === id);
    if (plan === undefined) throw new RangeError(id);
    return plan;
  };
  const outcome = async (id: string, judging: Judging): Promise<string> => {
    const plan = rowOf(id);
    return assessRow(plan, await tally(plan.scenario, { seed: "1", alpha: plan.alpha, claims: 200, judging })).outcome;
  };

  it("fails where it looks at a textbook interval after every unit", async () => {
    expect(await outcome("limit/gaussian/edge-below", peeking)).toBe("fails");
  });

  it("fails where it forgets the margin", async () => {
    const withoutMargin: Judging = async (claim, options) => {
      const test = { ...claim.test, margin: { absolute: 1e-9 }, residualBias: { absolute: 0 } };
      return (await planClaim({ ...claim, test } as never, options)).assignments;
    };
    expect(await outcome("limit/gaussian/edge-above", withoutMargin)).toBe("fails");
  });

  it("fails where it forgets the bias", async () => {
    const withoutBias: Judging = async (claim, options) => {
      const test = { ...claim.test, residualBias: { absolute: 0 } };
      return (await planClaim({ ...claim, test } as never, options)).assignments;
    };
    expect(await outcome("limit/gaussian/edge-above", withoutBias)).toBe("fails");
    expect(await outcome("limit/gaussian/outside-above", withoutBias)).toBe("fails");
  });

  it("fails where it errs six times as often as it may", async () => {
    // On the edge every verdict is an error; at α = .9 about a third of all claims get one.
    const generous: Judging = (claim, options) => judgingOfPlan(claim, { ...options, alpha: 0.9, looks: everyUnit });
    expect(await outcome("ordering/nearly-gaussian/gaussian/edge", generous)).toBe("fails");
  });

  it("fails where it has no power", async () => {
    const poor: Judging = (claim, options) =>
      judgingOfPlan(redefineClaim(claim, { grid: claim.grid.map((point) => ({ ...point, units: 40 })) }), options);
    expect(await outcome("limit/gaussian/off", poor)).toBe("fails");
  });
});

describe("a tally", () => {
  it("is a function of the seed, the scenario and the number of claims", async () => {
    const one = scenario("rate/gaussian/off");
    const options = { alpha: usualAlpha, claims: 60 };
    const first = await tally(one, { seed: "1", ...options });
    expect(await tally(one, { seed: "1", ...options })).toEqual(first);
    expect(await tally(one, { seed: "2", ...options })).not.toEqual(first);
  });
});

describe("atMost", () => {
  // P(Bin(200, .05) ≥ 19) = 5.8e-3, P(≥ 20) = 2.7e-3, P(≥ 33) = 1.8e-9, P(≥ 34) = 4.6e-10 (50-digit mpmath sums).
  it("tells chance from what chance does not do", () => {
    expect(atMost(0, 200, 0.05)).toBe("holds");
    expect(atMost(19, 200, 0.05)).toBe("holds");
    expect(atMost(20, 200, 0.05)).toBe("noticeable");
    expect(atMost(33, 200, 0.05)).toBe("noticeable");
    expect(atMost(34, 200, 0.05)).toBe("fails");
  });
});

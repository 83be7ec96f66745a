import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim } from "../claims/claim.ts";
import { kinds } from "../claims/redefine-claim.ts";
import type { Kind } from "../claims/tests.ts";
import { createStream } from "../simulation/random/create-stream.ts";
import { BoundEvidence } from "./bound/bound-evidence.ts";
import type { Outcome } from "./judge.ts";
import { LawEvidence } from "./law/law-evidence.ts";
import { burnIn, type LimitProblem, limitEvidence, limitLooks } from "./limit/limit-evidence.ts";
import { type Differences, OrderingEvidence, type OrderingProblem } from "./ordering/ordering-evidence.ts";
import { planClaim } from "./plan/plan-claim.ts";
import { type RateProblem, rateBurnIn, rateEvidence, rateLooks } from "./rate/rate-evidence.ts";
import type { Verdict } from "./results/verdict.ts";
import { RoundingEvidence } from "./rounding/rounding-evidence.ts";
import type { Evidence } from "./sequential/evidence.ts";
import { exactLooks } from "./sequential/exact-looks.ts";
import type { Looks } from "./sequential/looks.ts";
import { SequentialJudge } from "./sequential/sequential-judge.ts";
import { driveJudge } from "./testing/drive-judge.ts";
import { type KindParameters, kindClaim, kindExperiment } from "./testing/kind-claims.ts";
import { shuffled } from "./testing/shuffled.ts";

type Interval = readonly [number, number];

/** What was decided, on how many units, and the interval that decided it. */
interface Judged {
  readonly verdict: Verdict;
  readonly units: number;
  readonly interval: Interval;
}

const rank = { refuted: 0, undecided: 1, supported: 2 } as Record<Verdict, number>;

const noises = new Map<string, number>();

/** A standard normal number for each address. */
function noise(...address: readonly (string | number)[]): number {
  const key = address.join(" ");
  const known = noises.get(key) ?? createStream(["verdict properties", key]).normal();
  noises.set(key, known);
  return known;
}

function judged<Finding extends { readonly interval: Interval | null }>(
  evidence: Evidence<Finding>,
  sizes: readonly number[],
  looks: Looks,
  mostUnits: number,
  observe: (size: number, replicate: number) => Readonly<Record<string, number>>,
): Judged {
  const plan = { sizes, perUnit: sizes.map(() => 1), looks, mostUnits, declaredFaults: [] };
  const outcome = (size: number, replicate: number): Outcome => ({ ok: true, values: observe(size, replicate) });
  const { verdict, units, finding } = driveJudge(new SequentialJudge(plan, evidence), outcome);
  return { verdict, units, interval: finding.interval ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] };
}

/** The interval after x ↦ shift + scale·x. */
function moved([low, high]: Interval, scale: number, shift = 0): Interval {
  const ends = [shift + scale * low, shift + scale * high] as const;
  return scale < 0 ? [ends[1], ends[0]] : ends;
}

function expectSame(actual: Judged, expected: Judged, slack: number): void {
  expect([actual.verdict, actual.units]).toEqual([expected.verdict, expected.units]);
  actual.interval.forEach((end, i) => {
    if (Number.isFinite(end)) expect(Math.abs(end - expected.interval[i])).toBeLessThanOrEqual(slack);
    else expect(end).toBe(expected.interval[i]);
  });
}

/** Numbers that are spread evenly, which doubles by their bits are not. */
const between = (low: number, high: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 1000 }).map((i) => low + (i / 1000) * (high - low));

const seeds = fc.integer({ min: 0, max: 7 });
/** How far the truth is from what is claimed, in margins: inside, at the edge, outside. */
const distances = between(-4, 4);
const scales = fc.constantFrom(-8, -0.3, 0.5, 7, 1e6);
const shifts = fc.constantFrom(-3, 0, 0.1, 50);
const runs = { numRuns: 40 };

// Affine maps round: numbers of size 100 at 1e-14, of which intervals are sums with weights of size 1. A verdict could
// differ only where an end is as near to the margin.
const slack = 1e-11;

describe("a limit", () => {
  const problem: LimitProblem = {
    observable: "x",
    sizes: [10, 20, 40],
    theoryAtSizes: [1.2, 1.1, 1.05],
    finiteSizeExponent: 1,
    margin: 0.1,
    residualBias: 0.02,
    alpha: 0.01,
    mostUnits: 150,
  };
  const observed = (seed: number, distance: number) => (size: number, replicate: number) =>
    1 + 2 / size + distance * problem.margin + 0.15 * noise("limit", seed, size, replicate);
  const judge = (changes: Partial<LimitProblem>, x: (size: number, replicate: number) => number): Judged => {
    const whole = { ...problem, ...changes };
    return judged(limitEvidence(whole), whole.sizes, limitLooks, whole.mostUnits, (size, r) => ({ x: x(size, r) }));
  };
  const once = { mostUnits: burnIn };

  it("does not change with the axis on which observable, theory and lengths are measured", () => {
    fc.assert(
      fc.property(seeds, distances, scales, shifts, (seed, distance, scale, shift) => {
        const x = observed(seed, distance);
        const plain = judge({}, x);
        const other = judge(
          {
            theoryAtSizes: problem.theoryAtSizes.map((theory) => shift + scale * theory),
            margin: Math.abs(scale) * problem.margin,
            residualBias: Math.abs(scale) * problem.residualBias,
          },
          (size, r) => shift + scale * x(size, r),
        );
        expectSame(other, { ...plain, interval: moved(plain.interval, scale) }, slack * Math.max(1, Math.abs(scale)));
      }),
      runs,
    );
  });

  it("is mirrored, bit by bit, where observable and theory change their signs", () => {
    fc.assert(
      fc.property(seeds, distances, (seed, distance) => {
        const x = observed(seed, distance);
        const plain = judge({}, x);
        const mirrored = judge({ theoryAtSizes: problem.theoryAtSizes.map((theory) => -theory) }, (...at) => -x(...at));
        expect(mirrored).toEqual({ ...plain, interval: moved(plain.interval, -1) });
      }),
      runs,
    );
  });

  it("that is refuted stays so where all observations move further away", () => {
    let refuted = 0;
    fc.assert(
      fc.property(seeds, distances, between(0, 3), (seed, distance, further) => {
        const x = observed(seed, distance);
        const before = judge(once, x);
        const away = further * Math.sign(before.interval[0] + before.interval[1]);
        const after = judge(once, (size, r) => x(size, r) + away);
        if (before.verdict !== "refuted") return;
        refuted += 1;
        expect(after.verdict).toBe("refuted");
      }),
      { numRuns: 100 },
    );
    expect(refuted).toBeGreaterThan(10);
  });

  it("is not refuted by a wider margin where a narrower one supports it, nor supported less", () => {
    fc.assert(
      fc.property(seeds, distances, between(1, 4), (seed, distance, factor) => {
        const x = observed(seed, distance);
        const narrow = judge(once, x);
        const wide = judge({ ...once, margin: factor * problem.margin }, x);
        expect(rank[wide.verdict]).toBeGreaterThanOrEqual(rank[narrow.verdict]);
      }),
      { numRuns: 100 },
    );
  });

  it("is decided at a smaller level only as it is at a larger one", () => {
    fc.assert(
      fc.property(seeds, distances, between(0.001, 1), (seed, distance, factor) => {
        for (const mostUnits of [burnIn, 100, 1000]) {
          // At other numbers than the one that the sequence is tuned for as well; the data need not be new for that.
          const x = observed(seed, distance);
          const repeated = (size: number, replicate: number): number => x(size, replicate % 100);
          const large = judge({ mostUnits, margin: 1e-9, residualBias: 0 }, repeated);
          const small = judge({ mostUnits, margin: 1e-9, residualBias: 0, alpha: factor * problem.alpha }, repeated);
          expect(rank[small.verdict]).toBeGreaterThanOrEqual(rank[large.verdict]);
          if (small.units !== large.units) continue;
          expect(small.interval[0]).toBeLessThanOrEqual(large.interval[0]);
          expect(small.interval[1]).toBeGreaterThanOrEqual(large.interval[1]);
        }
        const [large, small] = [problem.alpha, factor * problem.alpha].map((alpha) =>
          judge({ ...once, alpha }, observed(seed, distance)),
        );
        expect(["undecided", large.verdict]).toContain(small.verdict);
      }),
      { numRuns: 20 },
    );
  });
});

describe.each<[string, Differences]>([
  ["bounded", { kind: "bounded", range: [-4, 4] }],
  ["nearly Gaussian", { kind: "nearly-gaussian" }],
  ["any", { kind: "any" }],
])("an ordering whose differences are %s", (name, differences) => {
  const problem: OrderingProblem = {
    better: "b",
    worse: "w",
    criterion: "larger",
    by: 0.2,
    differences,
    alpha: 0.01,
  };
  const mostUnits = 300;
  const clamped = (x: number): number => Math.min(2, Math.max(-2, x));
  type Pair = { readonly b: number; readonly w: number };
  const observed =
    (seed: number, distance: number) =>
    (replicate: number): Pair => {
      const common = noise("ordering", seed, "common", replicate);
      return {
        b: clamped(0.3 * common + 0.2 + 0.1 * distance + 0.3 * noise("ordering", seed, "own", replicate)),
        w: clamped(0.3 * common),
      };
    };
  const judge = (changes: Partial<OrderingProblem>, pair: (replicate: number) => Pair, looks = exactLooks): Judged =>
    judged(new OrderingEvidence({ ...problem, ...changes }), [10], looks, mostUnits, (_, r) => ({ ...pair(r) }));
  const once: Looks = { first: mostUnits, growth: 2, step: 1 };
  const scaledDifferences = (scale: number): Differences =>
    differences.kind === "bounded" ? { ...differences, range: moved(differences.range, scale) } : differences;

  it("does not change with the axis on which both and the threshold are measured", () => {
    // The ends of a bounded mean's interval are found to 1e-8 of their evidence.
    const tolerance = differences.kind === "bounded" ? 1e-7 : slack;
    fc.assert(
      fc.property(seeds, distances, scales, shifts, (seed, distance, scale, shift) => {
        const pair = observed(seed, distance);
        const plain = judge({}, pair);
        const size = Math.abs(scale);
        const other = judge(
          {
            by: size * problem.by,
            criterion: scale > 0 ? "larger" : "smaller",
            // A hair wider than the range of the differences, whose rounding the shift brings about.
            differences: scaledDifferences(size * (1 + 1e-12)),
          },
          (r) => ({ b: shift + scale * pair(r).b, w: shift + scale * pair(r).w }),
        );
        expectSame(other, { ...plain, interval: moved(plain.interval, size) }, tolerance * Math.max(1, size));
      }),
      runs,
    );
  });

  it("does not change where both observables and the criterion change their signs", () => {
    fc.assert(
      fc.property(seeds, distances, (seed, distance) => {
        const pair = observed(seed, distance);
        const negated = judge({ criterion: "smaller" }, (r) => ({ b: -pair(r).b, w: -pair(r).w }));
        expect(negated).toEqual(judge({}, pair));
      }),
      runs,
    );
  });

  it("is mirrored, bit by bit, where better and worse change places: one of the two at most is supported", () => {
    fc.assert(
      fc.property(seeds, distances, (seed, distance) => {
        const pair = observed(seed, distance);
        const [forth, back] = [judge({ by: 0 }, pair, once), judge({ by: 0, better: "w", worse: "b" }, pair, once)];
        expect(back.interval).toEqual(
          moved(forth.interval, -1).map((end) => (end === 0 ? expect.closeTo(0, 15) : end)),
        );
        if (forth.verdict === "supported") expect(back.verdict).toBe("refuted");
        if (forth.verdict === "undecided") expect(back.verdict).toBe("undecided");
      }),
      runs,
    );
  });

  it("fares no better where the better one gets worse, replicate by replicate or on the whole", () => {
    let changed = 0;
    fc.assert(
      fc.property(seeds, distances, between(0, 0.5), (seed, distance, loss) => {
        const pair = observed(seed, distance);
        const before = judge({}, pair, once);
        const shifted = judge({}, (r) => ({ ...pair(r), b: pair(r).b - loss }), once);
        expect(rank[shifted.verdict]).toBeLessThanOrEqual(rank[before.verdict]);
        if (shifted.verdict !== before.verdict) changed += 1;
        if (differences.kind !== "bounded") return;
        // Betting is monotone in each observation; what rests on the sample's variance is not.
        const some = judge({}, (r) => ({ ...pair(r), b: pair(r).b - (r % 3 === 0 ? loss : 0) }), once);
        expect(rank[some.verdict]).toBeLessThanOrEqual(rank[before.verdict]);
      }),
      { numRuns: 60 },
    );
    expect(changed).toBeGreaterThan(5);
  });

  it("is no less supported where it is claimed by less", () => {
    fc.assert(
      fc.property(seeds, distances, between(0, 1), (seed, distance, less) => {
        const pair = observed(seed, distance);
        const verdict = judge({ by: problem.by - less }, pair, once).verdict;
        expect(rank[verdict]).toBeGreaterThanOrEqual(rank[judge({}, pair, once).verdict]);
      }),
      runs,
    );
  });

  it("is decided at a smaller level only as it is at a larger one", () => {
    fc.assert(
      fc.property(seeds, distances, between(0.001, 0.99), (seed, distance, factor) => {
        const pair = observed(seed, distance);
        const large = judge({}, pair, once);
        const small = judge({ alpha: factor * problem.alpha }, pair, once);
        expect(["undecided", large.verdict]).toContain(small.verdict);
        expect(small.interval[0]).toBeLessThanOrEqual(large.interval[0]);
        expect(small.interval[1]).toBeGreaterThanOrEqual(large.interval[1]);
      }),
      runs,
    );
  });

  it(`has an interval to speak of (${name})`, () => {
    expect(judge({}, observed(0, 0), once).interval.every(Number.isFinite)).toBe(true);
  });
});

describe("a rate", () => {
  const problem: RateProblem = {
    observable: "e",
    sizes: [10, 20, 40, 80],
    exponent: 1,
    logPower: 0,
    margin: 0.1,
    residualBias: 0.01,
    sense: "equal",
    alpha: 0.01,
    mostUnits: 150,
  };
  const observed = (seed: number, distance: number) => (size: number, replicate: number) =>
    3 * size ** -(1 + distance * problem.margin) * Math.exp(0.4 * noise("rate", seed, size, replicate));
  const judge = (changes: Partial<RateProblem>, e: (size: number, replicate: number) => number): Judged => {
    const whole = { ...problem, ...changes };
    return judged(rateEvidence(whole), whole.sizes, rateLooks, whole.mostUnits, (size, r) => ({ e: e(size, r) }));
  };
  const once = { mostUnits: rateBurnIn };
  const senses = fc.constantFrom("equal" as const, "at-least" as const);

  it("does not change with the observable's unit, and moves with a power of the size", () => {
    fc.assert(
      fc.property(
        seeds,
        distances,
        senses,
        fc.constantFrom(1e-9, 0.7, 1e12),
        shifts,
        (seed, distance, sense, unit, by) => {
          const e = observed(seed, distance);
          const power = by / 10;
          const plain = judge({ sense }, e);
          const other = judge(
            { sense, exponent: problem.exponent + power },
            (size, r) => unit * size ** -power * e(size, r),
          );
          expectSame(other, { ...plain, interval: moved(plain.interval, 1, power) }, slack);
        },
      ),
      runs,
    );
  });

  it("does not change where the observable is raised to a power and the claim with it", () => {
    fc.assert(
      fc.property(seeds, distances, senses, fc.constantFrom(0.5, 2, 3), (seed, distance, sense, power) => {
        const e = observed(seed, distance);
        const plain = judge({ sense }, e);
        const changes = {
          exponent: power * problem.exponent,
          margin: power * problem.margin,
          residualBias: power * problem.residualBias,
        };
        const other = judge({ sense, ...changes }, (size, r) => e(size, r) ** power);
        expectSame(other, { ...plain, interval: moved(plain.interval, power) }, slack);
      }),
      runs,
    );
  });

  it("does not change where a power of the logarithm is in the observable and in the claim", () => {
    fc.assert(
      fc.property(seeds, distances, senses, fc.constantFrom(-2, 0.5, 1), (seed, distance, sense, logPower) => {
        const e = observed(seed, distance);
        const other = judge({ sense, logPower }, (size, r) => Math.log(size) ** logPower * e(size, r));
        expectSame(other, judge({ sense }, e), slack);
      }),
      runs,
    );
  });

  it("is mirrored where the observable becomes its reciprocal and the exponent changes its sign", () => {
    fc.assert(
      fc.property(seeds, distances, (seed, distance) => {
        const e = observed(seed, distance);
        const plain = judge({}, e);
        const mirrored = judge({ exponent: -problem.exponent }, (...at) => 1 / e(...at));
        expectSame(mirrored, { ...plain, interval: moved(plain.interval, -1) }, slack);
      }),
      runs,
    );
  });

  it("that is refuted stays so where all observations move further away, and never the other way on one side", () => {
    let refuted = 0;
    fc.assert(
      fc.property(seeds, distances, between(0, 2), (seed, distance, further) => {
        const e = observed(seed, distance);
        const before = judge(once, e);
        const away = further * Math.sign((before.interval[0] + before.interval[1]) / 2 - problem.exponent);
        const after = judge(once, (size, r) => size ** -away * e(size, r));
        if (before.verdict === "refuted") {
          refuted += 1;
          expect(after.verdict).toBe("refuted");
        }
        const oneSided = judge({ ...once, sense: "at-least" }, e);
        const steeper = judge({ ...once, sense: "at-least" }, (size, r) => size ** -further * e(size, r));
        expect(rank[steeper.verdict]).toBeGreaterThanOrEqual(rank[oneSided.verdict]);
      }),
      { numRuns: 100 },
    );
    expect(refuted).toBeGreaterThan(10);
  });

  it("is not refuted on one side unless on two, and no less supported by a wider margin", () => {
    fc.assert(
      fc.property(seeds, distances, between(1, 4), (seed, distance, factor) => {
        const e = observed(seed, distance);
        const both = judge(once, e).verdict;
        expect(rank[judge({ ...once, sense: "at-least" }, e).verdict]).toBeGreaterThanOrEqual(rank[both]);
        const wide = judge({ ...once, margin: factor * problem.margin }, e).verdict;
        expect(rank[wide]).toBeGreaterThanOrEqual(rank[both]);
      }),
      runs,
    );
  });

  it("is decided at a smaller level only as it is at a larger one", () => {
    fc.assert(
      fc.property(seeds, distances, between(0.001, 1), (seed, distance, factor) => {
        const large = judge(once, observed(seed, distance));
        const small = judge({ ...once, alpha: factor * problem.alpha }, observed(seed, distance));
        expect(["undecided", large.verdict]).toContain(small.verdict);
      }),
      runs,
    );
  });
});

describe("a bound", () => {
  const decide = (violated: readonly boolean[], failureRate: number, faults = 0): string => {
    const evidence = new BoundEvidence({
      observable: "x",
      direction: "at-most",
      observed: [],
      bound: () => ({ value: 1, error: 0 }),
      failureRate,
      excludedRate: failureRate > 0 ? failureRate : 0.05,
      rounding: { absolute: 0 },
      alpha: 0.01,
    });
    for (const isViolated of violated) evidence.add([[{ x: isViolated ? 2 : 0.5 }]]);
    for (let fault = 0; fault < faults; fault += 1) evidence.addFault();
    return evidence.decision();
  };
  const order = { refuted: 0, open: 1, supported: 2 } as Record<string, number>;
  const failureRates = fc.constantFrom(0, 0.05, 0.3, 0.9);
  const samples = fc
    .tuple(between(0, 1), fc.array(between(0, 1), { maxLength: 400 }))
    .map(([rate, us]) => us.map((u) => u < rate ** 2));

  it("fares no better with more violations, the trials being as many", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(samples, failureRates, fc.nat(400), (violated, failureRate, more) => {
        const before = decide(violated, failureRate);
        seen.add(before);
        const worse = violated.map((isViolated, i) => isViolated || i < more);
        expect(order[decide(worse, failureRate)]).toBeLessThanOrEqual(order[before]);
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual(["open", "refuted", "supported"]);
  });

  it("fares no better with one more violation or fault, and no worse with one more success", () => {
    fc.assert(
      fc.property(samples, failureRates, (violated, failureRate) => {
        const before = order[decide(violated, failureRate)];
        expect(order[decide([...violated, true], failureRate)]).toBeLessThanOrEqual(before);
        expect(order[decide([...violated, false], failureRate)]).toBeGreaterThanOrEqual(before);
        expect(decide(violated, failureRate, 1)).toBe(decide([...violated, true], failureRate));
      }),
      { numRuns: 300 },
    );
  });

  it("depends on how many violations there are, not on when they came", () => {
    fc.assert(
      fc.property(samples, failureRates, fc.integer(), (violated, failureRate, seed) => {
        expect(decide(shuffled(violated, `${seed}`), failureRate)).toBe(decide(violated, failureRate));
      }),
    );
  });

  it("that allows more failures is no less supported", () => {
    fc.assert(
      fc.property(samples, fc.constantFrom(0.05, 0.3), (violated, failureRate) => {
        expect(order[decide(violated, failureRate + 0.2)]).toBeGreaterThanOrEqual(order[decide(violated, failureRate)]);
      }),
    );
  });
});

describe("no replicates", () => {
  const rounding = { discrepancy: "d", scale: "s", factor: 8 };
  const projection = { name: "number", left: "l", right: "r" };
  const limit = {
    observable: "x",
    sizes: [10, 20],
    theoryAtSizes: [1, 1],
    finiteSizeExponent: 1,
    margin: 1e9,
    residualBias: 0,
    alpha: 0.5,
    mostUnits: 100,
  };
  const ordering = { better: "b", worse: "w", criterion: "larger", alpha: 0.5 } as const;
  const bound = {
    observable: "x",
    direction: "at-most",
    observed: [],
    bound: () => ({ value: 1, error: 0 }),
    excludedRate: 0.99,
    rounding: { absolute: 1 },
    alpha: 0.5,
  } as const;
  const cases: Readonly<Record<string, () => Evidence<unknown>>> = {
    identity: () => new RoundingEvidence({ ...rounding, exceptionalShare: 0.99 }, 0.5),
    limit: () => limitEvidence(limit),
    "limit, without a budget": () => limitEvidence({ ...limit, mostUnits: 0 }),
    "bound that always holds": () => new BoundEvidence({ ...bound, failureRate: 0 }),
    "bound with failures": () => new BoundEvidence({ ...bound, failureRate: 0.99 }),
    "law by a coupling": () => new LawEvidence({ kind: "law", coupling: rounding }, 0.5, 100),
    "law by samples": () =>
      new LawEvidence({ kind: "law", projections: [projection], classifier: projection, margin: 0.99 }, 0.5, 100),
    "ordering of anything": () => new OrderingEvidence({ ...ordering, by: -1e9, differences: { kind: "any" } }),
    "ordering that the range decides": () =>
      new OrderingEvidence({ ...ordering, by: -2, differences: { kind: "bounded", range: [-1, 1] } }),
    "ordering that the range excludes": () =>
      new OrderingEvidence({ ...ordering, by: 2, differences: { kind: "bounded", range: [-1, 1] } }),
    rate: () =>
      rateEvidence({
        observable: "e",
        sizes: [10, 20, 40, 80],
        exponent: 1,
        logPower: 0,
        margin: 1e9,
        residualBias: 0,
        sense: "at-least",
        alpha: 0.5,
        mostUnits: 0,
      }),
  };

  it.each(Object.keys(cases))("decide nothing: %s", (name) => {
    const evidence = cases[name]();
    expect(evidence.decision()).toBe("open");
    expect(evidence.decision()).toBe("open");
    expect(() => evidence.finding()).not.toThrow();
    const plan = { sizes: [10], perUnit: [1], looks: exactLooks, mostUnits: 0, declaredFaults: [] };
    const judge = new SequentialJudge(plan, cases[name]());
    expect([judge.requests(), judge.result().verdict]).toEqual([[], "undecided"]);
  });
});

describe.each(kinds)("the result of a claim of kind %s", (kind: Kind) => {
  const replicateOf = new Map<string, Outcome>();

  /** Answers everything that is asked, in portions whose order depends on `seed`. */
  async function resultOf(claim: Claim, seed: string | null) {
    const budget = { name: "test", workPerPoint: 4000 };
    const plan = await planClaim(claim, { alpha: 0.01, runAlpha: 0.01, budget, module: "file:///claim.js" });
    for (let round = 0; plan.open().length > 0; round += 1) {
      const portions = plan
        .open()
        .flatMap((assignment) => assignment.judge.requests().map((request) => ({ assignment, request })));
      for (const { assignment, request } of seed === null ? portions : shuffled(portions, `${seed} ${round}`)) {
        const { size, from, to } = request;
        const problem = assignment.problems.get(size);
        if (problem === undefined) throw new RangeError(`no problem of size ${size}`);
        const outcomes = Array.from({ length: to - from }, (_, i): Outcome => {
          const key = `${JSON.stringify(assignment.point)} ${size} ${from + i}`;
          const known = replicateOf.get(key);
          if (known !== undefined) return known;
          const stream = createStream(["order", kind, size, from + i]);
          const outcome = { ok: true, values: kindExperiment.run([problem as never], stream)[0] } as const;
          replicateOf.set(key, outcome);
          return outcome;
        });
        // Split in two, of which the first is answered now and the second after it.
        const middle = seed === null ? from : Math.floor((from + to) / 2);
        if (middle > from) assignment.judge.accept({ size, from, to: middle }, outcomes.slice(0, middle - from));
        if (middle < to) assignment.judge.accept({ size, from: middle, to }, outcomes.slice(middle - from));
      }
    }
    return plan.result("no");
  }

  it("does not depend on the order in which points, sizes and replicates are answered", async () => {
    const grid: readonly Partial<KindParameters>[] = [{}, { effect: 1 }, { noise: 2 }];
    const claims = [
      kindClaim(kind, {
        grid: [{}, { noise: 2 }],
        controls: [{ id: "moved", why: "w", expected: "refuted", grid: [{ effect: 1 }] }],
      }),
      kindClaim(kind, { grid, expected: "refuted" }),
      kindClaim(kind, { grid: [{}, { faultRate: 0.02 }] }),
    ];
    for (const claim of claims) {
      const straight = await resultOf(claim, null);
      for (const seed of ["a", "b", "c"]) expect(await resultOf(claim, seed)).toEqual(straight);
    }
  });
});

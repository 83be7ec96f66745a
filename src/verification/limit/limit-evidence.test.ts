import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import type { Outcome } from "../judge.ts";
import { driveJudge, shows } from "../testing/drive-judge.ts";
import { halfWidthOf, limitJudge } from "../testing/limit-judge.ts";
import { burnIn, type LimitProblem, limitEvidence } from "./limit-evidence.ts";

const problem: LimitProblem = {
  observable: "x",
  sizes: [50, 100, 200],
  theoryAtSizes: [1, 1, 1],
  finiteSizeExponent: 1,
  margin: 0.01,
  residualBias: 0.001,
  alpha: 1e-4,
  mostUnits: 2000,
};

/** Gaussian observations with mean `limit` + `bias`/size and standard deviation `deviation`, the same for every call. */
function gaussian(
  label: string,
  limit: number,
  bias: number,
  deviation: number,
): (size: number, replicate: number) => { ok: true; values: { x: number } } {
  const streams = new Map<string, number>();
  return (size, replicate) => {
    const key = `${label} ${size} ${replicate}`;
    const noise = streams.get(key) ?? createStream(key).normal();
    streams.set(key, noise);
    return { ok: true, values: { x: limit + bias / size + deviation * noise } };
  };
}

describe("verdicts", () => {
  // Wrong verdicts have probability at most α = 1e-4 times the stated margins' distance in standard errors (> 20): the
  // seeds are fixed, and a false alarm for another seed is below 1e-6 because the intervals end many widths away.
  it("supports a true limit whose finite-size bias is of the declared order", () => {
    const result = driveJudge(limitJudge(problem), gaussian("true", 1, 2, 0.01));
    expect(result.verdict).toBe("supported");
    expect(result.units).toBeGreaterThanOrEqual(burnIn);
    expect(Math.abs(result.finding.mean as number)).toBeLessThan(0.009);
  });

  it("refutes a limit that is off by several margins", () => {
    expect(driveJudge(limitJudge(problem), gaussian("false", 1.05, 2, 0.01)).verdict).toBe("refuted");
    expect(driveJudge(limitJudge(problem), gaussian("false", 0.95, 2, 0.01)).verdict).toBe("refuted");
  });

  it("stays undecided when noise outlasts the budget, and at the margin itself", () => {
    const noisy = driveJudge(limitJudge({ ...problem, mostUnits: 100 }), gaussian("noisy", 1, 0, 1));
    expect(noisy.verdict).toBe("undecided");
    expect(noisy.units).toBe(100);
    expect(driveJudge(limitJudge(problem), gaussian("edge", 1.01, 0, 0.01)).verdict).toBe("undecided");
  });

  it("removes a bias of the declared order and not another one", () => {
    // 1/√d bias, of size .05 at d = 50, leaves Σ w_s·√(50/size)·.05 = .0268 in the intercept for q = 1, and 0 for q = ½.
    const observe = (size: number, replicate: number): Outcome => {
      const noise = 0.001 * createStream(["slow", size, replicate]).normal();
      return { ok: true, values: { x: 1 + 0.05 * Math.sqrt(50 / size) + noise } };
    };
    expect(driveJudge(limitJudge(problem), observe).verdict).toBe("refuted");
    expect(driveJudge(limitJudge({ ...problem, finiteSizeExponent: 0.5 }), observe).verdict).toBe("supported");
  });
});

describe("stability", () => {
  // Differences .07, .01, .03 cancel in −½·.07 + ½·.01 + .03, but leave −.01 + 2·.03 = .05 without the smallest size.
  const differences = new Map([
    [50, 0.07],
    [100, 0.01],
    [200, 0.03],
  ]);
  const observe = (size: number, replicate: number): Outcome => {
    const noise = 0.002 * createStream(["unstable", size, replicate]).normal();
    return { ok: true, values: { x: 1 + (differences.get(size) ?? 0) + noise } };
  };

  it("withholds support that rests on the smallest size, and says what the others give", () => {
    const result = driveJudge(limitJudge({ ...problem, mostUnits: 300 }), observe);
    expect(Math.abs(result.finding.mean as number) + halfWidthOf(result.finding.interval)).toBeLessThan(0.009);
    expect(result.verdict).toBe("undecided");
    // Standard error .002·√5/√300 = 2.6e-4; ten of them.
    expect(Math.abs((result.finding.withoutSmallest?.mean as number) - 0.05)).toBeLessThan(0.0026);
  });

  it("withholds support where the bias vanishes more slowly than declared, though it is within the margin", () => {
    // A bias of .0135/√size leaves 6.75e-4 in the intercept for q = 1, a fifteenth of the margin, and 1.16e-4 less without
    // the smallest size. The changes have standard deviation 3.7e-5 and after 64 draws an interval of about ± 3e-5.
    const slow = (size: number, replicate: number): Outcome => {
      const noise = 0.00002 * createStream(["slow bias", size, replicate]).normal();
      return { ok: true, values: { x: 1 + 0.0135 / Math.sqrt(size) + noise } };
    };
    const tight = { ...problem, residualBias: 0.00005, mostUnits: 300 };
    const result = driveJudge(limitJudge(tight), slow);
    expect(Math.abs(result.finding.mean as number) + halfWidthOf(result.finding.interval)).toBeLessThan(0.009);
    expect(result.verdict).toBe("undecided");
    expect(result.finding.withoutSmallest?.change.interval[0]).toBeGreaterThan(tight.residualBias);
    expect(driveJudge(limitJudge({ ...tight, residualBias: 0.001 }), slow).verdict).toBe("supported");
  });

  it("does not apply to ladders of two sizes, and never to a refutation", () => {
    const two = { ...problem, sizes: [100, 200], theoryAtSizes: [1, 1] };
    const result = driveJudge(limitJudge(two), gaussian("two sizes", 1, 1, 0.002));
    expect(result).toMatchObject({ verdict: "supported", finding: { withoutSmallest: null } });
    const shifted = limitJudge({ ...problem, theoryAtSizes: [0.9, 0.9, 0.9] });
    expect(driveJudge(shifted, observe).verdict).toBe("refuted");
  });
});

describe("units with several replicates of a size", () => {
  const perUnit = [4, 2, 1];

  it("give the verdict of their means, and one standard error of the combination from all of them", () => {
    const observe = gaussian("several", 1, 2, 0.01);
    const result = driveJudge(limitJudge(problem, perUnit), observe);
    const averaged = driveJudge(limitJudge(problem), (size, unit) => {
      const length = perUnit[problem.sizes.indexOf(size)];
      const xs = Array.from({ length }, (_, i) => observe(size, unit * length + i).values.x);
      return shows(xs.reduce((sum, x) => sum + x, 0) / length);
    });
    expect(result.verdict).toBe("supported");
    expect([averaged.verdict, averaged.units]).toEqual([result.verdict, result.units]);
    // Two ways to average numbers of size 1.
    expect(Math.abs((result.finding.mean as number) - (averaged.finding.mean as number))).toBeLessThan(1e-14);
    expect(result.finding.sizes.map(({ replicates }) => replicates)).toEqual(perUnit.map((n) => n * result.units));
  });

  it("make the interval narrower: with weights −½, ½, 1 by √(1.1875/1.5)", () => {
    // 1024 units: a sample standard deviation is off by more than 15 % (6.8 of its standard errors of 1/√2048) with
    // probability below 1e-10.
    const once = { ...problem, margin: 1e-9, residualBias: 0, mostUnits: 1024 };
    const observe = gaussian("narrower", 1, 0, 1);
    const [one, several] = [undefined, perUnit].map((counts) =>
      halfWidthOf(driveJudge(limitJudge(once, counts), observe).finding.interval),
    );
    // ¼/4 + ¼/2 + 1 = 1.1875 against ¼ + ¼ + 1.
    expect(several / one / Math.sqrt(1.1875 / 1.5)).toBeGreaterThan(0.85);
    expect(several / one / Math.sqrt(1.1875 / 1.5)).toBeLessThan(1.15);
  });
});

describe("what decides nothing", () => {
  it("are no replicates, or one", () => {
    const evidence = limitEvidence(problem);
    expect(evidence.decision()).toBe("open");
    expect(evidence.finding()).toMatchObject({ mean: null, units: 0 });
    expect(limitJudge(problem).result()).toMatchObject({ verdict: "incomplete", units: 0, finding: { mean: null } });
    for (const mostUnits of [0, 1]) {
      const result = driveJudge(limitJudge({ ...problem, mostUnits }), gaussian("one", 5, 0, 0.001));
      expect(result).toMatchObject({ verdict: "undecided", units: mostUnits, finding: { mean: null } });
    }
  });

  it("are replicates that are all equal", () => {
    for (const x of [1, 2]) {
      const result = driveJudge(limitJudge(problem), () => shows(x));
      expect(result).toMatchObject({ verdict: "undecided", units: problem.mostUnits });
    }
  });

  it("are so few replicates that the interval is unbounded, however far off they are", () => {
    const result = driveJudge(limitJudge({ ...problem, mostUnits: 10 }), gaussian("few", 2, 0, 0.001));
    expect(result).toMatchObject({ verdict: "undecided", units: 10 });
    expect(halfWidthOf(result.finding.interval)).toBe(Number.POSITIVE_INFINITY);
  });

  it("are fewer units than the burn-in, where the budget pays for that many", () => {
    const evidence = limitEvidence(problem);
    const observe = gaussian("burn-in", 2, 0, 0.001);
    for (let unit = 0; unit < burnIn; unit += 1) {
      expect(evidence.decision()).toBe("open");
      evidence.add(problem.sizes.map((size) => [observe(size, unit).values]));
    }
    expect(evidence.decision()).toBe("refuted");
  });
});

describe("invariance", () => {
  it("is unmoved by an affine change of observable, theory and margins together", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(-3, 0, 100),
        fc.constantFrom(-2, 0.25, 8),
        fc.double({ min: 0.96, max: 1.04, noNaN: true }),
        (shift, scale, limit) => {
          const observe = gaussian("affine", limit, 1, 0.01);
          const plain = driveJudge(limitJudge(problem), observe);
          const moved = driveJudge(
            limitJudge({
              ...problem,
              theoryAtSizes: problem.theoryAtSizes.map((theory) => shift + scale * theory),
              margin: Math.abs(scale) * problem.margin,
              residualBias: Math.abs(scale) * problem.residualBias,
            }),
            (size, replicate) => {
              return { ok: true, values: { x: shift + scale * observe(size, replicate).values.x } };
            },
          );
          expect(moved.verdict).toBe(plain.verdict);
          expect(moved.units).toBe(plain.units);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("rests on the replicates it asked for, whatever happens around it", () => {
    const observe = gaussian("company", 1.004, 1, 0.02);
    const whole = driveJudge(limitJudge(problem), observe);
    const judge = limitJudge(problem);
    for (let round = 0; round < 40; round += 1) driveJudge(judge, observe, 1);
    expect(judge.result()).toEqual(whole);
  });
});

describe("looks", () => {
  it("come at the burn-in, then at steps of 16 that double at most, and when the budget is spent", () => {
    const judge = limitJudge({ ...problem, margin: 1e-9, residualBias: 0, mostUnits: 250 });
    const observe = gaussian("looks", 1, 0, 0.01);
    const looks: number[] = [];
    while (judge.requests().length > 0) {
      looks.push(judge.requests()[0].to);
      for (const { size, to } of judge.requests()) {
        expect(judge.expectedReplicates(size)).toBeGreaterThanOrEqual(to);
        expect(judge.expectedReplicates(size)).toBeLessThanOrEqual(250);
      }
      driveJudge(judge, observe, 1);
    }
    expect(looks).toEqual([64, 128, 250]);
    expect(judge.result()).toMatchObject({ verdict: "undecided", units: 250 });
    expect(judge.expectedReplicates(50)).toBe(250);
  });

  it("are one, at the budget, where that is below the burn-in", () => {
    const judge = limitJudge({ ...problem, mostUnits: 40 });
    expect(judge.requests()).toEqual(problem.sizes.map((size) => ({ size, from: 0, to: 40 })));
    expect(driveJudge(judge, gaussian("one look", 2, 0, 0.001))).toMatchObject({ verdict: "refuted", units: 40 });
  });

  it("report the means of the very replicates that were judged", () => {
    const observe = gaussian("means", 1, 2, 0.1);
    const judge = limitJudge(problem);
    driveJudge(judge, observe, 1);
    const [{ size, from, to }] = judge.requests();
    judge.accept(
      { size, from, to },
      Array.from({ length: to - from }, () => shows(1e6)),
    );
    const result = judge.result();
    expect(result).toMatchObject({ verdict: "incomplete", units: 64 });
    for (const [s, rung] of problem.sizes.entries()) {
      const xs = Array.from({ length: 64 }, (_, replicate) => observe(rung, replicate).values.x);
      const mean = xs.reduce((sum, x) => sum + x, 0) / 64;
      // What a replicate contributes is its difference from theory. Two ways to sum 64 numbers of size 1.
      expect(Math.abs(result.finding.sizes[s].mean - (mean - 1))).toBeLessThan(128 * Number.EPSILON);
      expect(result.finding.sizes[s].replicates).toBe(64);
    }
  });
});

describe("monotonicity and symmetry", () => {
  const limits = fc.double({ min: 0.96, max: 1.04, noNaN: true });
  const labels = fc.constantFrom("m1", "m2", "m3");
  const rank = { refuted: 0, undecided: 1, supported: 2 } as Record<string, number>;

  it("a wider margin is never worse for the claim, at any of its looks", () => {
    fc.assert(
      fc.property(labels, limits, fc.double({ min: 1, max: 4, noNaN: true }), (label, limit, factor) => {
        const observe = gaussian(label, limit, 1, 0.05);
        const small = { ...problem, mostUnits: 300 };
        const narrow = driveJudge(limitJudge(small), observe);
        const wide = driveJudge(limitJudge({ ...small, margin: factor * small.margin }), observe);
        expect(rank[wide.verdict]).toBeGreaterThanOrEqual(rank[narrow.verdict]);
      }),
      { numRuns: 60 },
    );
  });

  it("a larger bias bound decides nothing that a smaller one left open, at one look", () => {
    fc.assert(
      fc.property(labels, limits, fc.double({ min: 1, max: 20, noNaN: true }), (label, limit, factor) => {
        const observe = gaussian(label, limit, 1, 0.01);
        const once = { ...problem, mostUnits: burnIn };
        const sure = driveJudge(limitJudge(once), observe).verdict;
        const doubtful = driveJudge(limitJudge({ ...once, residualBias: factor * once.residualBias }), observe).verdict;
        expect(["undecided", sure]).toContain(doubtful);
      }),
      { numRuns: 60 },
    );
  });

  it("a larger budget changes no verdict that a smaller one reached before its end", () => {
    fc.assert(
      fc.property(labels, limits, fc.integer({ min: 64, max: 300 }), (label, limit, budget) => {
        const observe = gaussian(label, limit, 1, 0.02);
        const short = driveJudge(limitJudge({ ...problem, mostUnits: budget }), observe);
        const long = driveJudge(limitJudge({ ...problem, mostUnits: 600 }), observe);
        if (short.units < budget) expect(long).toEqual(short);
        else expect(long.units).toBeGreaterThanOrEqual(Math.min(short.units, long.units));
      }),
      { numRuns: 60 },
    );
  });

  it("treats both tails alike: data reflected at the theory give the same verdict from the opposite intercept", () => {
    fc.assert(
      fc.property(labels, limits, (label, limit) => {
        const observe = gaussian(label, limit, 1, 0.03);
        const centred = { ...problem, theoryAtSizes: [0, 0, 0], mostUnits: 300 };
        const run = (sign: number) =>
          driveJudge(limitJudge(centred), (size, replicate) => shows(sign * (observe(size, replicate).values.x - 1)));
        const [plain, mirrored] = [run(1), run(-1)];
        // Exactly: rounding knows no sign.
        expect(mirrored.finding.mean).toBe(-(plain.finding.mean as number));
        expect(mirrored.finding.interval).toEqual(plain.finding.interval.map((end) => -end).reverse());
        expect([mirrored.verdict, mirrored.units]).toEqual([plain.verdict, plain.units]);
      }),
      { numRuns: 60 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../simulation/random/create-stream.ts";
import type { Outcome } from "../judge.ts";
import { driveJudge, shows } from "../testing/drive-judge.ts";
import { burnIn, LimitJudge, type LimitProblem } from "./limit-judge.ts";

const problem: LimitProblem = {
  observable: "x",
  sizes: [50, 100, 200],
  theoryAtSizes: [1, 1, 1],
  finiteSizeExponent: 1,
  margin: 0.01,
  residualBias: 0.001,
  alpha: 1e-4,
  maximumReplicates: 2000,
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
    const result = driveJudge(new LimitJudge(problem), gaussian("true", 1, 2, 0.01));
    expect(result.verdict).toBe("supported");
    expect(result.replicates).toBeGreaterThanOrEqual(burnIn);
    expect(Math.abs(result.intercept as number)).toBeLessThan(0.009);
  });

  it("refutes a limit that is off by several margins", () => {
    expect(driveJudge(new LimitJudge(problem), gaussian("false", 1.05, 2, 0.01)).verdict).toBe("refuted");
    expect(driveJudge(new LimitJudge(problem), gaussian("false", 0.95, 2, 0.01)).verdict).toBe("refuted");
  });

  it("stays undecided when noise outlasts the budget, and at the margin itself", () => {
    const noisy = driveJudge(new LimitJudge({ ...problem, maximumReplicates: 100 }), gaussian("noisy", 1, 0, 1));
    expect(noisy.verdict).toBe("undecided");
    expect(noisy.replicates).toBe(100);
    expect(driveJudge(new LimitJudge(problem), gaussian("edge", 1.01, 0, 0.01)).verdict).toBe("undecided");
  });

  it("removes a bias of the declared order and not another one", () => {
    // 1/√d bias, of size .05 at d = 50, leaves Σ w_s·√(50/size)·.05 = .0268 in the intercept for q = 1, and 0 for q = ½.
    const observe = (size: number, replicate: number): Outcome => {
      const noise = 0.001 * createStream(["slow", size, replicate]).normal();
      return { ok: true, values: { x: 1 + 0.05 * Math.sqrt(50 / size) + noise } };
    };
    expect(driveJudge(new LimitJudge(problem), observe).verdict).toBe("refuted");
    expect(driveJudge(new LimitJudge({ ...problem, finiteSizeExponent: 0.5 }), observe).verdict).toBe("supported");
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
    const result = driveJudge(new LimitJudge({ ...problem, maximumReplicates: 300 }), observe);
    expect(Math.abs(result.intercept as number) + result.halfWidth).toBeLessThan(0.009);
    expect(result.verdict).toBe("undecided");
    // Standard error .002·√5/√300 = 2.6e-4; ten of them.
    expect(Math.abs((result.withoutSmallest?.intercept as number) - 0.05)).toBeLessThan(0.0026);
  });

  it("does not apply to ladders of two sizes, and never to a refutation", () => {
    const two = { ...problem, sizes: [100, 200], theoryAtSizes: [1, 1] };
    const result = driveJudge(new LimitJudge(two), gaussian("two sizes", 1, 1, 0.002));
    expect(result).toMatchObject({ verdict: "supported", withoutSmallest: null });
    const shifted = new LimitJudge({ ...problem, theoryAtSizes: [0.9, 0.9, 0.9] });
    expect(driveJudge(shifted, observe).verdict).toBe("refuted");
  });
});

describe("what a judge may not do", () => {
  it("gives no verdict without replicates, or with fewer than two in its budget", () => {
    const fresh = new LimitJudge(problem).result();
    expect(fresh).toMatchObject({ verdict: "incomplete", replicates: 0, intercept: null });
    for (const maximumReplicates of [0, 1]) {
      const judge = new LimitJudge({ ...problem, maximumReplicates });
      expect(judge.requests()).toEqual([]);
      expect(judge.result()).toMatchObject({ verdict: "undecided", replicates: 0, intercept: null });
    }
  });

  it("fails on NaN, on a missing observable and on a failed replicate, and keeps the reason", () => {
    const bad: Outcome[] = [
      { ok: true, values: { x: Number.NaN } },
      { ok: true, values: { y: 1 } },
      { ok: true, values: { x: new Float64Array([1]) } },
      { ok: false, failure: { code: "not-converged", message: "no" } },
    ];
    for (const outcome of bad) {
      const good = gaussian("bad", 1, 0, 0.001);
      const judge = new LimitJudge(problem);
      const result = driveJudge(judge, (size, replicate) =>
        size === 100 && replicate === 7 ? outcome : good(size, replicate),
      );
      expect(result.verdict).toBe("failed");
      expect(result.failure?.message).toBeTruthy();
      expect(judge.requests()).toEqual([]);
    }
  });

  it("reports the failure at the smallest size, in whatever order the sizes are answered", () => {
    const failing = (size: number): Outcome[] => [
      shows(1),
      { ok: false, failure: { code: "non-finite", message: `diverged at ${size}` } },
      { ok: false, failure: { code: "non-finite", message: `diverged again at ${size}` } },
    ];
    const run = (order: readonly number[]) => {
      const judge = new LimitJudge({ ...problem, maximumReplicates: 3 });
      for (const size of order) {
        expect(judge.requests().map((request) => request.size)).toContain(size);
        judge.accept({ size, from: 0, to: 3 }, size === 50 ? [shows(1), shows(1), shows(1)] : failing(size));
      }
      expect(judge.requests()).toEqual([]);
      return judge.result();
    };
    const result = run([50, 100, 200]);
    expect(result).toMatchObject({ verdict: "failed", replicates: 0, failure: { message: "diverged at 100" } });
    for (const order of [
      [200, 100, 50],
      [100, 50, 200],
      [200, 50, 100],
    ]) {
      expect(run(order)).toEqual(result);
    }
  });

  it("has failed as soon as one size has, should the others never be answered", () => {
    const judge = new LimitJudge({ ...problem, maximumReplicates: 2 });
    judge.accept({ size: 200, from: 0, to: 2 }, [shows(1), shows(Number.NaN)]);
    expect(judge.result()).toMatchObject({ verdict: "failed", failure: { code: "non-finite" } });
    expect(judge.requests()).toHaveLength(2);
  });

  it("fails on numbers whose squares overflow, which are a divergence and no noise", () => {
    const result = driveJudge(new LimitJudge(problem), (size, replicate) => shows(replicate % 2 === 0 ? 1e200 : size));
    expect(result).toMatchObject({ verdict: "failed", failure: { code: "non-finite", field: "x" } });
  });

  it("decides nothing from replicates that are all equal", () => {
    for (const x of [1, 2]) {
      const result = driveJudge(new LimitJudge(problem), () => ({ ok: true, values: { x } }));
      expect(result).toMatchObject({ verdict: "undecided", replicates: problem.maximumReplicates });
    }
  });

  it("refuses replicates that it has not asked for", () => {
    const judge = new LimitJudge(problem);
    const outcome: Outcome = { ok: true, values: { x: 1 } };
    expect(() => judge.accept({ size: 50, from: 3, to: 4 }, [outcome])).toThrow(RangeError);
    expect(() => judge.accept({ size: 51, from: 0, to: 1 }, [outcome])).toThrow(RangeError);
    expect(() => judge.accept({ size: 50, from: 0, to: 2 }, [outcome])).toThrow(RangeError);
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
          const plain = driveJudge(new LimitJudge(problem), observe);
          const moved = driveJudge(
            new LimitJudge({
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
          expect(moved.replicates).toBe(plain.replicates);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("rests on the replicates it asked for, whatever happens around it", () => {
    const observe = gaussian("company", 1.004, 1, 0.02);
    const whole = driveJudge(new LimitJudge(problem), observe);
    const judge = new LimitJudge(problem);
    for (let round = 0; round < 40; round += 1) driveJudge(judge, observe, 1);
    expect(judge.result()).toEqual(whole);
  });
});

describe("looks", () => {
  it("come at the burn-in, then at steps of 16 that grow by a quarter, and when the budget is spent", () => {
    const judge = new LimitJudge({ ...problem, margin: 1e-9, residualBias: 0, maximumReplicates: 250 });
    const observe = gaussian("looks", 1, 0, 0.01);
    const looks: number[] = [];
    while (judge.requests().length > 0) {
      looks.push(judge.requests()[0].to);
      expect(judge.expectedReplicates()).toBeGreaterThanOrEqual(judge.requests()[0].to);
      expect(judge.expectedReplicates()).toBeLessThanOrEqual(250);
      driveJudge(judge, observe, 1);
    }
    expect(looks).toEqual([64, 80, 112, 144, 192, 240, 250]);
    expect(judge.result()).toMatchObject({ verdict: "undecided", replicates: 250 });
    expect(judge.expectedReplicates()).toBe(250);
  });

  it("are one, at the budget, where that is below the burn-in", () => {
    const judge = new LimitJudge({ ...problem, maximumReplicates: 40 });
    expect(judge.requests()).toEqual(problem.sizes.map((size) => ({ size, from: 0, to: 40 })));
    expect(driveJudge(judge, gaussian("one look", 2, 0, 0.001))).toMatchObject({ verdict: "refuted", replicates: 40 });
  });

  it("decide nothing at so few replicates that the interval is unbounded, however far off they are", () => {
    const judge = new LimitJudge({ ...problem, maximumReplicates: 10 });
    const result = driveJudge(judge, gaussian("few", 2, 0, 0.001));
    expect(result).toMatchObject({ verdict: "undecided", replicates: 10, halfWidth: Number.POSITIVE_INFINITY });
  });

  it("report the means of the very replicates that were judged", () => {
    const observe = gaussian("means", 1, 2, 0.1);
    const judge = new LimitJudge(problem);
    driveJudge(judge, observe, 1);
    const [{ size, from, to }] = judge.requests();
    judge.accept(
      { size, from, to },
      Array.from({ length: to - from }, () => shows(1e6)),
    );
    const result = judge.result();
    expect(result).toMatchObject({ verdict: "incomplete", replicates: 64 });
    for (const [s, rung] of problem.sizes.entries()) {
      const xs = Array.from({ length: 64 }, (_, replicate) => observe(rung, replicate).values.x);
      const mean = xs.reduce((sum, x) => sum + x, 0) / 64;
      // Two ways to sum 64 numbers of size 1.
      expect(Math.abs(result.sizes[s].mean - mean)).toBeLessThan(128 * Number.EPSILON);
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
        const small = { ...problem, maximumReplicates: 300 };
        const narrow = driveJudge(new LimitJudge(small), observe);
        const wide = driveJudge(new LimitJudge({ ...small, margin: factor * small.margin }), observe);
        expect(rank[wide.verdict]).toBeGreaterThanOrEqual(rank[narrow.verdict]);
      }),
      { numRuns: 60 },
    );
  });

  it("a larger bias bound decides nothing that a smaller one left open, at one look", () => {
    fc.assert(
      fc.property(labels, limits, fc.double({ min: 1, max: 20, noNaN: true }), (label, limit, factor) => {
        const observe = gaussian(label, limit, 1, 0.01);
        const once = { ...problem, maximumReplicates: burnIn };
        const sure = driveJudge(new LimitJudge(once), observe).verdict;
        const doubtful = driveJudge(
          new LimitJudge({ ...once, residualBias: factor * once.residualBias }),
          observe,
        ).verdict;
        expect(["undecided", sure]).toContain(doubtful);
      }),
      { numRuns: 60 },
    );
  });

  it("a larger budget changes no verdict that a smaller one reached before its end", () => {
    fc.assert(
      fc.property(labels, limits, fc.integer({ min: 64, max: 300 }), (label, limit, budget) => {
        const observe = gaussian(label, limit, 1, 0.02);
        const short = driveJudge(new LimitJudge({ ...problem, maximumReplicates: budget }), observe);
        const long = driveJudge(new LimitJudge({ ...problem, maximumReplicates: 600 }), observe);
        if (short.replicates < budget) expect(long).toEqual(short);
        else expect(long.replicates).toBeGreaterThanOrEqual(Math.min(short.replicates, long.replicates));
      }),
      { numRuns: 60 },
    );
  });

  it("treats both tails alike: data reflected at the theory give the same verdict from the opposite intercept", () => {
    fc.assert(
      fc.property(labels, limits, (label, limit) => {
        const observe = gaussian(label, limit, 1, 0.03);
        const centred = { ...problem, theoryAtSizes: [0, 0, 0], maximumReplicates: 300 };
        const run = (sign: number) =>
          driveJudge(new LimitJudge(centred), (size, replicate) =>
            shows(sign * (observe(size, replicate).values.x - 1)),
          );
        const [plain, mirrored] = [run(1), run(-1)];
        // Exactly: rounding knows no sign.
        expect(mirrored.intercept).toBe(-(plain.intercept as number));
        expect([mirrored.verdict, mirrored.replicates, mirrored.halfWidth]).toEqual([
          plain.verdict,
          plain.replicates,
          plain.halfWidth,
        ]);
      }),
      { numRuns: 60 },
    );
  });
});

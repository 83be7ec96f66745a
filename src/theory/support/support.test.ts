import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Quantity } from "../../foundation/quantity.ts";
import type { AtomicPopulation, Population, PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { integrate } from "../quadrature/integrate.ts";
import type { Edge } from "./edge.ts";
import { type Support, support } from "./support.ts";
import { criticalRoots, densityByRoots, preimages, psi } from "./testing/companion-roots.ts";
import { smoothPopulation } from "./testing/smooth-population.ts";
import { tracyWidomScaling } from "./tracy-widom-scaling.ts";

const eps = Number.EPSILON;

const atoms = (values: readonly number[], weights: readonly number[] = values.map(() => 1)): AtomicPopulation =>
  parsePopulation({ kind: "atoms", values: [...values], weights: [...weights] }) as AtomicPopulation;
const edgesOf = ({ intervals }: Support): Edge[] => intervals.flatMap(({ lower, upper }) => [lower, upper]);
const golden = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8"));

/** Within its own error bound, and within `tolerance` relatively. The golden number is exact to eps/2. */
function expectAccurate(got: Quantity | undefined, exact: string | number, tolerance: number): void {
  expect(got).toBeDefined();
  const { value, error } = got as Quantity;
  expect(Math.abs(value - Number(exact))).toBeLessThanOrEqual(error + eps * Math.abs(value));
  expect(Math.abs(value / Number(exact) - 1)).toBeLessThanOrEqual(tolerance);
}

describe("golden edges", () => {
  interface Row {
    readonly name: string;
    readonly population: PopulationSpecification;
    readonly phi: number;
    readonly edges: readonly string[];
  }
  const rows = (golden("silverstein.json") as Partial<Row>[]).filter((row): row is Row => row.edges !== undefined);
  it("are 16 spectra", () => expect(rows).toHaveLength(16));
  it.each(rows)("$name, φ = $phi", ({ population, phi, edges }) => {
    const found = support(parsePopulation(population), phi);
    const positive = edgesOf(found).filter(({ kind }) => kind !== "hard");
    expect(positive).toHaveLength(edges.length);
    expect(found.status).toBe("ok");
    positive.forEach(({ position }, i) => {
      expectAccurate(position, edges[i], 8 * eps); // worst seen: 3 eps
      expect(position.status).toBe("ok");
    });
  });
});

describe("golden edges in extreme places", () => {
  interface Row {
    readonly population: PopulationSpecification;
    readonly phi: number;
    readonly edges: readonly Record<"side" | "ell" | "position" | "coefficient" | "scale", string>[];
  }
  const rows: readonly Row[] = golden("edges.json");
  it("are 50 spectra", () => expect(rows).toHaveLength(50));
  it.each(rows)("φ = $phi, $population", ({ population, phi, edges }) => {
    const found = support(parsePopulation(population), phi);
    const positive = edgesOf(found).filter(({ kind }) => kind !== "hard");
    expect(positive.map(({ side }) => side)).toEqual(edges.map(({ side }) => side));
    positive.forEach((edge, i) => {
      const exact = edges[i];
      expect(edge.kind).toBe("square-root");
      // 1e-12 is promised at every φ. Worst seen: 28 eps, at φ(1 − H{0, 0.001}) − 1 = 0.05 with atoms six decades
      // apart; elsewhere 4 eps. ℓ itself is ill-conditioned where edges nearly meet and where atoms nine decades apart
      // nearly balance; what depends on ψ″ there more so, and says so.
      expectAccurate(edge.position, exact.position, 64 * eps);
      expectAccurate(edge.ell, exact.ell, 256 * eps);
      expectAccurate(edge.coefficient, exact.coefficient, edge.coefficient?.status === "ok" ? 1e-12 : 1e-11);
      expectAccurate(edge.scale, exact.scale, edge.scale?.status === "ok" ? 1e-12 : 1e-11);
      // With mass at 0, φ(1 − H{0}) near 1 is known to its rounding.
      const rounded = population.kind === "atoms" && population.values[0] === 0 && Math.abs(phi - 2) < 1e-6;
      expect(edge.position.status).toBe(rounded && edge.side === "lower" ? "inaccurate" : "ok");
    });
  });

  it.each([
    [
      [1e-3, 1, 1e3],
      [0.3, 0.4, 0.3],
      0.1,
      "6.259071742444240e-4 1.294010095113899e-3 .6160566575846443 1.403940863185850 683.6299169244374 1376.450225637523",
    ],
    [[2, 5.5], [0.75, 0.25], 0.1, "1.005518159669 3.125689231439 4.162723779879 7.595354543299"],
  ] as const)("known values: %j", (values, weights, phi, text) => {
    const exact = text.split(" ");
    const found = edgesOf(support(atoms(values, weights), phi));
    expect(found).toHaveLength(exact.length);
    // Sixteen and thirteen digits are printed.
    found.forEach(({ position }, i) => {
      expect(Math.abs(position.value / Number(exact[i]) - 1)).toBeLessThanOrEqual(values.length === 3 ? 1e-15 : 5e-13);
    });
  });
});

const logUniform = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log10(low), max: Math.log10(high), noNaN: true }).map((x) => 10 ** x);

describe("Marchenko–Pastur", () => {
  test.prop([logUniform(1e-3, 1e3), logUniform(1e-100, 1e100)])("is the law of one atom", (phi, tau) => {
    fc.pre(phi !== 1);
    const { intervals, atomAtZero, status } = support(atoms([tau]), phi);
    expect(status).toBe("ok");
    expect(intervals).toHaveLength(1);
    const [{ lower, upper, mass }] = intervals;
    const root = Math.sqrt(phi);
    // 1 − √φ = (1 − φ)/(1 + √φ) does not cancel.
    expectAccurate(lower.position, tau * ((1 - phi) / (1 + root)) ** 2, 16 * eps);
    expectAccurate(upper.position, tau * (1 + root) ** 2, 16 * eps);
    expectAccurate(mass, Math.min(1, 1 / phi), 4 * eps);
    if (phi > 1) expectAccurate(atomAtZero, (phi - 1) / phi, 4 * eps);
    else expect(atomAtZero.value).toBe(0);
    // f = √((b − x)(x − a))/(2πφτx)
    const width = Math.sqrt(4 * root * tau);
    for (const { position, coefficient } of [lower, upper]) {
      expectAccurate(coefficient, width / (2 * Math.PI * phi * tau) / position.value, 64 * eps);
    }
  });

  it.each([0.2, 0.999, 3, 400])("has the scaling of Johnstone at φ = %f", (phi) => {
    const n = 200;
    const [{ lower, upper }] = support(atoms([1]), phi).intervals;
    // Ann. Statist. 29 (2001), 295–327: of nΣ̂, centre (√n ± √d)² and scale (√n ± √d)·|1/√n ± 1/√d|^{1/3}.
    const [sn, sd] = [Math.sqrt(n), Math.sqrt(phi * n)];
    const above = tracyWidomScaling(upper, n);
    expectAccurate(above.spread, ((sn + sd) * Math.cbrt(1 / sn + 1 / sd)) / n, 16 * eps);
    expect(above.sign).toBe(1);
    expect(above.standardise(upper.position.value + above.spread.value)).toBeCloseTo(1, 10);
    const below = tracyWidomScaling(lower, n);
    // The difference of roots cancels in the textbook form.
    const rounding = (4 * eps) / Math.abs(1 - 1 / Math.sqrt(phi)) + (4 * eps) / Math.abs(1 - Math.sqrt(phi));
    expectAccurate(
      { ...below.spread, error: below.spread.error + below.spread.value * rounding },
      (Math.abs(sn - sd) * Math.cbrt(Math.abs(1 / sn - 1 / sd))) / n,
      16 * eps + rounding,
    );
    expect(below.sign).toBe(-1);
    expect(below.standardise(lower.position.value - below.spread.value)).toBeCloseTo(1, 10);
  });
});

describe("a few atoms, by the eigenvalues of companion matrices", () => {
  // Distinct by at least a third, so that roots are well-conditioned enough for the oracle.
  const population = fc
    .record({
      first: fc.double({ min: 0.5, max: 2, noNaN: true }),
      ratios: fc.array(fc.double({ min: 1.5, max: 6, noNaN: true }), { minLength: 0, maxLength: 2 }),
      weights: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 }),
    })
    .map(({ first, ratios, weights }) => {
      const values = [first];
      for (const ratio of ratios) values.push(values[values.length - 1] * ratio);
      return atoms(values, weights.slice(0, values.length));
    });
  const phi = logUniform(0.02, 20);
  const distinct = (list: readonly number[]): boolean => list.every((x, i) => i === 0 || x / list[i - 1] > 1.01);

  test.prop([population, phi])("edges are ψ at the real critical points", (atomic, ratio) => {
    const found = support(atomic, ratio);
    const points = criticalRoots(atomic, ratio);
    const positions = points.map((ell) => psi(atomic, ratio, ell)).toSorted((a, b) => a - b);
    fc.pre(Math.abs(ratio - 1) > 0.02 && distinct(positions) && distinct(edgesOf(found).map((e) => e.position.value)));
    expect(edgesOf(found)).toHaveLength(positions.length);
    // ψ is stationary at its critical points, but cancels beside 0; the oracle's roots are good to about 1e-10.
    edgesOf(found).forEach(({ position }, i) => {
      const scale = atomic.values[atomic.values.length - 1] * (1 + ratio);
      expect(Math.abs(position.value - positions[i])).toBeLessThanOrEqual(1e-11 * scale);
    });
  });

  test.prop([population, phi, fc.double({ min: 0.02, max: 0.98, noNaN: true })])(
    "there is one pair of complex roots inside the support, none outside",
    (atomic, ratio, fraction) => {
      fc.pre(Math.abs(ratio - 1) > 0.02);
      const { intervals } = support(atomic, ratio);
      const complex = (x: number): number =>
        preimages(atomic, ratio, x).filter(({ re, im }) => im > 1e-7 * Math.abs(re)).length;
      let previous = 0;
      for (const { lower, upper } of intervals) {
        const [a, b] = [lower.position.value, upper.position.value];
        if (b - a > 1e-3 * b) expect(complex(a + fraction * (b - a))).toBe(1);
        if (a - previous > 1e-3 * a) expect(complex(previous + fraction * (a - previous))).toBe(0);
        previous = b;
      }
      expect(complex(previous * (1 + fraction))).toBe(0);
    },
  );

  it.each([
    [[1, 5.5], [3, 1], 0.1],
    [[1, 3, 10], [1, 1, 1], 0.5],
    [[1, 4], [1, 2], 1.7],
    [[1, 10], [2, 1], 0.9],
  ])("density %j %j φ = %f: coefficients at the edges, and masses of the intervals", (values, weights, ratio) => {
    const atomic = atoms(values, weights);
    for (const { lower, upper, mass } of support(atomic, ratio).intervals) {
      const [a, b] = [lower.position.value, upper.position.value];
      for (const { position, coefficient, side } of [lower, upper]) {
        // f = c√δ(1 + O(δ)) with δ in units of the interval or of its distance from 0.
        const step = 1e-7 * Math.min(b - a, a);
        const near = densityByRoots(atomic, ratio, position.value + (side === "lower" ? step : -step));
        expect(Math.abs(near / Math.sqrt(step) / (coefficient as Quantity).value - 1)).toBeLessThanOrEqual(1e-4);
      }
      // x = (a + b)/2 − cos(θ)(b − a)/2 takes both roots away.
      const half = (b - a) / 2;
      const integrand = (theta: number): number =>
        densityByRoots(atomic, ratio, a + 2 * half * Math.sin(theta / 2) ** 2) * half * Math.sin(theta);
      const { value } = integrate(integrand, [0, Math.PI], { relativeTolerance: 1e-8 });
      expect(Math.abs(value - mass.value)).toBeLessThanOrEqual(1e-7);
    }
  });
});

describe("the hard edge", () => {
  it.each([
    ["one atom", atoms([1]), 1, 1 / Math.PI],
    ["three atoms", atoms([1, 2, 4]), 1, Math.sqrt(7 / 12) / Math.PI],
    ["half the mass at 0", atoms([0, 1], [1, 1]), 2, Math.sqrt(0.5 / 2) / Math.PI],
    ["a third of the mass at 0", atoms([0, 1], [1, 2]), 1.5, Math.sqrt(2 / 3 / 1.5) / Math.PI],
    ["a density", parsePopulation({ kind: "geometric", low: 0.5, high: 2 }), 1, Math.sqrt(1.5 / Math.log(4)) / Math.PI],
  ] as [string, Population, number, number][])("%s", (_, population, phi, coefficient) => {
    const [{ lower, upper }] = support(population, phi).intervals;
    expect([lower.kind, lower.position.value, lower.ell.value]).toEqual(["hard", 0, 0]);
    expect(lower.position.error).toBeLessThanOrEqual(1e-28);
    expectAccurate(lower.coefficient, coefficient, 8 * eps);
    expect(lower.scale).toBeUndefined();
    expect(upper.kind).toBe("square-root");
    expect(() => tracyWidomScaling(lower, 100)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "edge" }),
    );
  });

  it("is none at φ = 1 with mass at 0, and none beside φ = 1 without", () => {
    expect(support(atoms([0, 1], [1, 1]), 1).intervals[0].lower.kind).toBe("square-root");
    for (const phi of [1 - eps / 2, 1 + eps]) {
      const [{ lower }] = support(atoms([1]), phi).intervals;
      expect(lower.kind).toBe("square-root");
      expectAccurate(lower.position, ((1 - phi) / (1 + Math.sqrt(phi))) ** 2, 16 * eps);
    }
  });

  it("has no coefficient where the density of H goes down to 0 with it", () => {
    const [{ lower }] = support(parsePopulation({ kind: "uniform", low: 0, high: 1 }), 1).intervals;
    expect([lower.kind, lower.coefficient]).toEqual(["hard", undefined]);
  });
});

describe("the atom at 0", () => {
  it.each([
    [[0, 1], [1, 3], 0.5, 0.25],
    [[0, 1], [1, 3], 1.2, 0.25],
    [[0, 1], [1, 3], 2, 0.5],
    [[1, 2], [1, 1], 4, 0.75],
    [[1, 2], [1, 1], 0.5, 0],
  ])("values %j, weights %j, φ = %f: %f", (values, weights, phi, mass) => {
    const { atomAtZero, intervals } = support(atoms(values, weights), phi);
    expect(Math.abs(atomAtZero.value - mass)).toBeLessThanOrEqual(2 * eps);
    const total = intervals.reduce((sum, interval) => sum + interval.mass.value, atomAtZero.value);
    expect(Math.abs(total - 1)).toBeLessThanOrEqual(4 * eps);
  });

  it("is max(H{0}, 1 − 1/φ), as the rank of the matrix says, and not what is left of H{0} after division", () => {
    // With H{0} = ¼ and φ = 1.2: rank min(¾d, n) of d, so that ¼ of the eigenvalues vanish; 1 − ¾/1.2 would be 0.375.
    expect(support(atoms([0, 1], [1, 3]), 1.2).atomAtZero.value).toBe(0.25);
  });
});

describe("a density that vanishes fast at its ends", () => {
  // ∫τ²/(τ_end − τ)² dH is 6 at the lower end and 16 at the upper one; ∫τ/(τ_end − τ) dH is −9/4 and 11/4.
  it.each([
    [0.05, "endpoint", "endpoint"],
    [0.0624, "endpoint", "endpoint"],
    [0.0626, "endpoint", "square-root"],
    [0.1, "endpoint", "square-root"],
    [0.16666, "endpoint", "square-root"],
    [0.16668, "square-root", "square-root"],
    [0.8, "square-root", "square-root"],
  ])("φ = %f: %s and %s", (phi, below, above) => {
    const [{ lower, upper }] = support(smoothPopulation, phi).intervals;
    expect([lower.kind, upper.kind]).toEqual([below, above]);
    if (below === "endpoint") {
      expectAccurate(lower.position, 0.5 * (1 - 2.25 * phi), 8 * eps);
      expect([lower.ell.value, lower.coefficient, lower.scale]).toEqual([0.5, undefined, undefined]);
    }
    if (above === "endpoint") expectAccurate(upper.position, 1.5 * (1 + 2.75 * phi), 8 * eps);
    // Beyond the transition the critical point is below ψ at the end, or above it.
    expect(lower.position.value).toBeLessThanOrEqual(
      0.5 * (1 - 2.25 * phi) * (1 + 2 * eps) + (below === "endpoint" ? 0 : 1),
    );
    expect([lower.position.status, upper.position.status]).toEqual(["ok", "ok"]);
  });

  it("a density down to 0 gives a spectrum down to 0 for φ < 1", () => {
    const [{ lower }] = support(parsePopulation({ kind: "uniform", low: 0, high: 1 }), 0.5).intervals;
    expect([lower.kind, lower.position]).toEqual(["endpoint", { value: 0, error: 0, status: "ok" }]);
  });
});

describe("what cannot be decided", () => {
  it("is said so: a gap that closes within rounding", () => {
    // For atoms 1 and 3 of equal weight ½ the gap closes at φ = 4/(½^{1/3} + (9/2)^{1/3})³.
    const closing = 4 / (Math.cbrt(0.5) + Math.cbrt(4.5)) ** 3;
    const { status, undecided, intervals } = support(atoms([1, 3]), closing);
    expect([status, undecided.length, intervals.length]).toEqual(["inaccurate", 1, 1]);
    for (const [phi, count] of [
      [closing * (1 - 1e-13), 2],
      [closing * (1 + 1e-13), 1],
    ]) {
      const decided = support(atoms([1, 3]), phi);
      expect([decided.status, decided.undecided.length, decided.intervals.length]).toEqual(["ok", 0, count]);
    }
  });
});

describe("invariance", () => {
  const spectrum = fc
    .array(fc.tuple(logUniform(1e-3, 1e3), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 12 })
    .map((list) => ({ values: list.map(([value]) => value), weights: list.map(([, weight]) => weight) }));

  test.prop([spectrum, logUniform(1e-3, 1e3), fc.integer({ min: -300, max: 300 })])(
    "scaling H by a power of 2 scales every edge exactly",
    ({ values, weights }, phi, exponent) => {
      const scale = 2 ** exponent;
      const one = edgesOf(support(atoms(values, weights), phi));
      const other = edgesOf(
        support(
          atoms(
            values.map((x) => x * scale),
            weights,
          ),
          phi,
        ),
      );
      expect(other.map(({ position }) => position.value)).toEqual(one.map(({ position }) => position.value * scale));
    },
  );

  test.prop([spectrum, logUniform(1e-3, 1e3)])("edges ascend, and masses sum to 1", ({ values, weights }, phi) => {
    const found = support(atoms(values, weights), phi);
    fc.pre(found.status === "ok");
    const positions = edgesOf(found).map(({ position }) => position.value);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    const total = found.intervals.reduce((sum, { mass }) => sum + mass.value, found.atomAtZero.value);
    expect(Math.abs(total - 1)).toBeLessThanOrEqual(16 * eps);
    for (const { mass } of found.intervals) expect(mass.value).toBeGreaterThan(0);
    // The spectrum of Σ̂ widens that of Σ.
    expect(positions[positions.length - 1]).toBeGreaterThan(Math.max(...values));
  });
});

describe("invalid input", () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("φ = %f is refused", (phi) => {
    expect(() => support(atoms([1]), phi)).toThrow(expect.objectContaining({ code: "invalid-input", field: "phi" }));
  });
  it.each([0, -1, Number.NaN])("n = %f is refused", (n) => {
    const [{ upper }] = support(atoms([1]), 0.5).intervals;
    expect(() => tracyWidomScaling(upper, n)).toThrow(expect.objectContaining({ code: "invalid-input", field: "n" }));
  });
});

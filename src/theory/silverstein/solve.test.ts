import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population, PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { integrateAgainst } from "../populations/integrate-against.ts";
import { moment } from "../populations/moment.ts";
import { type SilversteinSolution, solveSilverstein } from "./solve.ts";

const eps = Number.EPSILON;

const golden = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8"));

/** |value/exact − 1|. The double next to `exact` is exact to eps/2. */
const relative = (value: number, exact: string | number): number => Math.abs(value / Number(exact) - 1);

function expectAccurate(got: Quantity, exact: string | number, tolerance: number): void {
  expect(relative(got.value, exact)).toBeLessThanOrEqual(tolerance);
  expect(Math.abs(got.value - Number(exact))).toBeLessThanOrEqual(got.error + eps * Math.abs(got.value));
  expect(got.status).toBe("ok");
}

const atoms = (values: number[], weights = values.map(() => 1)): Population =>
  parsePopulation({ kind: "atoms", values, weights });

describe("golden values", () => {
  interface Row {
    population: PopulationSpecification;
    name: string;
    phi: number;
    real: { lambda: number; m: string; dm: string }[];
  }
  const table = (golden("silverstein.json") as Row[]).flatMap((row) =>
    row.real.map(({ lambda, m, dm }) => ({ ...row, lambda, m, dm })),
  );
  it("are 96", () => expect(table).toHaveLength(96));
  // Worst seen: 1 eps for m, 4 eps for m′. The conditioning of these rows is below 10.
  it.each(table)("$name, φ = $phi, λ = $lambda", ({ population, phi, lambda, m, dm }) => {
    const solution = solveSilverstein(parsePopulation(population), phi, lambda);
    expectAccurate(solution.m, m, 16 * eps);
    expectAccurate(solution.mDerivative, dm, 32 * eps);
  });

  interface Extreme {
    population: PopulationSpecification;
    phi: number;
    lambda: number;
    kappa: string;
    kappaDerivative: string;
    m: string;
    mDerivative: string;
  }
  it.each(golden("silverstein-extremes.json") as Extreme[])(
    "φ = $phi, λ = $lambda, $population",
    ({ population, phi, lambda, kappa, kappaDerivative, m, mDerivative }) => {
      const solution = solveSilverstein(parsePopulation(population), phi, lambda);
      // κ has the conditioning max(1, |1−φ|)/(λ/κ + φD), at most 1,600 in this table (two atoms nine decades apart,
      // φ between their thresholds); elsewhere the worst seen is 9 eps.
      const { kappa: k, degreesOfFreedomGap } = solution;
      const condition = Math.max(1, 1 / (lambda / k.value + phi * degreesOfFreedomGap.value));
      const tolerance = 16 * eps + 2 * eps * Math.min(condition, 2000);
      expectAccurate(solution.kappa, kappa, tolerance);
      expectAccurate(solution.kappaDerivative, kappaDerivative, tolerance);
      expectAccurate(solution.m, m, 16 * eps);
      expectAccurate(solution.mDerivative, mDerivative, 32 * eps);
    },
  );
});

describe("closed forms", () => {
  it.each([
    ["Σ = I, φ = ½, λ = 1", [1], [1], 0.5, 1, (Math.sqrt(17) - 3) / 2],
    ["Σ = I, φ = 2, λ = 1", [1], [1], 2, 1, Math.SQRT1_2],
    ["three atoms", [1, 3, 10], [1, 1, 1], 0.5, 1, 0.3519344986934882],
    ["six decades, φ < 1", [1e-3, 1, 1e3], [0.3, 0.4, 0.3], 0.9, 1e-4, 1027.733457265863],
    ["six decades, φ > 1", [1e-3, 1, 1e3], [0.3, 0.4, 0.3], 1.5, 1e-4, 3339.896569751122],
  ] as const)("%s", (_, values, weights, phi, lambda, m) => {
    expectAccurate(solveSilverstein(atoms([...values], [...weights]), phi, lambda).m, m, 8 * eps);
  });

  test.prop([
    fc.double({ min: -3, max: 3, noNaN: true }).map((x) => 10 ** x),
    fc.double({ min: -12, max: 8, noNaN: true }).map((x) => 10 ** x),
  ])("Σ = I: κ is the positive root of κ² + κ(1 − φ − λ) − λ", (phi, lambda) => {
    const b = 1 - phi - lambda;
    const root = Math.hypot(b, 2 * Math.sqrt(lambda));
    const kappa = b > 0 ? (2 * lambda) / (b + root) : (root - b) / 2;
    // b itself is known to eps·(1 + φ + λ) only; its effect on κ is that over the root.
    const ofB = (eps * (1 + phi + lambda)) / root;
    expectAccurate(solveSilverstein(atoms([1]), phi, lambda).kappa, kappa, 16 * eps + 4 * ofB);
  });
});

describe("the right root", () => {
  it("is found where the plain fixed-point iteration goes to another one", () => {
    const [phi, lambda] = [2, 0.1];
    const map = (m: number): number =>
      [0.5, 1.5].reduce((sum, tau) => sum + 0.5 / (tau * (1 - phi + phi * lambda * m) + lambda), 0);
    let iterate = 1;
    for (let i = 0; i < 1000; i++) iterate = map(iterate);
    expect(Math.abs(iterate - -1.2370451)).toBeLessThanOrEqual(5e-8); // a root, and the wrong one

    const { m } = solveSilverstein(atoms([0.5, 1.5]), phi, lambda);
    expect(Math.abs(m.value - 5.4710267845)).toBeLessThanOrEqual(5e-11);
    expect(1 - phi + phi * lambda * m.value).toBeGreaterThan(0);
    expect(Math.abs(map(m.value) - m.value)).toBeLessThanOrEqual(1e-13);
  });
});

const positive = fc.double({ min: -5, max: 3, noNaN: true }).map((x) => 10 ** x);
const specification = fc.oneof(
  fc
    .array(fc.record({ value: fc.oneof({ weight: 6, arbitrary: positive }, fc.constant(0)), weight: positive }), {
      minLength: 1,
      maxLength: 8,
    })
    .filter((list) => list.some(({ value }) => value > 0))
    .map((list) => ({
      kind: "atoms" as const,
      values: list.map(({ value }) => value),
      weights: list.map(({ weight }) => weight),
    })),
  fc
    .record({
      kind: fc.constantFrom("uniform" as const, "geometric" as const, "power-law" as const),
      low: positive,
      ratio: fc.double({ min: 0.01, max: 9, noNaN: true }).map((x) => 10 ** x),
      exponent: fc.double({ min: -5, max: 5, noNaN: true }),
    })
    .map(({ kind, low, ratio, exponent }) => ({
      kind,
      low,
      high: low * ratio,
      ...(kind === "power-law" ? { exponent } : {}),
    })),
  positive.map((high) => ({ kind: "uniform" as const, low: 0, high })),
  fc.double({ min: -0.9999, max: 0.9999, noNaN: true }).map((rho) => ({ kind: "ar1" as const, rho })),
);
const aspect = fc.oneof(
  fc.double({ min: -3, max: 3, noNaN: true }).map((x) => 10 ** x),
  fc.constantFrom(0.5, 1 - 1e-9, 1, 1 + 1e-9, 2),
);
const ridge = fc.double({ min: -12, max: 8, noNaN: true }).map((x) => 10 ** x);

/** Relative error that the solution states for κ: where it is large the root itself is ill-conditioned. */
const stated = ({ kappa }: SilversteinSolution): number => kappa.error / kappa.value;

describe("for every population, φ from 1e-3 to 1e3, λ from 1e-12 to 1e8", () => {
  test.prop([specification, aspect, ridge])("the solution satisfies the equation", (input, phi, lambda) => {
    const population = parsePopulation(input);
    const solution = solveSilverstein(population, phi, lambda);
    const { kappa } = solution;
    // An integrator of its own, and the equation as it stands: κ − φκ∫τ/(τ+κ) = λ.
    const { value: df1, error } = integrateAgainst(population, (tau) => tau / (tau + kappa.value));
    const residual = Math.abs(1 - phi * df1 - lambda / kappa.value);
    const rounding = eps * (4 + 64 * phi * df1) + phi * error;
    const slope = lambda / kappa.value + phi * solution.degreesOfFreedomGap.value;
    expect(residual).toBeLessThanOrEqual(rounding + slope * stated(solution));
    // And in m: e = 1 − φ + φλm is λ/κ, but known to its rounding only.
    const m = solution.m.value;
    const e = 1 - phi + phi * lambda * m;
    const uncertainty = 8 * eps * (1 + phi + phi * lambda * m) + phi * lambda * solution.m.error;
    expect(Math.abs(e - lambda / kappa.value)).toBeLessThanOrEqual(
      uncertainty + (lambda / kappa.value) * stated(solution),
    );
    if (uncertainty < 1e-3 * e) {
      const right = integrateAgainst(population, (tau) => 1 / (tau * e + lambda));
      const shift = m * ((2 * uncertainty) / e + 64 * eps);
      expect(Math.abs(right.value - m)).toBeLessThanOrEqual(shift + right.error + solution.m.error);
    }
  });

  test.prop([specification, aspect, ridge])("every member is within its bounds", (input, phi, lambda) => {
    const population = parsePopulation(input);
    const s = solveSilverstein(population, phi, lambda);
    const mean = moment(population, 1).value;
    const more = 1 + 64 * eps + 4 * stated(s);
    for (const member of [s.kappa, s.kappaDerivative, s.m, s.mDerivative, s.degreesOfFreedomGap]) {
      expect(member.value).toBeGreaterThan(0);
      expect(member.error).toBeLessThan(member.value);
      expect(member.error).toBeGreaterThan(0);
      expect(member.status).toBe(member.error <= 1e-12 * member.value ? "ok" : "inaccurate");
    }
    expect(s.kappa.value).toBeGreaterThanOrEqual(lambda / more);
    expect(s.kappa.value).toBeLessThanOrEqual((lambda + phi * mean) * more);
    expect(s.kappaDerivative.value).toBeGreaterThanOrEqual(1 / more);
    expect(s.m.value).toBeLessThanOrEqual(more / lambda);
    expect(s.m.value * more).toBeGreaterThanOrEqual(1 / (lambda + mean)); // Jensen
    expect(s.mDerivative.value * more).toBeGreaterThanOrEqual(s.m.value ** 2); // Cauchy and Schwarz
    expect(s.mDerivative.value).toBeLessThanOrEqual((s.m.value / lambda) * more);
    expect(s.squaredDegreesOfFreedom.value).toBeLessThanOrEqual(s.degreesOfFreedom.value * more);
    // A sample of rank at most n < d has a share of at least 1 − 1/φ of zeros.
    expect(lambda * s.m.value * more).toBeGreaterThanOrEqual(1 - 1 / phi);
  });

  test.prop([specification, aspect, ridge])(
    "the forms without cancellation equal those with it",
    (input, phi, lambda) => {
      const s = solveSilverstein(parsePopulation(input), phi, lambda);
      const [m, derivative, gap] = [s.m.value, s.mDerivative.value, s.degreesOfFreedomGap.value];
      const tolerance = 64 * eps + 8 * stated(s);
      expect(Math.abs(1 - lambda * m - s.degreesOfFreedom.value)).toBeLessThanOrEqual(tolerance);
      expect(Math.abs(m - lambda * derivative - (s.kappaDerivative.value * gap) / s.kappa.value)).toBeLessThanOrEqual(
        tolerance * m,
      );
      const excess = phi * s.kappaDerivative.value * gap * gap;
      expect(
        Math.abs(1 - 2 * lambda * m + lambda * lambda * derivative - s.squaredDegreesOfFreedom.value - excess),
      ).toBeLessThanOrEqual(4 * tolerance);
      // κ′ = 1/(1 − φ df₂)
      expect(Math.abs(1 / s.kappaDerivative.value - (1 - phi * s.squaredDegreesOfFreedom.value))).toBeLessThanOrEqual(
        tolerance * (1 + phi),
      );
    },
  );

  // As a function of t = log λ, m is analytic for |Im t| < π, where its size is at most that on the real line over
  // cos(Im t/2)²: three central differences, extrapolated, are off by less than (h/π)⁶-like terms, 1e-8 of m.
  test.prop([specification, aspect, ridge])("m′ is the slope of m, κ′ that of κ", (input, phi, lambda) => {
    const population = parsePopulation(input);
    const s = solveSilverstein(population, phi, lambda);
    const at = [0.2, 0.1, 0.05].map((h) => {
      const above = solveSilverstein(population, phi, lambda * Math.exp(h));
      const below = solveSilverstein(population, phi, lambda * Math.exp(-h));
      return [(above.m.value - below.m.value) / (2 * h), (above.kappa.value - below.kappa.value) / (2 * h)];
    });
    const extrapolated = [0, 1].map((i) => {
      const [a, b, c] = at.map((row) => row[i]);
      const [ab, bc] = [(4 * b - a) / 3, (4 * c - b) / 3];
      return (16 * bc - ab) / 15;
    });
    const rounding = 100 * (16 * eps + stated(s));
    expect(Math.abs(extrapolated[0] + lambda * s.mDerivative.value)).toBeLessThanOrEqual(s.m.value * (1e-7 + rounding));
    expect(Math.abs(extrapolated[1] - lambda * s.kappaDerivative.value)).toBeLessThanOrEqual(
      s.kappa.value * (1e-7 + rounding),
    );
  });

  test.prop([specification, aspect, ridge, fc.double({ min: 0.01, max: 3, noNaN: true })])(
    "m falls and κ rises with λ; κ rises with φ",
    (input, phi, lambda, step) => {
      const population = parsePopulation(input);
      const here = solveSilverstein(population, phi, lambda);
      const there = solveSilverstein(population, phi, lambda * (1 + step));
      const wider = solveSilverstein(population, phi * (1 + step), lambda);
      const more = 1 + 64 * eps + stated(here) + stated(there) + stated(wider);
      expect(there.m.value).toBeLessThanOrEqual(here.m.value * more);
      expect(there.kappa.value * more).toBeGreaterThanOrEqual(here.kappa.value);
      expect(wider.kappa.value * more).toBeGreaterThanOrEqual(here.kappa.value);
    },
  );

  test.prop([specification, aspect, ridge, fc.integer({ min: -40, max: 40 })])(
    "m(cΣ, cλ) = m(Σ, λ)/c",
    (input, phi, lambda, power) => {
      if (input.kind === "ar1") return;
      const c = 2 ** power;
      const scaled =
        "values" in input
          ? { ...input, values: input.values.map((tau) => c * tau) }
          : { ...input, low: c * input.low, high: c * input.high };
      const here = solveSilverstein(parsePopulation(input), phi, lambda);
      const there = solveSilverstein(parsePopulation(scaled), phi, c * lambda);
      // Powers of 2 commute with rounding for atoms; densities pass through exp and log of scaled ends.
      const tolerance = "values" in input ? 0 : 128 * eps + 4 * stated(here);
      expect(relative(c * there.m.value, here.m.value)).toBeLessThanOrEqual(tolerance);
      expect(relative(c * c * there.mDerivative.value, here.mDerivative.value)).toBeLessThanOrEqual(3 * tolerance);
      expect(relative(there.kappa.value / c, here.kappa.value)).toBeLessThanOrEqual(tolerance);
    },
  );

  test.prop([specification, aspect])("as λ grows, λ(1 − λm) tends to m₁ and κ − λ to φm₁", (input, phi) => {
    const population = parsePopulation(input);
    const [mean, second] = [moment(population, 1).value, moment(population, 2).value];
    // Far beyond the support, at 1e4 times the largest eigenvalue of Σ̂, which is at most (1 + √φ)² times Σ's.
    const lambda = 1e4 * population.quantile(1) * (1 + Math.sqrt(phi)) ** 2;
    const s = solveSilverstein(population, phi, lambda);
    // λ df₁ = μ₁ − μ₂/λ + O(μ₃/λ²) with the moments of the sample spectrum, μ₂ = m₂ + φm₁².
    const sampleSecond = second + phi * mean * mean;
    const expansion = mean - sampleSecond / lambda;
    const rest = 1e-8 * mean;
    expect(Math.abs(lambda * s.degreesOfFreedom.value - expansion)).toBeLessThanOrEqual(rest + 64 * eps * mean);
    expect(Math.abs(s.kappa.value - lambda - phi * mean)).toBeLessThanOrEqual(1e-3 * phi * mean + 8 * eps * lambda);
    expect(relative(lambda * s.m.value, 1)).toBeLessThanOrEqual(1e-4);
    expect(relative(lambda ** 2 * s.mDerivative.value, 1)).toBeLessThanOrEqual(2e-4);
  });
});

describe("a list of eigenvalues", () => {
  it.each([
    { kind: "uniform", low: 0.5, high: 2 },
    { kind: "geometric", low: 0.1, high: 10 },
    { kind: "power-law", exponent: 2, low: 0.2, high: 5 },
    { kind: "ar1", rho: 0.5 },
  ])("at the quantiles' midpoints of $kind tends to it as 1/n²", (input) => {
    const population = parsePopulation(input);
    const exact = solveSilverstein(population, 0.7, 0.1).m.value;
    const errors = [50, 100, 200].map((n) => {
      const values = Array.from({ length: n }, (_, i) => population.quantile((i + 0.5) / n));
      return Math.abs(solveSilverstein(parsePopulation({ kind: "eigenvalues", values }), 0.7, 0.1).m.value / exact - 1);
    });
    // The midpoint rule: errors fall fourfold where the quantile function has a slope at its ends, faster where it has
    // none (AR(1)), down to rounding.
    expect(errors[0]).toBeLessThanOrEqual(1e-3);
    expect(errors[1]).toBeLessThanOrEqual(errors[0] / 3.5 + 64 * eps);
    expect(errors[2]).toBeLessThanOrEqual(errors[1] / 3.5 + 64 * eps);
  });

  it("of 10,000 members is solved to the same accuracy as the atom it repeats", () => {
    const values = Array.from({ length: 10_000 }, (_, i) => 1 + (i % 5000) * 1e-16);
    const one = solveSilverstein(atoms([1]), 0.5, 1);
    const many = solveSilverstein(parsePopulation({ kind: "eigenvalues", values }), 0.5, 1);
    // Eigenvalues from 1 to 1 + 5e-13: the mean moves m by at most 5e-13 of it.
    expect(relative(many.m.value, one.m.value)).toBeLessThanOrEqual(5e-13);
  });
});

describe("a mass at 0", () => {
  it("stays at 0: m is that of the rest at φ(1 − H{0}), plus H{0}/λ", () => {
    for (const [phi, lambda] of [
      [0.4, 1e-3],
      [2, 0.1],
      [5, 1e-6],
    ]) {
      const whole = solveSilverstein(atoms([0, 1, 3], [2, 1, 1]), phi, lambda);
      const rest = solveSilverstein(atoms([1, 3]), phi / 2, lambda);
      expect(relative(whole.kappa.value, rest.kappa.value)).toBeLessThanOrEqual(32 * eps);
      expect(relative(whole.m.value, 0.5 / lambda + rest.m.value / 2)).toBeLessThanOrEqual(32 * eps);
      expect(relative(whole.mDerivative.value, 0.5 / lambda ** 2 + rest.mDerivative.value / 2)).toBeLessThanOrEqual(
        64 * eps,
      );
    }
  });
});

describe("honesty", () => {
  it("calls a root inaccurate that rounding cannot place", () => {
    // φ(1 − H{0}) = 1 up to the rounding of the weights: κ is about √(λ·1), and moves by eps/√λ relatively.
    const { kappa, m } = solveSilverstein(atoms([0, 1], [2, 1]), 3, 1e-20);
    expect(kappa.status).toBe("inaccurate");
    expect(kappa.error / kappa.value).toBeGreaterThan(1e-7);
    expect(m.error).toBeGreaterThan(0);
  });

  it("knows nothing below the scale at which a uniform law from 0 is cut", () => {
    const population = parsePopulation({ kind: "uniform", low: 0, high: 1 });
    expect(solveSilverstein(population, 0.5, 1e-50).m.status).toBe("inaccurate");
    expect(solveSilverstein(population, 0.5, 1e-30).m.status).toBe("ok");
  });

  it("says so where a result underflows, and throws where it overflows", () => {
    expect(solveSilverstein(atoms([1]), 0.5, 1e200).mDerivative.status).toBe("inaccurate");
    expect(solveSilverstein(atoms([1]), 0.5, 1e200).m.status).toBe("ok");
    const tiny = solveSilverstein(atoms([1]), 0.5, 1e-200);
    expect(tiny.m).toMatchObject({ value: 2, status: "ok" }); // E 1/x = 1/(1 − φ)
    expect(tiny.mDerivative).toMatchObject({ error: Number.MAX_VALUE, status: "inaccurate" });
    expect(() => solveSilverstein(atoms([1]), 2, 1e-200)).toThrow(
      expect.objectContaining({ code: "non-finite", field: "lambda" }),
    );
  });
});

describe("invalid input", () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("φ = %s", (phi) => {
    expect(() => solveSilverstein(atoms([1]), phi, 1)).toThrow(expect.objectContaining({ field: "phi" }));
  });
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("λ = %s", (lambda) => {
    expect(() => solveSilverstein(atoms([1]), 1, lambda)).toThrow(expect.objectContaining({ field: "lambda" }));
  });
});

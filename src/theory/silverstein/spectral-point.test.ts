import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import type { Complex } from "../../foundation/complex.ts";
import type { ComplexQuantity } from "../../foundation/complex-quantity.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { moment } from "../populations/moment.ts";
import { criticalPoints } from "./critical-points.ts";
import { resolventIntegral } from "./resolvent-integral.ts";
import { solveSilverstein } from "./solve.ts";
import { boundaryPoint, spectralPoint } from "./spectral-point.ts";

const eps = Number.EPSILON;

const golden = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8"));

const atoms = (values: number[], weights = values.map(() => 1)) => parsePopulation({ kind: "atoms", values, weights });

const distance = (a: Complex, b: Complex): number => Math.hypot(a.re - b.re, a.im - b.im);
const size = (a: Complex): number => Math.hypot(a.re, a.im);

describe("golden rows", () => {
  interface Row {
    population: PopulationSpecification;
    name: string;
    phi: number;
    real: { lambda: number; m: string; dm: string }[];
    complex: { re: number; im: number; mRe: string; mIm: string }[];
  }

  // Worst seen: 3 eps, and 140 eps stated.
  it.each(golden("silverstein.json") as Row[])("$name, φ = $phi", ({ population: input, phi, real, complex }) => {
    const population = parsePopulation(input);
    for (const { re, im, mRe, mIm } of complex) {
      const { stieltjes, branch } = spectralPoint(population, phi, { re, im });
      const exact = { re: Number(mRe), im: Number(mIm) };
      expect(distance(stieltjes.value, exact)).toBeLessThanOrEqual(16 * eps * size(exact));
      expect(distance(stieltjes.value, exact)).toBeLessThanOrEqual(stieltjes.error + eps * size(exact));
      expect(stieltjes.error).toBeLessThanOrEqual(256 * eps * size(exact));
      expect(stieltjes.status).toBe("ok");
      expect(branch.kind).toBe("upper-half-plane");
    }
    for (const { lambda, m, dm } of real) {
      const point = spectralPoint(population, phi, -lambda);
      expect(Math.abs(point.stieltjes.value.re / Number(m) - 1)).toBeLessThanOrEqual(16 * eps);
      expect(Math.abs(point.stieltjesDerivative.value.re / Number(dm) - 1)).toBeLessThanOrEqual(32 * eps);
      expect(point.stieltjesDerivative.status).toBe("ok");
      expect(point.branch.kind).toBe("contraction");
    }
  });

  interface Table {
    population: PopulationSpecification;
    phi: number;
    rows: number[][];
  }

  // Complex z, x + i0 in the bulk, and both sides of edges down to 1e-12 of them.
  it.each(golden("spectral-points.json") as Table[])("$population, φ = $phi", ({ population: input, phi, rows }) => {
    const population = parsePopulation(input);
    for (const [re, im, ...members] of rows) {
      const exact = [0, 1, 2, 3].map((i) => ({ re: members[2 * i], im: members[2 * i + 1] }));
      const point = im === 0 ? boundaryPoint(population, phi, re) : spectralPoint(population, phi, { re, im });
      const got = [point.ell, point.stieltjes, point.stieltjesDerivative, point.stieltjesSecondDerivative];
      const label = `${re} + ${im}i`;
      got.forEach((quantity, i) => {
        // Worst seen: a quarter of the stated error.
        const off = distance(quantity.value, exact[i]);
        expect(off, `${label}, member ${i}`).toBeLessThanOrEqual(quantity.error + eps * size(exact[i]));
      });
      const [, m, derivative] = exact;
      const natural = 1 + (Math.hypot(re, im) * size(derivative)) / size(m);
      // Worst seen: 1.3.
      expect(distance(point.stieltjes.value, m), label).toBeLessThanOrEqual(8 * eps * natural * size(m));
      if (point.branch.kind === "none") {
        // Within 1e-12 of an edge that moves by 1e6 times as much as φ or the weights do.
        expect(point.stieltjes.status).toBe("inaccurate");
        expect([2, 1.5]).toContain(phi);
      } else {
        expect(point.stieltjes.error, label).toBeLessThanOrEqual(128 * eps * natural * size(m));
      }
    }
  });
});

describe("closed forms", () => {
  it("the wrong root of the fixed-point iteration is not taken", () => {
    const { stieltjes } = spectralPoint(atoms([0.5, 1.5]), 2, -0.1);
    expect(Math.abs(stieltjes.value.re - 5.4710267845)).toBeLessThanOrEqual(5e-11);
  });

  const identity = atoms([1]);
  it.each([0.1, 0.5, 1, 2, 2.9, 2.9142])("Marchenko–Pastur density at %s", (x) => {
    const [low, high] = [(1 - Math.SQRT1_2) ** 2, (1 + Math.SQRT1_2) ** 2];
    const expected = Math.sqrt((x - low) * (high - x)) / (Math.PI * x);
    const { density } = boundaryPoint(identity, 0.5, x);
    // The closed form knows the edges to an eps or two.
    const tolerance = 16 * eps + (4 * eps * x) / Math.min(x - low, high - x);
    expect(Math.abs(density.value / expected - 1)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(density.value - expected)).toBeLessThanOrEqual(density.error + tolerance * expected);
  });

  it("at the edges themselves nothing is called certain", () => {
    const point = boundaryPoint(identity, 1, 4);
    expect(point.branch.kind).toBe("none");
    expect(Math.abs(point.stieltjes.value.re - -0.5)).toBeLessThanOrEqual(point.stieltjes.error);
    expect(point.stieltjes.error).toBeLessThan(1e-6);
    expect(point.density.value).toBeLessThanOrEqual(point.density.error);
    expect(point.stieltjesDerivative).toMatchObject({ error: Number.POSITIVE_INFINITY, status: "inaccurate" });
  });

  it("the hard edge is resolved down to 1e-300", () => {
    for (const x of [1e-10, 1e-100, 1e-300]) {
      const { density, companion } = boundaryPoint(identity, 1, x);
      expect(Math.abs((density.value * Math.PI * Math.sqrt(x)) / Math.sqrt(1 - x / 4) - 1)).toBeLessThanOrEqual(
        8 * eps,
      );
      expect(density.status).toBe("ok");
      expect(companion.status).toBe("ok");
    }
  });
});

const positive = fc.double({ min: -4, max: 4, noNaN: true }).map((x) => 10 ** x);
const atomic = fc
  .array(fc.record({ value: fc.oneof({ weight: 9, arbitrary: positive }, fc.constant(0)), weight: positive }), {
    minLength: 1,
    maxLength: 6,
  })
  .filter((list) => list.some(({ value }) => value > 0))
  .map((list) => ({
    kind: "atoms" as const,
    values: list.map(({ value }) => value),
    weights: list.map(({ weight }) => weight),
  }));
const anyKind = fc.oneof(
  { weight: 4, arbitrary: atomic },
  fc.record({ low: positive, ratio: fc.double({ min: 1.01, max: 1e6, noNaN: true }) }).map(({ low, ratio }) => ({
    kind: "uniform" as const,
    low,
    high: low * ratio,
  })),
  fc.double({ min: -0.99, max: 0.99, noNaN: true }).map((rho) => ({ kind: "ar1" as const, rho })),
);
const aspect = fc.oneof(
  fc.double({ min: -3, max: 3, noNaN: true }).map((x) => 10 ** x),
  fc.constantFrom(1, 1 + 1e-8, 1 - 1e-8),
);
const argument = fc
  .record({
    size: fc.double({ min: -8, max: 8, noNaN: true }),
    angle: fc.double({ min: 0, max: Math.PI, noNaN: true }),
  })
  .map(({ size: exponent, angle }) => ({ re: 10 ** exponent * Math.cos(angle), im: 10 ** exponent * Math.sin(angle) }))
  .filter(({ im }) => im > 0);

describe("for every population, φ from 1e-3 to 1e3, and z", () => {
  test.prop([anyKind, aspect, argument])("ℓ satisfies the equation, on the right branch", (input, phi, z) => {
    const population = parsePopulation(input);
    const { ell, companion, stieltjes, branch } = spectralPoint(population, phi, z);
    const l = ell.value;
    expect(branch.kind).not.toBe("none");
    if (branch.kind === "upper-half-plane") {
      expect(l.im).toBeGreaterThan(0);
      expect(companion.value.im).toBeGreaterThan(0);
      expect(stieltjes.value.im).toBeGreaterThan(0);
    }
    // The integral by itself, and 1 + φ∫τ/(ℓ−τ) as it stands.
    if (l.im === 0) return;
    const { value, error } = resolventIntegral(population, l, 1, 1);
    const right = {
      re: l.re + phi * (l.re * value.re - l.im * value.im),
      im: l.im + phi * (l.re * value.im + l.im * value.re),
    };
    const rounding = size(l) * (phi * error + 8 * eps * (1 + phi * size(value)));
    // |ψ′| < 2 on the right branch.
    expect(distance(right, z)).toBeLessThanOrEqual(rounding + 2 * ell.error);
  });

  test.prop([anyKind, aspect, argument])("conjugate arguments give conjugate values", (input, phi, z) => {
    const population = parsePopulation(input);
    const [above, below] = [z, { re: z.re, im: -z.im }].map((at) => spectralPoint(population, phi, at));
    for (const key of ["ell", "companion", "stieltjes", "stieltjesDerivative", "stieltjesSecondDerivative"] as const) {
      expect(below[key].value).toEqual({ re: above[key].value.re, im: -above[key].value.im });
    }
  });

  test.prop([anyKind, aspect, argument])("m and v belong together", (input, phi, z) => {
    const { stieltjes: m, companion: v } = spectralPoint(parsePopulation(input), phi, z);
    // v = −(1 − φ)/z + φm
    const norm = z.re * z.re + z.im * z.im;
    const share = { re: ((1 - phi) * z.re) / norm, im: (-(1 - phi) * z.im) / norm };
    const right = { re: phi * m.value.re - share.re, im: phi * m.value.im - share.im };
    expect(distance(v.value, right)).toBeLessThanOrEqual(
      v.error + phi * m.error + 8 * eps * (size(share) + phi * size(m.value)),
    );
  });

  test.prop([anyKind, aspect, fc.double({ min: -8, max: 8, noNaN: true })])(
    "the negative axis is that of the effective ridge",
    (input, phi, exponent) => {
      const lambda = 10 ** exponent;
      const population = parsePopulation(input);
      const point = spectralPoint(population, phi, -lambda);
      const solution = solveSilverstein(population, phi, lambda);
      const agree = (got: ComplexQuantity, expected: { value: number; error: number }, sign = 1) => {
        expect(got.value.im).toBe(0);
        expect(Math.abs(sign * got.value.re - expected.value)).toBeLessThanOrEqual(got.error + expected.error);
      };
      agree(point.ell, solution.kappa, -1);
      agree(point.stieltjes, solution.m);
      agree(point.stieltjesDerivative, solution.mDerivative);
      expect(point.density.value).toBe(0);
    },
  );

  // Every derivative by Cauchy's formula with 16 points on a circle of half the distance to the real line: m is analytic
  // on twice that, so that the k-th coefficient repeats from 2⁻¹⁶ of the largest on.
  test.prop([anyKind, aspect, argument.filter(({ re, im }) => im > 0.02 * Math.abs(re))])(
    "m′, m″, v′ and v″ are derivatives",
    (input, phi, z) => {
      const population = parsePopulation(input);
      const radius = z.im / 64;
      const count = 16;
      const at = spectralPoint(population, phi, z);
      const around = Array.from({ length: count }, (_, j) => {
        const [c, s] = [Math.cos((2 * Math.PI * j) / count), Math.sin((2 * Math.PI * j) / count)];
        return { c, s, point: spectralPoint(population, phi, { re: z.re + radius * c, im: z.im + radius * s }) };
      });
      for (const [function_, derivative, order] of [
        ["stieltjes", "stieltjesDerivative", 1],
        ["stieltjes", "stieltjesSecondDerivative", 2],
        ["companion", "companionDerivative", 1],
        ["companion", "companionSecondDerivative", 2],
      ] as const) {
        const sum = { re: 0, im: 0 };
        let error = 0;
        for (let j = 0; j < count; j++) {
          const { value, error: own } = around[j].point[function_];
          const { c, s } = around[(order * j) % count];
          sum.re += (value.re * c + value.im * s) * order;
          sum.im += (value.im * c - value.re * s) * order;
          error += (own + 4 * eps * size(value)) * order;
        }
        const scale = 1 / count / radius ** order;
        const expected = { re: sum.re * scale, im: sum.im * scale };
        // |m⁽¹⁶⁾|/16! ≤ |m|-like bounds over (Im z)¹⁶, times radius¹⁶: below 64⁻¹⁵ of the value's scale.
        const largest = Math.max(...around.map(({ point }) => size(point[function_].value)));
        const { value, error: stated } = at[derivative];
        expect(distance(value, expected)).toBeLessThanOrEqual(
          stated + error * scale + (largest * (64 ** -14 + 32 * eps)) / radius ** order,
        );
      }
    },
  );
});

describe("real z off the support", () => {
  // Left of it, in its gap and right of it: both sides agree, and ℓ is real.
  it.each([1e-3, 0.3, 1.9, 9])("%s", (x) => {
    const population = atoms([1, 3]);
    const point = spectralPoint(population, 0.05, x);
    expect(boundaryPoint(population, 0.05, x, "above")).toEqual(point);
    expect(boundaryPoint(population, 0.05, x, "below").stieltjes.value.re).toBe(point.stieltjes.value.re);
    expect(point.ell.value.im).toBe(0);
    expect(point.branch.kind).toBe("contraction");
    expect(point.density).toEqual({ value: 0, error: 0, status: "ok" });
  });

  it("beside an edge at 1e-9 of its position is real too", () => {
    const values = [0.0700590646505, 5.0281021675, 47.7859044158, 0.059783908825, 0.0219135179446, 20.467227676];
    const weights = [0.3107, 0.4013, 0.993, 0.9319, 0.00015381, 0.15936];
    const population = atoms(values, weights);
    const phi = 0.5795314422511928;
    const edges = criticalPoints(population, phi).flatMap((gap) => gap.criticalPoints);
    for (const { position, side } of edges) {
      for (const relative of [1e-9, 1e-12]) {
        const x = position.value * (1 + (side === "lower" ? -relative : relative));
        expect(spectralPoint(population, phi, x).ell.value.im).toBe(0);
        const within = position.value * (1 - (side === "lower" ? -relative : relative));
        expect(boundaryPoint(population, phi, within).density.value).toBeGreaterThan(0);
      }
    }
  });
});

describe("other ways to the same root", () => {
  // All roots of the polynomial in ℓ as eigenvalues of its companion matrix; one has Im ℓ > 0.
  test.prop([
    fc.array(
      fc.record({
        value: fc.double({ min: 0.2, max: 5, noNaN: true }),
        weight: fc.double({ min: 0.2, max: 1, noNaN: true }),
      }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    fc.double({ min: 0.1, max: 10, noNaN: true }),
    fc.double({ min: -2, max: 20, noNaN: true }),
  ])("polynomial roots", (list, phi, x) => {
    const population = atoms(
      list.map(({ value }) => value),
      list.map(({ weight }) => weight),
    );
    if (population.type !== "atomic" || Math.abs(x) < 0.01) return;
    const { values, weights } = population;
    // (ℓ − x)Π(ℓ − τ_i) + φℓ Σ w_i τ_i Π_{j≠i}(ℓ − τ_j), coefficients from the constant one upwards.
    const product = (roots: readonly number[]): number[] =>
      roots.reduce<number[]>((p, root) => p.concat(0).map((_, i) => (p[i - 1] ?? 0) - root * (p[i] ?? 0)), [1]);
    const coefficients = product([x, ...values]);
    values.forEach((tau, i) => {
      product(values.filter((_, j) => j !== i)).forEach((c, k) => {
        coefficients[k + 1] += phi * weights[i] * tau * c;
      });
    });
    const degree = coefficients.length - 1;
    const companion = Matrix.zeros(degree, degree);
    for (let i = 0; i < degree; i++) {
      if (i > 0) companion.set(i, i - 1, 1);
      companion.set(i, degree - 1, -coefficients[i]);
    }
    const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(companion);
    const { ell, branch } = boundaryPoint(population, phi, x);
    // Roots of the polynomial are known to about the root of a rounding error where two nearly meet.
    const nearest = Math.min(
      ...realEigenvalues.map((re, i) => distance({ re, im: imaginaryEigenvalues[i] }, ell.value)),
    );
    expect(nearest).toBeLessThanOrEqual(1e-5 * (1 + size(ell.value)));
    const complexRoots = imaginaryEigenvalues.filter((im) => im > 1e-4).length;
    if (complexRoots > 0) expect([1, branch.kind]).toEqual([complexRoots, "upper-half-plane"]);
    else expect(ell.value.im).toBeLessThanOrEqual(2e-4);
  });

  test.prop([atomic, aspect, argument.filter(({ re, im }) => im > 0.3 * Math.abs(re))])(
    "the fixed-point iteration in the upper half plane",
    (input, phi, z) => {
      const population = parsePopulation(input);
      if (population.type !== "atomic") return;
      // ℓ ← z − φ∫ τℓ/(ℓ − τ) maps Im ℓ ≥ Im z into itself. It is left where it has not settled.
      let l: Complex = z;
      let change = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 3000 && change > 1e-13; i++) {
        let [re, im] = [z.re, z.im];
        population.values.forEach((tau, k) => {
          // τℓ/(ℓ − τ) = τ + τ²/(ℓ − τ)
          const d = l.re - tau;
          const norm = d * d + l.im * l.im;
          re -= phi * population.weights[k] * (tau + (tau * tau * d) / norm);
          im += (phi * population.weights[k] * tau * tau * l.im) / norm;
        });
        change = distance({ re, im }, l) / Math.hypot(re, im);
        l = { re, im };
      }
      if (change > 1e-13) return;
      // The iteration's own rounding is amplified by its contraction, 1/(1 − q) with q below 1 − Im z/Im ℓ.
      const amplification = l.im / z.im;
      const { ell } = spectralPoint(population, phi, z);
      const largest = population.values[population.values.length - 1];
      expect(distance(ell.value, l)).toBeLessThanOrEqual(4e-13 * amplification * (size(l) + phi * largest));
    },
  );

  it.each([
    ["two atoms", { kind: "atoms", values: [1, 3], weights: [1, 1] }, 0.5],
    ["a mass at 0", { kind: "atoms", values: [0, 2], weights: [1, 3] }, 3],
    ["AR(1)", { kind: "ar1", rho: 0.5 }, 0.3],
  ])("contour integrals around the spectrum, %s", (_, input, phi) => {
    // ∮ m dz = −2πi, ∮ z m dz = −2πi m₁, ∮ z²m dz = −2πi(m₂ + φm₁²); trapezoidal rule, radius above twice the spectrum's.
    const population = parsePopulation(input);
    const radius = 64;
    const count = 128;
    const sums = [0, 0, 0];
    for (let j = 0; j < count; j++) {
      const angle = (2 * Math.PI * (j + 0.5)) / count;
      const { value } = spectralPoint(population, phi, {
        re: radius * Math.cos(angle),
        im: radius * Math.sin(angle),
      }).stieltjes;
      for (let k = 0; k < 3; k++) {
        const turn = (k + 1) * angle;
        sums[k] -= (radius ** (k + 1) * (value.re * Math.cos(turn) - value.im * Math.sin(turn))) / count;
      }
    }
    const [first, second] = [moment(population, 1).value, moment(population, 2).value];
    const expected = [1, first, second + phi * first * first];
    for (let k = 0; k < 3; k++) {
      expect(Math.abs(sums[k] - expected[k])).toBeLessThanOrEqual(64 * eps * radius ** k);
    }
  });

  it("the expansion at large z", () => {
    const population = atoms([1, 3]);
    for (const re of [1e6, -1e6]) {
      const { stieltjes } = spectralPoint(population, 0.5, re);
      // −1/z − m₁/z² − (m₂ + φm₁²)/z³, the next term being 1e-18·100 of the first.
      const series = -1 / re - 2 / re ** 2 - (5 + 0.5 * 4) / re ** 3;
      expect(Math.abs(stieltjes.value.re / series - 1)).toBeLessThanOrEqual(8 * eps);
    }
  });
});

describe("bad input", () => {
  const population = atoms([1, 3]);
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("φ = %s", (phi) => {
    for (const call of [() => spectralPoint(population, phi, -1), () => boundaryPoint(population, phi, 1)]) {
      expect(call).toThrow(expect.objectContaining({ code: "invalid-input", field: "phi" }));
    }
  });
  it.each<[number | Complex, string]>([
    [0, "0"],
    [{ re: Number.NaN, im: 1 }, "NaN"],
    [{ re: 1, im: Number.POSITIVE_INFINITY }, "infinite"],
    [{ re: 1, im: 0 }, "on the support"],
    [1, "on the support"],
  ])("z = %s: %s", (z) => {
    expect(() => spectralPoint(population, 0.5, z)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "z" }),
    );
  });
  it.each([0, Number.NaN, Number.NEGATIVE_INFINITY])("x = %s", (x) => {
    expect(() => boundaryPoint(population, 0.5, x)).toThrow(expect.objectContaining({ field: "x" }));
  });
  it("another side", () => {
    const side = "left" as "above";
    expect(() => boundaryPoint(population, 0.5, 1, side)).toThrow(expect.objectContaining({ field: "side" }));
  });
});

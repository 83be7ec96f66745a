import type { Claim, Formula, LimitTest, Parameters } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import * as theory from "asymptopia/theory";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { claimAtBudget } from "../../../src/claims/claim-at-budget.ts";
import { loadFormulaCompiler } from "../../../src/claims/formula/compile.ts";
import { formulaInputs, inputValues } from "../../../src/claims/formula/formula-inputs.ts";
import { mutants } from "../../../src/claims/formula/mutants.ts";
import { screenMutants } from "../../../src/claims/formula/screen-mutants.ts";
import { formulaTex } from "../../../src/claims/formula/tex.ts";
import type { BoundClaimResult } from "../../../src/verification/bound/bound-result.ts";
import type { LimitClaimResult } from "../../../src/verification/limit/limit-result.ts";
import type { RateClaimResult } from "../../../src/verification/rate/rate-result.ts";
import { verifyHere } from "../../../src/verification/testing/verify-here.ts";
import { absoluteTolerance } from "../../../src/verification/tolerance.ts";
import atomAtZero from "./atom-at-zero.ts";
import deterministicEquivalents from "./deterministic-equivalent.ts";
import edgeTracyWidom from "./edge-tracy-widom.ts";
import limitingDensity from "./limiting-density.ts";
import { twoAtoms } from "./random-matrix-model.ts";
import resolventClt from "./resolvent-clt.ts";
import spike from "./spike.ts";
import theoremE9 from "./theorem-E.9.ts";
import complexE9 from "./theorem-E.9-complex.ts";
import wishartMoments from "./wishart-moments.ts";

const compile = await loadFormulaCompiler();

const values = <P extends Parameters>(formula: Pick<Formula<P>, "inputs" | "spectra">, point: P) =>
  inputValues(formulaInputs(formula, point));

function evaluate<P extends Parameters>(formula: Omit<Formula<P>, "variants">, point: P): number {
  return compile(formula).evaluate(values(formula, point));
}

/** The claim's formula at one of its points with some parameters changed. */
function at<P extends Parameters>(claim: Claim<P, LimitTest<P>>, changes: object): number {
  return evaluate(claim.test.formula, claim.experiment.parameters.parse({ ...claim.grid[0], ...changes }));
}

const near = (value: number, expected: number, relative: number) =>
  expect(Math.abs(value / expected - 1)).toBeLessThan(relative);

const identity = { kind: "atoms", values: [1], weights: [1] };

const limits = [
  ...theoremE9,
  ...complexE9,
  ...edgeTracyWidom,
  ...deterministicEquivalents,
  ...resolventClt,
  ...spike,
  ...wishartMoments,
] as unknown as readonly Claim<Parameters, LimitTest>[];

describe.each(limits.map((claim) => ({ id: claim.id, claim })))("$id", ({ claim }) => {
  const { formula } = claim.test;

  it("gives the symbols that its formula uses, with errors far below its margin", () => {
    for (const size of claim.sizes) {
      for (const point of claim.grid) {
        for (const parameters of [point, claim.experiment.realise(point, size).realised]) {
          const inputs = formula.inputs(parameters);
          if (formula.equations === undefined) {
            expect(Object.keys(inputs).sort()).toEqual(Object.keys(formula.symbols).sort());
          }
          for (const { error, status, value } of Object.values(inputs)) {
            expect(status).toBe("ok");
            expect(error).toBeLessThanOrEqual(1e-9 * Math.abs(value));
          }
        }
      }
    }
  });

  it("declares variants that are real and off by a tenth of the margin somewhere, and all of it is TeX", () => {
    const compiled = compile(formula);
    const declared = mutants(compiled).filter(({ operator }) => operator === "declared");
    const rows = claim.grid.map((point) => values(formula, point));
    // Those of exact moments show at finite sizes alone: in the limit 1/n is 0.
    const finite = claim.grid.map((point) => values(formula, claim.experiment.realise(point, claim.sizes[0]).realised));
    const { inequivalent, invalid } = screenMutants(compiled, declared, [...rows, ...finite]);
    expect(inequivalent).toHaveLength(declared.length);
    expect(invalid).toEqual([]);
    for (const { discrepancy, why } of inequivalent) expect(discrepancy, why).toBeGreaterThan(0.01);
    for (const one of [compiled, ...declared]) {
      katex.renderToString(formulaTex(one), { throwOnError: true, strict: "error" });
    }
  });

  it("has controls that differ from the right formula by at least four margins", () => {
    for (const control of claim.controls) {
      // What is wrong with these is the point, not the formula: no eigenvalue leaves the bulk there, or it has no edge there.
      if (["below-the-threshold", "bulk-by-itself"].includes(control.id)) continue;
      for (const point of control.grid) {
        const [right, wrong] = [evaluate(formula, point), evaluate(control.test.formula, point)];
        expect(Math.abs(right - wrong)).toBeGreaterThanOrEqual(4 * absoluteTolerance(control.test.margin, wrong));
      }
    }
  });
});

describe("Theorem E.9", () => {
  const [trace, derivative] = theoremE9;

  it.each([
    [identity, 0.5, 1, (Math.sqrt(17) - 3) / 2],
    [identity, 2, 1, Math.SQRT1_2],
    [{ kind: "atoms", values: [1, 3, 10] }, 0.5, 1, 0.3519344986934882],
    [{ kind: "atoms", values: [1e-3, 1, 1e3], weights: [0.3, 0.4, 0.3] }, 1.5, 1e-4, 3339.896569751122],
    [twoAtoms, 2, 0.1, 5.4710267845],
  ])("has the known value: %j, φ = %f, λ = %f", (population, phi, lambda, expected) => {
    // The last one is given to eleven digits. The formula cancels no more than 1/λ over φm.
    near(at(trace, { population, phi, zReal: -lambda }), expected, 2e-11);
  });

  it("agrees with the transforms that theory computes without cancellation", () => {
    for (const point of trace.grid) {
      const population = parsePopulation(point.population);
      near(evaluate(trace.test.formula, point), theory.stieltjes(population, point.phi, point.zReal).value, 1e-12);
      const slope = theory.stieltjesDerivative(population, point.phi, point.zReal).value;
      near(evaluate(derivative.test.formula, point), slope, 1e-12);
    }
  });

  it("has a wrong root that the undamped iteration of the equation goes to", () => {
    const wrong = evaluate(
      trace.controls[0].test.formula,
      trace.experiment.parameters.parse(trace.controls[0].grid[0]),
    );
    near(wrong, -1.2370451, 1e-7);
    let iterate = 0;
    for (let step = 0; step < 1000; step++) {
      iterate = [0.5, 1.5].reduce((sum, tau) => sum + 0.5 / (tau * (1 - 2 + 0.2 * iterate) + 0.1), 0);
    }
    near(iterate, wrong, 1e-12);
  });
});

describe("Theorem E.9 at complex arguments", () => {
  const [real, imaginary] = complexE9;

  it("has the transform that solves its equation with positive imaginary parts of m and of the companion", () => {
    for (const point of real.grid) {
      const population = parsePopulation(point.population);
      const { zReal: x, zImaginary: y, phi } = point;
      const [re, im] = [evaluate(real.test.formula, point), evaluate(imaginary.test.formula, point)];
      const { value } = theory.spectralPoint(population, phi, { re: x, im: y }).stieltjes;
      const size = Math.hypot(re, im);
      expect(Math.hypot(re - value.re, im - value.im)).toBeLessThan(1e-12 * size);
      // ∫ dH/(τ(1 − φ − φzm) − z), whose real and imaginary parts are those of conjugates over squares.
      const [p, q] = [1 - phi - phi * (x * re - y * im), -phi * (x * im + y * re)];
      const part = (f: (across: number, along: number) => number) =>
        theory.integrateAgainst(population, (tau) => {
          const [across, along] = [tau * p - x, tau * q - y];
          return f(across, along) / (across ** 2 + along ** 2);
        }).value;
      expect(Math.abs(part((across) => across) - re)).toBeLessThan(1e-11 * size);
      expect(Math.abs(part((_, along) => -along) - im)).toBeLessThan(1e-11 * size);
      expect(im).toBeGreaterThan(0);
      expect(phi * im + ((1 - phi) * y) / (x * x + y * y)).toBeGreaterThan(0);
    }
  });

  it("is of a size that relative margins suit, in both parts", () => {
    for (const claim of complexE9) {
      for (const point of claim.grid) expect(Math.abs(evaluate(claim.test.formula, point))).toBeGreaterThan(0.2);
    }
  });
});

describe("edges", () => {
  const points = edgeTracyWidom.flatMap(({ grid }) => grid);

  it("are where ψ′ vanishes, which bisection finds on either side of each atom", () => {
    const psi = (ell: number) => ell * (1 + 0.05 * (1 / (ell - 1) + 10 / (ell - 10)));
    const slope = (ell: number) => 1 - 0.05 * (1 / (ell - 1) ** 2 + 100 / (ell - 10) ** 2);
    const bend = (ell: number) => 0.1 * (1 / (ell - 1) ** 3 + 100 / (ell - 10) ** 3);
    // ψ′ > 0 at the first end of each bracket and < 0 at the second.
    const brackets = [
      [-100, 1 - 1e-9],
      [3, 1 + 1e-9],
      [3, 10 - 1e-9],
      [1000, 10 + 1e-9],
    ];
    const expected = brackets.map(([above, below]) => {
      let [low, high] = [above, below];
      for (let i = 0; i < 100; i += 1) {
        const middle = (low + high) / 2;
        if (slope(middle) > 0) low = middle;
        else high = middle;
      }
      const [edge, curvature] = [psi(low), bend(low) * low ** 4];
      return { edge, scale: Math.cbrt(Math.abs(curvature) / 2) };
    });
    expect(points).toHaveLength(4);
    for (const [i, { edge, scale }] of expected.entries()) {
      const claim = edgeTracyWidom[i % 2 === 1 ? 0 : 1];
      const point = claim.grid[i < 2 ? 0 : 1];
      near(point.edge, edge, 1e-13);
      near(evaluate(claim.test.formula, point), (i % 2 === 1 ? 1 : -1) * scale * -1.2065335745820247, 1e-12);
    }
  });

  it("stay where they are at every size: spectrum and ratio are those of the limit", () => {
    for (const claim of edgeTracyWidom) {
      for (const size of claim.sizes) {
        for (const point of claim.grid) {
          const { realised } = claim.experiment.realise(point, size);
          expect(realised.phi).toBe(point.phi);
          const { intervals } = theory.support(parsePopulation(realised.population), realised.phi);
          const positions = intervals.flatMap(({ lower, upper }) => [lower.position.value, upper.position.value]);
          const distances = positions.map((position) => Math.abs(position / point.edge - 1));
          expect(Math.min(...distances)).toBeLessThan(1e-13);
        }
      }
    }
  });

  it("are off by several fluctuations where each bulk is taken by itself", () => {
    for (const { grid, controls, sizes } of edgeTracyWidom) {
      const [control] = controls;
      const n = 10 * sizes[sizes.length - 1];
      const distance = Math.abs(control.grid[0].edge - grid[0].edge) * n ** (2 / 3);
      expect(distance).toBeGreaterThan(2 * Math.abs(evaluate(control.test.formula, control.grid[0])));
    }
  });
});

describe("deterministic equivalents", () => {
  const [bilinear, twoResolvents] = deterministicEquivalents;

  it("are the trace at u = w along I", () => {
    for (const { population, phi, lambda } of bilinear.grid) {
      const m = theory.stieltjes(parsePopulation(population), phi, -lambda).value;
      near(at(bilinear, { population, phi, lambda, left: 0, right: 0 }), m, 1e-12);
    }
  });

  it("differ by R² = −dR/dλ, which is the two-resolvent form with B = I", () => {
    for (const { population, phi, lambda } of bilinear.grid) {
      const step = 1e-3 * lambda;
      const form = (shift: number) => at(bilinear, { population, phi, lambda: lambda + shift });
      const slope = (form(-2 * step) - 8 * form(-step) + 8 * form(step) - form(2 * step)) / (12 * step);
      // Truncation of (step/λ)⁴ and rounding of ε·λ/step.
      near(at(twoResolvents, { population, phi, lambda, between: 0 }), -slope, 1e-10);
    }
  });

  it("add up: (Σ̂ + λ)R = I makes tr R = tr RΣ̂R + λ tr R², and tr Σ̂R² → (m − λm′)", () => {
    for (const { population, phi, lambda } of bilinear.grid) {
      const parsed = parsePopulation(population);
      const slope = theory.stieltjesDerivative(parsed, phi, -lambda).value;
      near(at(twoResolvents, { population, phi, lambda, left: 0, right: 0, between: 0 }), slope, 1e-11);
    }
  });
});

describe("the central limit theorem of the resolvent", () => {
  const [mean, variance] = resolventClt;

  it("has the variance of the covariance kernel 2[v₁′v₂′/(v₁−v₂)² − 1/(z₁−z₂)²] as its points meet", () => {
    for (const { population, phi, lambda } of variance.grid) {
      const parsed = parsePopulation(population);
      const kernel = (h: number): number => {
        const [one, two] = [1 + h, 1 - h].map((factor) => {
          const { kappa, kappaDerivative } = theory.solveSilverstein(parsed, phi, factor * lambda);
          return { v: 1 / kappa.value, slope: kappaDerivative.value / kappa.value ** 2 };
        });
        return 2 * ((one.slope * two.slope) / (one.v - two.v) ** 2 - 1 / (2 * h * lambda) ** 2);
      };
      // Even in h: 4/3 and −1/3 remove h², and leave some h⁴ = 1e-6; rounding is ε/h² of terms 1/(hλ)².
      near(at(variance, { population, phi, lambda }), (4 * kernel(0.03) - kernel(0.06)) / 3, 1e-4);
    }
  });

  it("has the mean of Bai and Silverstein, in terms of v", () => {
    for (const { population, phi, lambda } of mean.grid) {
      const parsed = parsePopulation(population);
      const v = 1 / theory.solveSilverstein(parsed, phi, lambda).kappa.value;
      const part = (f: (tau: number) => number) => theory.integrateAgainst(parsed, f).value;
      const numerator = phi * part((tau) => (v ** 3 * tau ** 2) / (1 + tau * v) ** 3);
      const denominator = (1 - phi * part((tau) => (v * tau) ** 2 / (1 + tau * v) ** 2)) ** 2;
      near(at(mean, { population, phi, lambda }), numerator / denominator, 1e-12);
    }
  });

  it("is centred at m, with sizes at which spectrum and ratio are those of the limit", () => {
    for (const claim of resolventClt) {
      for (const point of claim.grid) {
        const population = parsePopulation(point.population);
        expect(point.centre).toBe(theory.stieltjes(population, point.phi, -point.lambda).value);
        for (const size of claim.sizes) {
          const { realised } = claim.experiment.realise(point, size);
          expect(realised.phi).toBe(point.phi);
          near(
            theory.stieltjes(parsePopulation(realised.population), realised.phi, -point.lambda).value,
            point.centre,
            1e-13,
          );
        }
      }
    }
  });
});

describe("spikes", () => {
  const [outlier, overlap, variance] = spike;

  it.each([
    [0.5, 4],
    [2, 6],
    [0.3, 0.1],
  ])("beside H = δ₁ have the classical values, φ = %f, ℓ = %f", (phi, ell) => {
    const point = { population: identity, phi, spike: ell };
    const t = 1 / (ell - 1);
    near(at(outlier, point), ell * (1 + phi * t), 1e-14);
    near(at(overlap, point), (1 - phi * t * t) / (1 + phi * t), 1e-13);
    near(at(variance, point), 2 * ell * ell * (1 - phi * t * t), 1e-13);
  });

  it("have ψ′ of the difference quotient of ψ, above, between and below bulks, and beyond the threshold", () => {
    for (const { population, phi, spike: ell } of outlier.grid) {
      const psi = (shift: number) => at(outlier, { population, phi, spike: ell * (1 + shift) });
      const slope = (psi(-2e-3) - 8 * psi(-1e-3) + 8 * psi(1e-3) - psi(2e-3)) / (12e-3 * ell);
      expect(slope).toBeGreaterThan(0.3);
      // Truncation some (1e-3/distance from H)⁴, below 1e-8.
      near(at(variance, { population, phi, spike: ell }), 2 * ell * ell * slope, 1e-7);
      near(at(overlap, { population, phi, spike: ell }), (ell * slope) / psi(0), 1e-7);
    }
    const [control] = outlier.controls;
    expect(evaluate(overlap.test.formula, outlier.experiment.parameters.parse(control.grid[0]))).toBeLessThan(0);
  });
});

describe("Wishart moments", () => {
  const [secondMoment, sandwich, inverse] = wishartMoments;

  it("are those of a Gauss–Hermite rule, which is exact for polynomials of degree 4 in n·d normals", () => {
    const [n, tau] = [2, [0.5, 2]];
    // Three nodes integrate degree 5 in each normal: 3⁴ of them.
    const rule = [
      [-Math.sqrt(3), 1 / 6],
      [0, 2 / 3],
      [Math.sqrt(3), 1 / 6],
    ];
    const vector = (power: number) => {
      const entries = tau.map((value) => value ** power);
      return entries.map((entry) => entry / Math.hypot(...entries));
    };
    const [u, a, b, w] = [0, 1, -1, 0.5].map(vector);
    const [expected, traces] = [{ sum: 0 }, { sum: 0 }];
    for (let node = 0; node < 81; node += 1) {
      const picked = [0, 1, 2, 3].map((digit) => rule[Math.floor(node / 3 ** digit) % 3]);
      const weight = picked.reduce((product, [, share]) => product * share, 1);
      const x = picked.map(([z], i) => z * Math.sqrt(tau[i % 2]));
      const s = [0, 1].map((i) => [0, 1].map((j) => (x[i] * x[j] + x[2 + i] * x[2 + j]) / n));
      const form = (left: readonly number[], right: readonly number[]) =>
        left.reduce((sum, p, i) => sum + p * (s[i][0] * right[0] + s[i][1] * right[1]), 0);
      expected.sum += weight * form(u, a) * form(b, w);
      traces.sum += (weight * (s[0][0] ** 2 + 2 * s[0][1] ** 2 + s[1][1] ** 2)) / 2;
    }
    const finite = { phi: 1, inverseSamples: 1 / n };
    near(at(sandwich, finite), expected.sum, 1e-13);
    near(at(secondMoment, finite), traces.sum, 1e-13);
  });

  it("invert to n/(n − 2) times 1/τ in dimension 1: E 1/χ²ₙ = 1/(n − 2)", () => {
    near(
      at(inverse, { population: { kind: "atoms", values: [4] }, phi: 1 / 7, inverseSamples: 1 / 7 }),
      7 / 5 / 4,
      1e-14,
    );
  });

  it("are averaged over the ladder and not extrapolated", () => {
    for (const claim of wishartMoments) {
      expect(claim.test.residualBias).toEqual({ relative: 0 });
      // A wrong term in 1/n would be left with the mean of 1/size over the two larger sizes, nearly.
      expect(claim.test.finiteSizeExponent).toBeGreaterThanOrEqual(4);
    }
  });
});

// α = 1e-5 a point: true claims are refuted with at most that probability, and what they and the controls are off by
// leaves them undecided with far less; the seed is fixed besides.
describe("verified in this thread", () => {
  it.each(wishartMoments)("$id is supported at its quick points, and its controls are refuted", async (claim) => {
    const result = await verifyHere<LimitClaimResult>(claimAtBudget(claim as unknown as Claim, "quick"), "limit");
    expect(result.verdict).toBe("supported");
    expect(result.controls.map(({ verdict }) => verdict)).toEqual(claim.controls.map(() => "refuted"));
    expect(result.mutants.killed).toBeGreaterThanOrEqual(0.9 * result.mutants.total);
  });

  it("rm/limiting-density is supported below 1 and above it, at the sizes up to 160", async () => {
    const claim = { ...limitingDensity, grid: limitingDensity.grid.slice(0, 2), sizes: [20, 40, 80, 160] };
    const result = await verifyHere<RateClaimResult>(claim as unknown as Claim, "rate");
    expect(result.verdict).toBe("supported");
    expect(result.controls.map(({ verdict }) => verdict)).toEqual(["refuted"]);
  });

  it.each(atomAtZero)("$id is supported, and its control is refuted", async (claim) => {
    const result = await verifyHere<BoundClaimResult>(claim as unknown as Claim, "bound");
    expect(result.verdict).toBe("supported");
    expect(result.controls.map(({ verdict }) => verdict)).toEqual(["refuted"]);
  });
});

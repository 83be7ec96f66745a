import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Spectrum } from "../../foundation/spectrum.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { spectrumOf } from "../../theory/populations/spectrum.ts";
import type { Expression } from "../formula/expression.ts";
import { loadMathParser, parseExpression } from "../formula/parse-expression.ts";
import { compileSystem } from "./compile-system.ts";
import { blocks, type Root, solveSystem } from "./solve-system.ts";

const parse = await loadMathParser();
const read = (text: string): Expression => parseExpression(text, parse);
const system = (equations: Readonly<Record<string, string>>, ...domain: readonly string[]) =>
  compileSystem(equations, domain, read);

const { EPSILON } = Number;

function expectRoot(root: Root | undefined, exact: string | number, tolerance: number): void {
  const distance = Math.abs((root?.value ?? Number.NaN) - Number(exact));
  const ownRounding = EPSILON * Math.abs(Number(exact));
  expect(distance).toBeLessThanOrEqual(tolerance * EPSILON * Math.abs(Number(exact)));
  expect(distance).toBeLessThanOrEqual((root as Root).error + ownRounding);
}

const silverstein = { m: "m = integral(1 / (tau * (1 - phi + phi * lambda * m) + lambda), tau, H)" };
const named = { m: "m = integral(1 / (tau * q + lambda), tau, H)", q: "q = 1 - phi + phi * lambda * m" };
const withDerivative = {
  dm: "dm = integral((1 + phi * tau * (m - lambda * dm)) / (tau * q + lambda)^2, tau, H)",
  ...named,
};
const re = "(tau * (1 - phi - phi * (x * a - y * b)) - x)";
const im = "(tau * phi * (x * b + y * a) + y)";
const offTheAxis = {
  a: `a = integral(${re} / (${re}^2 + ${im}^2), tau, H)`,
  b: `b = integral(${im} / (${re}^2 + ${im}^2), tau, H)`,
};

interface Row {
  readonly population: PopulationSpecification;
  readonly name: string;
  readonly phi: number;
  readonly real: readonly { readonly lambda: number; readonly m: string; readonly dm: string }[];
  readonly complex: readonly { readonly re: number; readonly im: number; readonly mRe: string; readonly mIm: string }[];
}
const table = JSON.parse(
  readFileSync(new URL("../../theory/golden/silverstein.json", import.meta.url), "utf8"),
) as readonly Row[];

describe("the Silverstein equation", () => {
  const solver = system(withDerivative, "m > 0", "q > 0");

  // 24 significant digits. The middle of an enclosure is as good as the sum of its rounding errors, of either sign, lets
  // it be; the conditioning of these roots is below 10.
  it.each(table.flatMap((row) => row.real.map((at) => ({ ...row, ...at }))))(
    "has m and m' of the golden table: $name, φ = $phi, λ = $lambda",
    ({ population, phi, lambda, m, dm }) => {
      const { roots } = solveSystem(solver, { phi, lambda, H: spectrumOf(parsePopulation(population)) });
      expectRoot(roots?.m, m, 100);
      expectRoot(roots?.dm, dm, 100);
      expect(roots?.m.error).toBeLessThan(1e-12 * Number(m));
      expectRoot(roots?.q, 1 - phi + phi * lambda * Number(m), 400 / Math.abs(1 - phi + phi * lambda * Number(m)));
    },
  );

  // Real and imaginary part, each with both unknowns. Atoms alone, and away from the axis: time.
  const complex = table
    .filter(({ population }) => population.kind === "atoms")
    .flatMap((row) => row.complex.filter(({ im: y }) => y >= 0.1).map((at) => ({ ...row, ...at })));
  it("is solved off the axis as two equations with both unknowns", () => {
    const solvedFor = system(offTheAxis, "b > 0", "x * b + y * a > 0", "b < 1 / y", "a < 1 / y", "a > -1 / y");
    expect(complex.length).toBeGreaterThan(10);
    for (const { population, phi, re: x, im: y, mRe, mIm } of complex) {
      const { roots } = solveSystem(solvedFor, { phi, x, y, H: spectrumOf(parsePopulation(population)) });
      // Relative to |m|: one part may nearly vanish.
      const size = Math.hypot(Number(mRe), Number(mIm));
      expect(Math.abs((roots?.a.value ?? Number.NaN) - Number(mRe))).toBeLessThanOrEqual(200 * EPSILON * size);
      expect(Math.abs((roots?.b.value ?? Number.NaN) - Number(mIm))).toBeLessThanOrEqual(200 * EPSILON * size);
    }
  });

  const two = { phi: 2, lambda: 0.1, H: spectrumOf(parsePopulation({ kind: "atoms", values: [0.5, 1.5] })) };

  it("has the root that the domain says, of several", () => {
    const right = solveSystem(system(silverstein, "m > 0", "1 - phi + phi * lambda * m > 0"), two);
    expect(Math.abs((right.roots?.m.value ?? 0) - 5.4710267845)).toBeLessThan(5e-11);
    const wrong = solveSystem(system(silverstein, "m < 0"), two);
    expect(Math.abs((wrong.roots?.m.value ?? 0) - -1.2370451)).toBeLessThan(5e-8);
    expect(solveSystem(system(silverstein), two)).toMatchObject({
      reason: expect.stringMatching(/^several roots for m/),
    });
    expect(solveSystem(system(silverstein, "m > 100"), two)).toEqual({
      roots: null,
      reason: "no root for m in the domain",
    });
  });

  it("is the same with a name for a part of it", () => {
    const [plain, split] = [
      system(silverstein, "m > 0", "1 - phi + phi * lambda * m > 0"),
      system(named, "m > 0", "q > 0"),
    ];
    const [a, b] = [plain, split].map((one) => solveSystem(one, two).roots?.m.value ?? Number.NaN);
    expect(Math.abs(a - b)).toBeLessThanOrEqual(8 * EPSILON * a);
  });

  it("has no certain root where the integral has none that can be trusted: a pole within a density", () => {
    const H = spectrumOf(parsePopulation({ kind: "uniform", low: 0.5, high: 3 }));
    const { roots, ...rest } = solveSystem(system({ m: "m = 1 + 1e-9 * integral(1 / (tau - m), tau, H)" }, "m > 0"), {
      H,
    });
    expect(roots).toBeNull();
    expect(rest).toHaveProperty("reason");
  });

  it("counts the difference between the sum over nodes and the spectrum's own rule as error", () => {
    const H = spectrumOf(parsePopulation({ kind: "uniform", low: 0.5, high: 3 }));
    // Nodes of another law: the mean moves by 5e-7, and the root with it.
    const other = spectrumOf(parsePopulation({ kind: "uniform", low: 0.5, high: 3.000001 }));
    const skewed: Spectrum = { ...H, values: other.values };
    const mean = solveSystem(system({ m: "m = integral(tau, tau, H)" }, "m > 0"), { H: skewed });
    expectRoot(mean.roots?.m, 1.75, 1e10);
    expect(mean.roots?.m.error).toBeGreaterThan(4e-7);
    const far: Spectrum = { ...H, values: H.values.map((tau) => 1.001 * tau) };
    expect(solveSystem(system({ m: "m = integral(tau, tau, H)" }, "m > 0"), { H: far })).toMatchObject({
      reason: "a root for m at which its integrals are not accurate enough",
    });
  });
});

describe("systems", () => {
  it("are solved block by block, each after what it depends on", () => {
    const { equations } = system({
      a: "a = b + c",
      b: "b^2 = c + d",
      c: "c = 2 / b",
      d: "d = 3 * e",
      e: "e = 1 + e / 2",
    });
    expect(blocks({ equations })).toEqual([["e"], ["d"], ["b", "c"], ["a"]]);
  });

  it("pass what is known of one root on to the next", () => {
    const { roots } = solveSystem(system({ y: "y^2 = x", x: "x^2 = 2" }, "x > 0", "y > 0"), {});
    expectRoot(roots?.x, Math.SQRT2, 8);
    expectRoot(roots?.y, 2 ** 0.25, 16);
  });

  it("do without unknowns that are given in terms of others, unless that leads back to itself", () => {
    const { roots } = solveSystem(system({ x: "x = p / 2 + 1 / (p * 1)", p: "p = x * q", q: "q = 1" }, "x > 0"), {});
    // x = x/2 + 1/x.
    expectRoot(roots?.x, Math.SQRT2, 32);
    expectRoot(roots?.p, Math.SQRT2, 32);
    const circle = solveSystem(system({ x: "x = 2 - y", y: "y = 2 * x - 1" }), {});
    expectRoot(circle.roots?.x, 1, 32);
    expectRoot(circle.roots?.y, 1, 32);
  });

  it("have no root where inputs alone break the domain", () => {
    expect(solveSystem(system({ x: "x = 1" }, "c > 0"), { c: -1 }).roots).toBeNull();
    expect(solveSystem(system({ x: "x = 1" }, "c > 0"), { c: 1 }).roots?.x.value).toBe(1);
  });
});

describe("text that is no system", () => {
  it.each([
    [{ m: "m" }, [], "equations.m", /an equation, left = right/],
    [{ m: "m == 1" }, [], "equations.m", /an equation/],
    [{ m: "m = 1 = 2" }, [], "equations.m", /an equation/],
    [{ m: "m <= 1" }, [], "equations.m", /an equation/],
    [{ m: "a = 1" }, [], "equations.m", /contains m/],
    [{ m: "m = f(1)" }, [], "equations.m", /calls f/],
    [{ m: "m = 1" }, ["m"], "domain[0]", /an inequality/],
    [{ m: "m = 1" }, ["m > 0", "0 < m < 1"], "domain[1]", /an inequality/],
    [{ m: "m = 1" }, ["m >= 0"], "domain[0]", /an inequality/],
    [{ m: "m = " }, [], "equations.m", /must be a formula, but is empty/],
  ])("%j with domain %j is refused", (equations, domain, field, message) => {
    expect(() => system(equations as unknown as Readonly<Record<string, string>>, ...domain)).toThrow(
      expect.objectContaining({ code: "invalid-claim", field, message: expect.stringMatching(message) }),
    );
  });
});

import katex from "katex";
import { describe, expect, it } from "vitest";
import { exactly } from "../../foundation/quantity.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { integrateAgainst } from "../../theory/populations/integrate-against.ts";
import { spectrumOf } from "../../theory/populations/spectrum.ts";
import { solveSilverstein } from "../../theory/silverstein/solve.ts";
import { type CompiledFormula, type FormulaText, loadFormulaCompiler } from "./compile.ts";
import { evaluateWithError } from "./evaluate-with-error.ts";
import { formulaInputs } from "./formula-inputs.ts";
import { alteredText, mutants } from "./mutants.ts";
import { screenMutants } from "./screen-mutants.ts";
import { alteredTex, formulaTex, unknownsTex } from "./tex.ts";

const compile = await loadFormulaCompiler();

const tex: Readonly<Record<string, string>> = {
  lambda: "\\lambda",
  phi: "\\varphi",
  tau: "\\tau",
  dm: "m'",
  s: "\\sigma^2",
};
const symbolsOf = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { tex: tex[name] ?? name, meaning: "a symbol" }]));

/** 1 − λm, the degrees of freedom, from the Silverstein equation. */
const degreesOfFreedom = {
  expression: "1 - lambda * m",
  symbols: symbolsOf("m", "q", "phi", "lambda", "tau", "H"),
  equations: { m: "m = integral(1 / (tau * q + lambda), tau, H)", q: "q = 1 - phi + phi * lambda * m" },
  domain: ["m > 0", "q > 0"],
};

const population = parsePopulation({ kind: "atoms", values: [0.5, 1.5] });
const H = spectrumOf(population);

/** The mutants, by what is altered in them. */
const altered = (formula: CompiledFormula, start: string): string[] =>
  mutants(formula)
    .map((mutant) => `${mutant.operator}: ${alteredText(mutant)}`)
    .filter((text) => text.includes(`: ${start} = `));

const refusal = (formula: object): unknown => {
  try {
    return compile(formula as FormulaText);
  } catch (thrown) {
    return thrown;
  }
};

describe("integrals", () => {
  it.each([
    ["integral(tau ^ 2, tau, H)", (tau: number) => tau ** 2],
    ["integral(log(tau) / (tau + lambda), tau, H)", (tau: number) => Math.log(tau) / (tau + 0.3)],
  ])("%s is had by the spectrum's own rule", (expression, f) => {
    for (const input of [
      { kind: "atoms", values: [0.5, 1.5] },
      { kind: "ar1", rho: 0.5 },
      { kind: "uniform", low: 1, high: 2 },
    ]) {
      const given = parsePopulation(input);
      const names = expression.includes("lambda") ? ["lambda", "tau", "H"] : ["tau", "H"];
      const formula = compile({ expression, symbols: symbolsOf(...names) });
      const inputs = { H: spectrumOf(given), ...(names.length === 3 ? { lambda: exactly(0.3) } : {}) };
      const { value, error, status } = evaluateWithError(formula, inputs);
      expect(status).toBe("ok");
      expect(Math.abs(value - integrateAgainst(given, f).value)).toBeLessThanOrEqual(
        4 * Number.EPSILON * Math.abs(value),
      );
      expect(error).toBeLessThan(1e-11 * Math.abs(value));
    }
  });

  it("are refused where the integrand is not real on the spectrum", () => {
    const formula = compile({ expression: "integral(log(tau - 1), tau, H)", symbols: symbolsOf("tau", "H") });
    expect(formula.evaluate({ H })).toBeNaN();
    expect(() => evaluateWithError(formula, { H })).toThrow(expect.objectContaining({ code: "non-finite" }));
  });

  it.each([
    ["integral(1 / (tau + a), tau, H)", "\\int \\frac{1}{\\tau + a} \\thinspace dH(\\tau)"],
    ["integral(tau - a, tau, H) ^ 2", "\\left(\\int (\\tau - a) \\thinspace dH(\\tau)\\right)^{2}"],
    ["2 * integral(tau, tau, H) * a", "2 \\left(\\int \\tau \\thinspace dH(\\tau)\\right) a"],
    ["a * integral(tau, tau, H)", "a \\int \\tau \\thinspace dH(\\tau)"],
    ["a - integral(tau, tau, H)", "a - \\int \\tau \\thinspace dH(\\tau)"],
    ["integral(tau * a, tau, H) / a", "\\frac{\\int \\tau a \\thinspace dH(\\tau)}{a}"],
  ])("%s as TeX", (expression, expected) => {
    const formula = compile({
      expression,
      symbols: symbolsOf(...["a", "tau", "H"].filter((name) => new RegExp(`\\b${name}\\b`).test(expression))),
    });
    expect(formulaTex(formula)).toBe(expected);
    katex.renderToString(expected, { throwOnError: true, strict: "error" });
    // And as text again.
    expect(compile({ expression: formula.expression, symbols: formula.symbols }).expression).toBe(formula.expression);
  });
});

describe("a formula with unknowns", () => {
  const formula = compile(degreesOfFreedom);

  it("has the value that its equations give", () => {
    for (const [phi, lambda] of [
      [2, 0.1],
      [0.3, 0.1],
      [1, 2],
    ]) {
      const { value, error, status } = evaluateWithError(formula, { phi: exactly(phi), lambda: exactly(lambda), H });
      const { degreesOfFreedom: exact } = solveSilverstein(population, phi, lambda);
      expect(status).toBe("ok");
      expect(Math.abs(value - exact.value)).toBeLessThanOrEqual(error + exact.error);
      expect(error).toBeLessThan(1e-12);
    }
  });

  it("passes on the errors of inputs through its equations", () => {
    // m = a/2 + √(a²/4 + 1) has the slope 1/2 + a/(4√(a²/4 + 1)) in a, at 3: 1/2 + 3/(4·√3.25).
    const root = compile({
      expression: "m",
      symbols: symbolsOf("m", "a"),
      equations: { m: "m = a + 1 / m" },
      domain: ["m > 0"],
    });
    const { value, error } = evaluateWithError(root, { a: { value: 3, error: 1e-6, status: "ok" } });
    expect(value).toBeCloseTo(1.5 + Math.sqrt(3.25), 14);
    expect(error).toBeCloseTo(1e-6 * (0.5 + 3 / (4 * Math.sqrt(3.25))), 11);
  });

  it("says why its equations have no value", () => {
    const inputs = { phi: exactly(2), lambda: exactly(0.1), H };
    const reason = (domain: readonly string[]) => {
      try {
        return evaluateWithError(compile({ ...degreesOfFreedom, domain }), inputs);
      } catch (thrown) {
        return thrown;
      }
    };
    const common = { code: "not-converged", field: "equations" };
    expect(reason([])).toMatchObject({
      ...common,
      message: expect.stringMatching(/^equations have several roots for m/),
    });
    expect(reason(["m > 100"])).toMatchObject({ ...common, message: "equations have no root for m in the domain" });
    expect(compile({ ...degreesOfFreedom, domain: [] }).evaluate({ phi: 2, lambda: 0.1, H })).toBeNaN();
  });

  it.each([
    [{ phi: exactly(1), H }, "inputs.lambda"],
    [{ phi: exactly(1), lambda: exactly(1) }, "spectra.H"],
    [{ phi: exactly(1), lambda: exactly(1), H: exactly(1) }, "spectra.H"],
    [{ phi: exactly(1), lambda: H, H }, "inputs.lambda"],
    [{ phi: exactly(1), lambda: exactly(1), H, m: exactly(1) }, "inputs.m"],
    [{ phi: exactly(1), lambda: exactly(1), H, tau: exactly(1) }, "inputs.tau"],
    [{ phi: exactly(1), lambda: exactly(1), H, other: exactly(1) }, "inputs.other"],
  ])("refuses inputs that are not its own, naming them", (inputs, field) => {
    expect(() => evaluateWithError(formula, inputs)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });

  it("refuses a spectrum under the name of an input", () => {
    const twice = { inputs: () => ({ H: exactly(1) }), spectra: () => ({ H }) };
    expect(() => formulaInputs(twice, {})).toThrow(
      expect.objectContaining({ code: "invalid-claim", field: "spectra.H" }),
    );
  });

  it("is printed with its equations and their domain, all of which KaTeX takes", () => {
    expect(unknownsTex(formula)).toEqual({
      equations: [
        "m = \\int \\frac{1}{\\tau q + \\lambda} \\thinspace dH(\\tau)",
        "q = 1 - \\varphi + \\varphi \\lambda m",
      ],
      domain: ["m \\gt 0", "q \\gt 0"],
    });
    const { equations, domain } = unknownsTex(formula)!;
    for (const text of [...equations, ...domain, ...mutants(formula).map(alteredTex)]) {
      katex.renderToString(text, { throwOnError: true, strict: "error" });
    }
  });
});

describe("mutants of equations", () => {
  it("have one fault in one equation, on the side that says what the unknown is", () => {
    const formula = compile(degreesOfFreedom);
    expect(altered(formula, "q")).toEqual([
      "doubled-factor: q = 2 * (1 - phi + phi * lambda * m)",
      "halved-factor: q = 0.5 * (1 - phi + phi * lambda * m)",
      "sign: q = -1 - phi + phi * lambda * m",
      "dropped-term: q = -phi + phi * lambda * m",
      "doubled-factor: q = 2 - phi + phi * lambda * m",
      "halved-factor: q = 0.5 - phi + phi * lambda * m",
      "sign: q = 1 + phi + phi * lambda * m",
      "dropped-term: q = 1 + phi * lambda * m",
      "doubled-factor: q = 1 - 2 * phi + phi * lambda * m",
      "halved-factor: q = 1 - 0.5 * phi + phi * lambda * m",
      "exponent: q = 1 - sqrt(phi) + phi * lambda * m",
      "exponent: q = 1 - phi ^ 1.5 + phi * lambda * m",
      "sign: q = 1 - phi - phi * lambda * m",
      "dropped-term: q = 1 - phi",
      "doubled-factor: q = 1 - phi + 2 * phi * lambda * m",
      "halved-factor: q = 1 - phi + 0.5 * phi * lambda * m",
      "exponent: q = 1 - phi + sqrt(phi) * lambda * m",
      "exponent: q = 1 - phi + phi ^ 1.5 * lambda * m",
      "exponent: q = 1 - phi + phi * sqrt(lambda) * m",
      "exponent: q = 1 - phi + phi * lambda ^ 1.5 * m",
      "exponent: q = 1 - phi + phi * lambda * sqrt(m)",
      "exponent: q = 1 - phi + phi * lambda * m ^ 1.5",
      "symbol-is-one: q = 1 - 1 + lambda * m",
      "symbol-is-one: q = 1 - 1 + phi * lambda * m",
      "symbol-is-one: q = 1 - phi + lambda * m",
      "symbol-is-one: q = 1 - phi + phi * m",
      "symbol-is-one: q = 1 - phi + phi * lambda",
      "reciprocal: q = 1 - 1 / phi + 1 / phi * lambda * m",
      "reciprocal: q = 1 - phi + phi / lambda * m",
      "reciprocal: q = 1 - phi + phi * lambda / m",
      "neighbour-symbol: q = 1 - q + phi * lambda * m",
      "neighbour-symbol: q = 1 - lambda + phi * lambda * m",
      "neighbour-symbol: q = 1 - phi + q * lambda * m",
      "neighbour-symbol: q = 1 - phi + lambda * lambda * m",
      "neighbour-symbol: q = 1 - phi + phi * phi * m",
      "neighbour-symbol: q = 1 - phi + phi * lambda * q",
    ]);
    // A variable of integration is a neighbour inside its integral alone, and a spectrum nowhere.
    const integrands = altered(formula, "m").filter((text) => text.startsWith("neighbour-symbol"));
    expect(integrands).toEqual([
      "neighbour-symbol: m = integral(1 / (lambda * q + lambda), tau, H)",
      "neighbour-symbol: m = integral(1 / (tau * m + lambda), tau, H)",
      "neighbour-symbol: m = integral(1 / (tau * phi + lambda), tau, H)",
      "neighbour-symbol: m = integral(1 / (tau * q + phi), tau, H)",
      "neighbour-symbol: m = integral(1 / (tau * q + tau), tau, H)",
    ]);
  });

  it("have them on both sides of an equation that is not solved for its unknown", () => {
    const formula = compile({
      expression: "k",
      symbols: symbolsOf("k", "lambda"),
      equations: { k: "lambda = k * (1 + k)" },
      domain: ["k > 0"],
    });
    const texts = mutants(formula).map(alteredText);
    expect(texts).toContain("2 * lambda = k * (1 + k)");
    expect(texts).toContain("lambda = k * (1 - k)");
  });

  it("are screened by their roots, and are invalid without a certain one", () => {
    const formula = compile(degreesOfFreedom);
    const all = mutants(formula);
    const grid = [
      { phi: 0.3, lambda: 0.1, H },
      { phi: 0.8, lambda: 2, H },
    ];
    const { inequivalent, invalid } = screenMutants(formula, all, grid);
    const kept = inequivalent.map(alteredText);
    // The effective ridge instead of the right side: q = 1 + φ + φλm has a root, for which 1 − λm is another.
    const { value } = all.find((mutant) => alteredText(mutant).startsWith("q = 1 + phi + "))!.assess(grid[0]);
    const image = (m: number): number => [0.5, 1.5].reduce((sum, tau) => sum + 0.5 / (tau * (1.3 + 0.03 * m) + 0.1), 0);
    let m = 1;
    for (let step = 0; step < 200; step += 1) m = image(m);
    expect(Math.abs(value - (1 - 0.1 * m))).toBeLessThanOrEqual(1e-14);
    expect(kept).toContain("q = 1 + phi + phi * lambda * m");
    expect(invalid.map(alteredText)).toContain("m = -integral(1 / (tau * q + lambda), tau, H)");
    expect(kept.filter((text) => text.includes(" = ")).length).toBeGreaterThan(30);
  });
});

describe("declared variants", () => {
  it("may have equations and a domain of their own", () => {
    const variants = [
      { why: "the wrong root", expression: "1 - lambda * m", domain: ["m < 0"] },
      { why: "no feedback", expression: "1 - lambda * m", equations: { q: "q = 1 - phi + 0 * q" } },
    ];
    const [wrongRoot, noFeedback] = mutants(compile({ ...degreesOfFreedom, variants }));
    expect(wrongRoot).toMatchObject({ operator: "declared", why: "the wrong root" });
    expect(wrongRoot.evaluate({ phi: 2, lambda: 0.1, H })).toBeCloseTo(1 + 0.12370451, 8);
    const exact = 1 - 0.1 * (0.5 / (0.5 * 0.7 + 0.1) + 0.5 / (1.5 * 0.7 + 0.1));
    expect(noFeedback.evaluate({ phi: 0.3, lambda: 0.1, H })).toBeCloseTo(exact, 14);
  });
});

describe("what is refused", () => {
  const { expression, symbols, equations, domain } = degreesOfFreedom;
  it.each<[object, string, RegExp]>([
    [{ equations: undefined }, "domain", /absent where there are no equations/],
    [{ equations: {} }, "equations", /at least one equation/],
    [{ equations: { ...equations, x: "x = 1" } }, "equations.x", /a declared symbol/],
    [{ equations: { ...equations, q: "q = 1 + y" } }, "equations.q", /y, which is not a declared symbol/],
    [{ domain: ["m > y"] }, "domain[0]", /y, which is not a declared symbol/],
    [{ expression: "1 - lambda * m * tau" }, "symbols.tau", /used outside its integral/],
    [{ expression: "1 - lambda * m * H" }, "symbols.H", /used as a number/],
    [
      { equations: { ...equations, q: "q = q * phi + integral(m, m, H)" } },
      "symbols.m",
      /a variable of integration and/,
    ],
    [
      { equations: { ...equations, q: "q = q * phi + integral(integral(tau, tau, H), tau, H)" } },
      "symbols.tau",
      /twice/,
    ],
    [{ expression: "integral(tau, tau)" }, "expression", /must call integral\(/],
    [{ expression: "integral(tau, tau, 2)" }, "expression", /must call integral\(/],
    [{ symbols: { ...symbols, ...symbolsOf("surplus") } }, "symbols", /surplus, which the expression does not use/],
    [{ symbols: { ...symbols, ...symbolsOf("integral") } }, "symbols.integral", /no word of the formula language/],
    [{ variants: [{ why: "w", expression, domain }] }, "variants[0].expression", /the same as that of the formula/],
    [{ variants: [{ why: "w", expression, equations: { x: "x = 1" } }] }, "variants[0].equations.x", /an unknown/],
    [{ variants: [{ why: "w", expression: "tau" }] }, "variants[0].symbols.tau", /outside|numbers where they stand/],
  ])("%j", (change, field, message) => {
    expect(refusal({ expression, symbols, equations, domain, ...change })).toMatchObject({
      code: expect.stringMatching(/^invalid-(claim|input)$/),
      field,
      message: expect.stringMatching(message),
    });
  });
});

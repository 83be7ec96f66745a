import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activationTitle, populationTitle } from "../model/index.ts";
import { describeParameter, describeParameters, parameterLabel } from "./describe-parameters.ts";

describe("a parameter's name", () => {
  it.each([
    ["phi", "φ"],
    ["lambda", "λ"],
    ["rho", "ρ"],
    ["eta", "η"],
    ["alpha", "α"],
    ["tau", "τ"],
    ["columns", "columns"],
    ["noiseVariance", "noise variance"],
    ["meanOfAll", "mean of all"],
    ["layer2Width", "layer2 width"],
    ["phiStar", "phi star"],
    ["constructor", "constructor"],
    ["toString", "to string"],
  ])("%s is %s", (name, label) => {
    expect(parameterLabel(name)).toBe(label);
  });
});

describe("a parameter", () => {
  it.each([
    ["phi", 0.5, "φ = 0.5"],
    ["noiseVariance", 0, "noise variance = 0"],
    ["centred", false, "centred = false"],
    ["how", "throw", "how = throw"],
    ["lambda", null, "λ = –"],
    ["lambda", undefined, "λ = –"],
    ["widths", [10, 20], "widths = [10,20]"],
    ["range", { low: 1, high: 2 }, 'range = {"low":1,"high":2}'],
  ])("%s of %j is %s", (name, value, text) => {
    expect(describeParameter(name, value)).toBe(text);
  });

  it.each([
    { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] },
    { kind: "eigenvalues", values: [1, 2, 3] },
    { kind: "uniform", low: 0.5, high: 2 },
    { kind: "ar1", rho: 0.5 },
    { kind: "geometric", low: 1, high: 10 },
    { kind: "power-law", exponent: 1.5, low: 1, high: 10 },
  ] as const)("that is a population has its title: $kind", (population) => {
    expect(describeParameter("population", population)).toBe(populationTitle(population));
  });

  it.each([
    { kind: "identity" },
    { kind: "relu" },
    { kind: "leaky-relu", slope: 0.1 },
    { kind: "tanh" },
    { kind: "erf" },
    { kind: "sin" },
    { kind: "softplus", scale: 2 },
    { kind: "hermite", degree: 3 },
    { kind: "polynomial", coefficients: [0, 1, 2] },
    { kind: "function", name: "huber" },
  ] as const)("that is an activation has its title: $kind", (activation) => {
    expect(describeParameter("teacher", activation)).toBe(activationTitle(activation));
  });

  it("of an experiment of one's own may have a kind that is a population's, and other members", () => {
    const prior = { kind: "uniform", from: 0 };
    expect(describeParameter("prior", prior)).toBe('prior = {"kind":"uniform","from":0}');
    expect(describeParameter("prior", { kind: "ar1" })).toBe('prior = {"kind":"ar1"}');
    expect(describeParameter("prior", { kind: "cauchy" })).toBe('prior = {"kind":"cauchy"}');
  });

  it("of any JSON is described", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        expect(describeParameter("x", value as never)).toMatch(/^x = /);
      }),
    );
  });
});

describe("a point", () => {
  it("is one line in the order of its parameters", () => {
    const population = { kind: "ar1", rho: 0.5 };
    expect(describeParameters({ population, phi: 0.3, teacher: { kind: "relu" }, noiseVariance: 0.25 })).toBe(
      `${populationTitle({ kind: "ar1", rho: 0.5 })}, φ = 0.3, ${activationTitle({ kind: "relu" })}, noise variance = 0.25`,
    );
    expect(describeParameters({})).toBe("");
  });
});

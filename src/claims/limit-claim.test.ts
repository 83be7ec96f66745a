import { describe, expect, it } from "vitest";
import { limitClaim } from "./limit-claim.ts";
import { type MeanParameters, meanClaim, meanExperiment } from "./testing/mean-experiment.ts";
import {
  type Definition,
  errorOf,
  withControl,
  withExperiment,
  withFigure,
  withFormula,
  withTest,
  wrong,
} from "./testing/wrong-limits.ts";

describe("a limit claim", () => {
  it("is its definition with points read, and tests of their kind", () => {
    const claim = limitClaim(meanClaim);
    const { controls, ...rest } = claim;
    expect(rest).toEqual({
      ...meanClaim,
      grid: [
        { mean: 1, spread: 1 },
        { mean: 2, spread: 3 },
      ],
      test: { ...meanClaim.test, kind: "limit" },
      controls: undefined,
    });
    expect(controls).toEqual([{ ...meanClaim.controls?.[0], grid: claim.grid, test: claim.test }]);
    // Formulas may use `this`, and experiments are told apart by identity: neither is a copy.
    expect(claim.test.formula).toBe(meanClaim.test.formula);
    expect(claim.experiment).toBe(meanExperiment);
  });

  it("expects to be supported and has no controls or figure, unless it says so", () => {
    const { expected: _, controls: __, figure: ___, ...least } = meanClaim;
    const claim = limitClaim(least);
    expect([claim.expected, claim.controls]).toEqual(["supported", []]);
    expect("figure" in claim).toBe(false);
    expect(limitClaim({ ...meanClaim, expected: "refuted" }).expected).toBe("refuted");
  });

  it("gives controls what they leave out, and keeps what they say", () => {
    const formula = { ...meanClaim.test.formula, expression: "2 * mu" };
    const [control] = limitClaim({
      ...meanClaim,
      controls: [
        {
          id: "twice",
          why: "a factor",
          expected: "refuted",
          grid: [{ mean: 5 }],
          test: { formula, margin: { absolute: 0.2 }, observable: "square" },
        },
      ],
    }).controls;
    expect(control).toEqual({
      id: "twice",
      why: "a factor",
      expected: "refuted",
      grid: [{ mean: 5, spread: 1 }],
      test: {
        kind: "limit",
        observable: "square",
        formula,
        margin: { absolute: 0.2 },
        residualBias: { relative: 0.01 },
        finiteSizeExponent: 1,
      },
    });
  });

  it("is checked again, and unchanged, as a definition: with other sizes, say", () => {
    const claim = limitClaim(meanClaim);
    expect(limitClaim(claim)).toEqual(claim);
    expect(limitClaim({ ...claim, sizes: [5, 7] })).toEqual({ ...claim, sizes: [5, 7] });
    expect(errorOf({ ...claim, sizes: [2, 7] })).toMatchObject({
      code: "invalid-input",
      field: "grid[0].size",
      value: 2,
    });
  });

  it("may be made of objects with methods on their prototype", () => {
    class Formula {
      readonly expression = "mu";
      readonly symbols = meanClaim.test.formula.symbols;
      inputs({ mean }: MeanParameters) {
        return meanClaim.test.formula.inputs({ mean, spread: 1 });
      }
    }
    const formula = new Formula();
    expect(limitClaim({ ...meanClaim, test: { ...meanClaim.test, formula } }).test.formula).toBe(formula);
    const experiment = Object.create(meanExperiment) as typeof meanExperiment;
    expect(limitClaim({ ...meanClaim, experiment }).experiment).toBe(experiment);
  });
});

describe("what is missing, misspelt or outside its domain", () => {
  it.each(Object.keys(meanClaim))("%s: text that means nothing is refused by name", (member) => {
    const error = errorOf(wrong({ [member]: "" }));
    expect(error).toMatchObject({ code: "invalid-input", field: member, value: "" });
    expect(error.message).toBe(`${member} must be ${error.accepted}, not ""`);
  });

  it.each(Object.keys(meanClaim).filter((member) => !["expected", "controls", "figure"].includes(member)))(
    "%s must not be absent",
    (member) => {
      const error = errorOf(wrong({ [member]: undefined }));
      expect(error).toMatchObject({ code: "invalid-input", field: member, value: undefined });
      expect(error.message).toMatch(/, not absent$/);
    },
  );

  it.each([
    ["contorls", { ...meanClaim, contorls: [] }],
    ["test.margn", withTest({ margn: 1 })],
    ["controls[0].expect", withControl({ expect: "supported" })],
    ["controls[0].test.residual", withControl({ test: { residual: 1 } })],
    ["source.year", wrong({ source: { ...meanClaim.source, year: 2025 } })],
    ["figure.xs", withFigure({ xs: "mean" })],
  ])("%s is no member", (field, definition) => {
    expect(errorOf(definition)).toMatchObject({
      code: "invalid-input",
      field,
      accepted: expect.stringMatching(/^absent: .*known are /),
    });
  });

  it.each([undefined, null, 3, "lp/lemma-3.10", [meanClaim]])("the definition itself: %j", (definition) => {
    expect(errorOf(definition)).toMatchObject({
      code: "invalid-input",
      field: "input",
      accepted: expect.stringMatching(/^an object with id, title, /),
    });
  });

  it.each<[field: string, definition: Definition, accepted: RegExp]>([
    ["title", wrong({ title: " " }), /^a title$/],
    ["assumptions[0]", wrong({ assumptions: [1] }), /^an assumption as text/],
    ["source.reference", wrong({ source: { reference: "", status: "new" } }), /^a reference/],
    ["source.status", wrong({ source: { reference: "x", status: "published" } }), /^"paper", "reconstructed", /],
    ["expected", wrong({ expected: "undecided" }), /^"supported" or "refuted"$/],
    ["grid", wrong({ grid: [] }), /^a list of at least one point$/],
    ["grid[1]", wrong({ grid: [{ mean: 1 }, 2] }), /^an object of parameters$/],
    ["test.kind", withTest({ kind: "bound" }), /^"limit"$/],
    ["test.observable", withTest({ observable: 1 }), /^the name of an observable$/],
    ["test.formula", withTest({ formula: "mu" }), /^an object with expression, symbols and inputs$/],
    ["test.formula.expression", withTest({ formula: { ...meanClaim.test.formula, expression: 1 } }), /as text$/],
    [
      "test.formula.symbols",
      withTest({ formula: { ...meanClaim.test.formula, symbols: [] } }),
      /^an object of symbols/,
    ],
    ["test.formula.variants", withFormula({ variants: "mu" }), /^a list of wrong variants/],
    [
      "test.formula.variants[0]",
      withFormula({ variants: ["mu"] }),
      /^an object with why, expression, equations and domain$/,
    ],
    ["test.formula.variants[0].why", withFormula({ variants: [{ expression: "1" }] }), /^a phrase that says what/],
    ["test.formula.variants[0].expression", withFormula({ variants: [{ why: "w" }] }), /^a formula as text$/],
    [
      "test.formula.variants[0].because",
      withFormula({ variants: [{ why: "w", expression: "1", because: "" }] }),
      /^absent: .*known are why, expression, equations and domain$/,
    ],
    ["test.formula.inputs", withTest({ formula: { expression: "1", symbols: {} } }), /^a function from parameters/],
    ["test.formula.equations", withFormula({ equations: ["m = 1"] }), /^an object of equations/],
    ["test.formula.equations.m", withFormula({ equations: { m: 1 } }), /^an equation as text$/],
    ["test.formula.domain", withFormula({ domain: "m > 0" }), /^a list of inequalities/],
    ["test.formula.spectra", withFormula({ spectra: {} }), /^a function from parameters to the spectra/],
    ["figure.x", withFigure({ x: 1 }), /^the name of a parameter$/],
    ["figure.scale", withFigure({ scale: "logarithmic" }), /^"linear" or "log"$/],
    ["figure.series[0]", withFigure({ series: [1] }), /^the name of a parameter$/],
    ["controls[0]", wrong({ controls: [null] }), /^an object with id, why, /],
    ["controls[0].why", withControl({ why: undefined }), /^a phrase that says what is wrong/],
    ["controls[0].expected", withControl({ expected: undefined }), /^"supported" or "refuted"$/],
    ["controls[0].grid", withControl({ grid: [] }), /^a list of at least one point$/],
    ["controls[0].test", withControl({ test: 3 }), /^an object with those members of test that differ/],
    ["controls[0].test.margin", withControl({ test: { margin: { absolute: -1 } } }), /above 0$/],
    ["controls[0].test.margin", withControl({ test: { margin: undefined } }), /above 0$/],
    ["experiment.id", withExperiment({ id: "" }), /^the experiment's id$/],
    ["experiment.version", withExperiment({ version: 0.5 }), /^a whole number from 0$/],
    ["experiment.version", withExperiment({ version: -1 }), /^a whole number from 0$/],
    ["experiment.module", withExperiment({ module: "./experiment.ts" }), /^import\.meta\.url/],
    ["experiment.streamParameters", withExperiment({ streamParameters: "mean" }), /^a list of names/],
    ["experiment.parameters", withExperiment({ parameters: {} }), /^an object with a function parse/],
    ["experiment.observables", withExperiment({ observables: {} }), /^an object of at least one observable$/],
    ["experiment.observables.mean.meaning", withExperiment({ observables: { mean: {} } }), /^a phrase/],
    [
      "experiment.observables.mean.range",
      withExperiment({ observables: { mean: { meaning: "m", range: [1, 0] } } }),
      /^\[low, high\] with low below high$/,
    ],
    ["experiment.realise", withExperiment({ realise: undefined }), /^a function from a point and a size/],
    ["experiment.run", withExperiment({ run: {} }), /^a function from problems and a stream/],
    ["experiment.cost", withExperiment({ cost: 1 }), /^a function from a problem/],
  ])("%s: %#", (field, definition, accepted) => {
    expect(errorOf(definition)).toMatchObject({
      code: "invalid-input",
      field,
      accepted: expect.stringMatching(accepted),
    });
  });
});

describe("sizes", () => {
  it.each([
    [[]],
    [[10]],
    [[20, 10]],
    [[10, 10]],
    [[10, 20, 15]],
    [[0, 10]],
    [[-10, 10]],
    [[10, 20.5]],
    [[10, Number.NaN]],
    [[10, Number.POSITIVE_INFINITY]],
    [["10", "20"]],
    ["10,20"],
  ])("are not %j", (sizes) => {
    expect(errorOf(wrong({ sizes }))).toMatchObject({
      code: "invalid-input",
      field: "sizes",
      accepted: expect.stringMatching(/^at least two ascending whole numbers above 0/),
    });
  });

  it("may be two", () => {
    expect(limitClaim({ ...meanClaim, sizes: [3, 4] }).sizes).toEqual([3, 4]);
  });
});

describe("tolerances", () => {
  const lengths = [-1, -Number.MIN_VALUE, Number.NaN, Number.POSITIVE_INFINITY, "0.1", null];

  it.each(lengths)("are not %s", (length) => {
    for (const unit of ["absolute", "relative"]) {
      for (const member of ["margin", "residualBias"]) {
        expect(errorOf(withTest({ [member]: { [unit]: length } }))).toMatchObject({
          code: "invalid-input",
          field: `test.${member}`,
        });
      }
    }
  });

  it.each([undefined, 0.1, {}, { absolut: 0.1 }, { absolute: 0.1, relative: 0.1 }, []])("are not %j", (tolerance) => {
    expect(errorOf(withTest({ margin: tolerance }))).toMatchObject({ code: "invalid-input", field: "test.margin" });
    expect(errorOf(withTest({ residualBias: tolerance }))).toMatchObject({ field: "test.residualBias" });
  });

  it("may be 0 for the residual bias and not for the margin", () => {
    for (const unit of ["absolute", "relative"]) {
      const none = { [unit]: 0 };
      expect(limitClaim(withTest({ residualBias: none })).test.residualBias).toEqual(none);
      const error = errorOf(withTest({ margin: none }));
      expect(error.field).toBe("test.margin");
      expect(error.message).toMatch(/with a finite number x above 0, not \{"(absolute|relative)":0\}$/);
    }
  });

  it("leave room: a residual bias of the margin or more could never be supported", () => {
    for (const unit of ["absolute", "relative"]) {
      const definition = (bias: number): Definition =>
        withTest({ margin: { [unit]: 0.1 }, residualBias: { [unit]: bias } });
      expect(limitClaim(definition(0.0999)).test.residualBias).toEqual({ [unit]: 0.0999 });
      for (const bias of [0.1, 0.2]) {
        expect(errorOf(definition(bias))).toMatchObject({ code: "invalid-claim", field: "test.residualBias" });
      }
    }
    expect(errorOf(withControl({ test: { margin: { relative: 0.005 } } }))).toMatchObject({
      code: "invalid-claim",
      field: "controls[0].test.residualBias",
      accepted: 'below the margin, which is {"relative":0.005}',
    });
  });

  it("are not compared in different units", () => {
    const tolerances = { margin: { absolute: 0.01 }, residualBias: { relative: 0.5 } };
    expect(limitClaim(withTest(tolerances)).test).toMatchObject(tolerances);
    const exchanged = { margin: { relative: 0.01 }, residualBias: { absolute: 0.5 } };
    expect(limitClaim(withTest(exchanged)).test).toMatchObject(exchanged);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, "1", undefined])("need an exponent, not %s", (exponent) => {
    expect(errorOf(withTest({ finiteSizeExponent: exponent }))).toMatchObject({
      code: "invalid-input",
      field: "test.finiteSizeExponent",
      accepted: "a finite number above 0",
    });
  });
});

describe("the variance's exponent", () => {
  it("may be any finite number, or be left out", () => {
    for (const varianceExponent of [-1, 0, 2.5]) {
      expect(limitClaim(withTest({ varianceExponent })).test).toMatchObject({ varianceExponent });
    }
    for (const varianceExponent of ["1", Number.NaN, Number.POSITIVE_INFINITY, null]) {
      expect(errorOf(withTest({ varianceExponent }))).toMatchObject({
        code: "invalid-input",
        field: "test.varianceExponent",
        accepted: "a finite number",
      });
    }
  });
});

describe("observables", () => {
  it.each(["means", "toString", "__proto__"])("are those of the experiment: not %s", (observable) => {
    const accepted = "one of mean, square";
    expect(errorOf(withTest({ observable }))).toMatchObject({
      code: "invalid-claim",
      field: "test.observable",
      accepted,
    });
    const error = errorOf(withControl({ test: { observable } }));
    expect(error.message).toBe(`controls[0].test.observable must be one of mean, square, not "${observable}"`);
  });
});

describe("figures", () => {
  const points = {
    grid: [
      { mean: 1, name: "a" },
      { mean: 2, name: "b" },
    ],
  };

  it.each(["men", "name", "toString"])("have a number of the grid on their axis, not %s", (x) => {
    expect(errorOf({ ...withFigure({ x }), ...points })).toMatchObject({
      code: "invalid-claim",
      field: "figure.x",
      value: x,
      accepted: "a parameter of the grid that is a number: mean, spread",
    });
  });

  it("have series of the grid", () => {
    expect(limitClaim({ ...withFigure({ series: ["name", "spread"] }), ...points }).figure?.series).toHaveLength(2);
    expect(errorOf(withFigure({ series: ["spread", "name"] }))).toMatchObject({
      code: "invalid-claim",
      field: "figure.series[1]",
      accepted: "a parameter of the grid: mean, spread",
    });
  });

  it("have a logarithmic axis only above 0", () => {
    for (const mean of [0, -1]) {
      const grid = { grid: [{ mean: 1 }, { mean }] };
      expect(errorOf({ ...withFigure({ scale: "log" }), ...grid })).toMatchObject({
        code: "invalid-claim",
        field: "figure.scale",
        accepted: '"linear" where mean is not above 0 everywhere',
      });
      expect(limitClaim({ ...withFigure({ scale: "linear" }), ...grid }).figure?.scale).toBe("linear");
    }
  });
});

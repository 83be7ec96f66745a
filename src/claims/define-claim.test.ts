import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AsymptopiaError } from "../foundation/errors.ts";
import type { Claim } from "./claim.ts";
import { limitClaim } from "./limit-claim.ts";
import { kinds, redefineClaim } from "./redefine-claim.ts";
import {
  claimOf,
  definitionOf,
  fewestSizes,
  manyObservables,
  refusalOf,
  testMembers,
  withTestOf,
} from "./testing/kind-definitions.ts";
import { type MeanParameters, meanClaim, meanExperiment } from "./testing/mean-experiment.ts";
import { errorOf, withControl, withExperiment, wrong } from "./testing/wrong-limits.ts";

const optionalParts = ["expected", "controls", "faults", "atBudget"];

describe.each(kinds)("a claim of kind %s", (kind) => {
  const { required, optional } = testMembers[kind];

  it("is its definition with points read, and tests of their kind", () => {
    const definition = definitionOf(kind);
    const claim = claimOf(kind, definition);
    expect(claim).toEqual({
      ...definition,
      grid: [
        { mean: 1, spread: 1 },
        { mean: 2, spread: 3 },
      ],
      atBudget: {
        quick: { grid: [{ mean: 1, spread: 1 }] },
        thorough: { sizes: fewestSizes[kind].map((size) => 2 * size) },
      },
      test: { ...required, ...optional, kind },
      controls: [
        {
          id: "one",
          why: "one point alone",
          expected: "supported",
          grid: [{ mean: 3, spread: 1 }],
          test: { ...required, ...optional, kind },
        },
      ],
    });
    // Experiments are told apart by identity.
    expect(claim.experiment).toBe(manyObservables);
  });

  it("expects to be supported, has no controls, no faults and one set of points, unless it says so", () => {
    const { expected: _, controls: __, faults: ___, atBudget: ____, ...least } = definitionOf(kind);
    const claim = claimOf(kind, least);
    expect([claim.expected, claim.controls]).toEqual(["supported", []]);
    expect(["faults", "figure", "atBudget", "pointsOf"].some((name) => name in claim)).toBe(false);
  });

  it("is a definition of itself, and can be made again with other sizes and points", () => {
    const claim = claimOf(kind, definitionOf(kind)) as unknown as Claim;
    expect(redefineClaim(claim, {})).toEqual(claim);
    const sizes = fewestSizes[kind].map((size) => 3 * size);
    expect(redefineClaim(claim, { sizes })).toEqual({ ...claim, sizes });
    expect(redefineClaim(claim, { grid: [{ mean: 7 }] }).grid).toEqual([{ mean: 7, spread: 1 }]);
    expect(() => redefineClaim(claim, { sizes: fewestSizes[kind].slice(1) })).toThrow(/^sizes must be /);
    expect(() => redefineClaim(claim, { grid: [{ mean: 7, spread: -1 }] })).toThrow(/^grid\[0\]\.spread must be /);
  });

  it.each(Object.keys(definitionOf(kind)))("says that %s means nothing, where it does", (member) => {
    const error = refusalOf(kind, definitionOf(kind, { [member]: "" }));
    expect(error).toMatchObject({ code: "invalid-input", field: member, value: "" });
    expect(error.message).toBe(`${member} must be ${error.accepted}, not ""`);
  });

  it.each(Object.keys(definitionOf(kind)).filter((member) => !optionalParts.includes(member)))(
    "misses %s",
    (member) => {
      const error = refusalOf(kind, definitionOf(kind, { [member]: undefined }));
      expect(error).toMatchObject({ code: "invalid-input", field: member });
      expect(error.message).toMatch(/, not absent$/);
    },
  );

  it.each(Object.keys({ ...required, ...optional }))("says that test.%s means nothing, where it does", (member) => {
    for (const nothing of ["", null, Number.NaN]) {
      const error = refusalOf(kind, withTestOf(kind, { [member]: nothing }));
      expect(error).toMatchObject({ code: "invalid-input", field: `test.${member}` });
      expect(error.message).toMatch(new RegExp(`^test\\.${member} must be .+, not `));
      const controls = [{ id: "c", why: "w", expected: "refuted", test: { [member]: nothing } }];
      expect(refusalOf(kind, definitionOf(kind, { controls }))).toMatchObject({
        code: "invalid-input",
        field: `controls[0].test.${member}`,
      });
    }
  });

  it("misses the members that its test must have, and no others", () => {
    for (const member of Object.keys(required)) {
      const error = refusalOf(kind, withTestOf(kind, { [member]: undefined }));
      expect(error).toMatchObject({ code: "invalid-input", field: `test.${member}` });
      expect(error.message).toMatch(/, not absent$/);
    }
    if (kind !== "law")
      expect(claimOf(kind, definitionOf(kind, { test: required })).test).toEqual({ ...required, kind });
  });

  it("knows no other members, by name", () => {
    for (const [field, definition] of [
      ["contorls", definitionOf(kind, { contorls: [] })],
      ["test.margn", withTestOf(kind, { margn: 1 })],
      [
        "controls[0].test.margn",
        definitionOf(kind, { controls: [{ id: "c", why: "w", expected: "refuted", test: { margn: 1 } }] }),
      ],
      ["faults.code", definitionOf(kind, { faults: { code: "non-finite" } })],
    ] as const) {
      expect(refusalOf(kind, definition)).toMatchObject({
        code: "invalid-input",
        field,
        accepted: expect.stringMatching(/^absent: .*known are /),
        message: expect.stringMatching(/ is not known here; .*known are /),
      });
    }
  });

  it("has a figure if it is a limit", () => {
    const figure = { x: "mean", label: "mean", scale: "linear", series: [], yLabel: "a" };
    const definition = definitionOf(kind, { figure });
    if (kind === "limit") expect(claimOf(kind, definition).figure).toEqual(figure);
    else expect(refusalOf(kind, definition)).toMatchObject({ code: "invalid-input", field: "figure" });
  });

  it("takes the kind of its constructor and no other, even if it is one", () => {
    expect(claimOf(kind, withTestOf(kind, { kind })).test.kind).toBe(kind);
    for (const other of [...kinds.filter((name) => name !== kind), "limits", 1]) {
      expect(refusalOf(kind, withTestOf(kind, { kind: other }))).toMatchObject({
        code: "invalid-input",
        field: "test.kind",
        accepted: `"${kind}"`,
      });
    }
  });

  it("has as many ascending sizes as it takes", () => {
    const sizes = fewestSizes[kind];
    expect(claimOf(kind, definitionOf(kind, { sizes })).sizes).toEqual(sizes);
    for (const wrong of [
      [],
      sizes.slice(1),
      [...sizes].fill(10, 1).concat(10),
      [0, ...sizes],
      [...sizes, 1000.5],
      "10",
    ]) {
      expect(refusalOf(kind, definitionOf(kind, { sizes: wrong }))).toMatchObject({
        code: "invalid-input",
        field: "sizes",
        accepted: expect.stringMatching(/ascending whole numbers above 0/),
      });
    }
  });

  it("merges its test with what controls say of it, member by member", () => {
    const members = { ...required, ...optional };
    for (const [member, value] of Object.entries(members)) {
      const changed = typeof value === "number" ? value / 2 : value;
      const controls = [{ id: "c", why: "w", expected: "refuted", test: { [member]: changed } }];
      const [control] = claimOf(kind, definitionOf(kind, { controls })).controls;
      expect(control.test).toEqual({ ...members, [member]: changed, kind });
      expect(control.grid).toEqual([
        { mean: 1, spread: 1 },
        { mean: 2, spread: 3 },
      ]);
    }
  });
});

describe("points at budgets", () => {
  const withBudgets = (atBudget: unknown, changes: Record<string, unknown> = {}) => wrong({ atBudget, ...changes });

  it("are of quick and thorough, and say something", () => {
    for (const [field, atBudget, accepted] of [
      ["atBudget", [], /^an object with quick and thorough$/],
      ["atBudget.default", { default: { grid: [{ mean: 1 }] } }, /^absent: known are quick and thorough$/],
      ["atBudget.qiuck", { qiuck: {} }, /^absent: did you mean quick\? known are quick and thorough$/],
      ["atBudget.quick", { quick: {} }, /^an object with grid, sizes or both$/],
      ["atBudget.quick", { quick: [] }, /^an object with grid and sizes$/],
      ["atBudget.quick.gird", { quick: { gird: [] } }, /^absent: did you mean grid\? known are grid and sizes$/],
      ["atBudget.quick.grid", { quick: { grid: [] } }, /^a list of at least one point$/],
      ["atBudget.thorough.grid[1]", { thorough: { grid: [{ mean: 1 }, 2] } }, /^an object of parameters$/],
      ["atBudget.thorough.sizes", { thorough: { sizes: [10] } }, /^at least two ascending whole numbers above 0/],
      ["atBudget.thorough.sizes", { thorough: { sizes: [20, 10] } }, /^at least two ascending whole numbers above 0/],
    ] as const) {
      expect(errorOf(withBudgets(atBudget))).toMatchObject({
        code: "invalid-input",
        field,
        accepted: expect.stringMatching(accepted),
      });
    }
    expect(errorOf(wrong({ pointsOf: "quick" }))).toMatchObject({ code: "invalid-input", field: "pointsOf" });
  });

  it("are grids alone of controls", () => {
    const atBudget = { quick: { grid: [{ mean: 1 }], sizes: [10, 20] } };
    expect(errorOf(withControl({ atBudget }))).toMatchObject({
      code: "invalid-input",
      field: "controls[0].atBudget.quick.sizes",
      accepted: expect.stringMatching(/known are grid$/),
    });
    expect(errorOf(withControl({ atBudget: { quick: {} } })).field).toBe("controls[0].atBudget.quick.grid");
  });

  it("are read, realised and different like the default's", () => {
    const bad = [{ mean: 1 }, { mean: 2 }, { mean: 1, spread: -1 }];
    expect(errorOf(withBudgets({ quick: { grid: bad } }))).toMatchObject({
      code: "invalid-input",
      field: "atBudget.quick.grid[2].spread",
      message: "atBudget.quick.grid[2].spread must be a number above 0, not -1",
    });
    expect(errorOf(withControl({ atBudget: { thorough: { grid: bad } } })).field).toBe(
      "controls[0].atBudget.thorough.grid[2].spread",
    );
    expect(errorOf(withBudgets({ quick: { grid: [{ mean: 1 }, { mean: 1, spread: 1 }] } }))).toMatchObject({
      code: "invalid-claim",
      field: "atBudget.quick.grid[1]",
      accepted: "another point than atBudget.quick.grid[0]",
    });
  });

  it("have whatever decides the shape among the stream parameters", () => {
    const realise: typeof meanExperiment.realise = (point, size) => ({
      ...meanExperiment.realise(point, size),
      shape: { n: size * point.mean },
    });
    const experiment = { ...meanExperiment, realise };
    const quick = { grid: [{ mean: 1 }, { mean: 2 }] };
    expect(errorOf(withBudgets({ quick }, { experiment, grid: [{ mean: 1 }] }))).toMatchObject({
      code: "invalid-claim",
      field: "experiment.streamParameters",
      accepted: expect.stringContaining("atBudget.quick.grid[0] and atBudget.quick.grid[1]"),
    });
  });

  it("are realised at the sizes of the budget: those of the default, of the claim and of its controls", () => {
    // The experiment takes sizes from 3.
    const atBudget = { thorough: { sizes: [2, 4] } };
    expect(errorOf(withBudgets(atBudget)).field).toBe("atBudget.thorough.grid[0].size");
    const realise: typeof meanExperiment.realise = (point, size) => {
      if (point.mean === 3 && size === 4) throw new AsymptopiaError("invalid-input", "too small", { field: "size" });
      return meanExperiment.realise(point, size);
    };
    const controls = [{ ...meanClaim.controls?.[0], grid: [{ mean: 3 }] }];
    const changes = { experiment: { ...meanExperiment, realise }, controls };
    expect(errorOf(withBudgets({ thorough: { sizes: [4, 8] } }, changes)).field).toBe(
      "controls[0].atBudget.thorough.grid[0].size",
    );
  });

  it("go with the test at the sizes of the budget", () => {
    const test = { ...testMembers.rate.required, logPower: -1 };
    const error = refusalOf("rate", definitionOf("rate", { test, atBudget: { quick: { sizes: [1, 10, 20, 40] } } }));
    expect(error).toMatchObject({ code: "invalid-claim", field: "atBudget.quick.sizes", value: [1, 10, 20, 40] });
    expect(error.message).toContain("test.logPower must be 0 where the smallest size is 1");
    const controls = [{ id: "c", why: "w", expected: "refuted", test: { logPower: 1 } }];
    const { required } = testMembers.rate;
    const realise: typeof meanExperiment.realise = (point, size) => ({
      point,
      size,
      realised: point,
      shape: { n: size },
    });
    const experiment = { ...manyObservables, realise };
    const changes = { experiment, test: required, controls, atBudget: { quick: { sizes: [1, 10, 20, 40] } } };
    const ofControl = refusalOf("rate", definitionOf("rate", changes));
    expect(ofControl.field).toBe("atBudget.quick.sizes");
    expect(ofControl.message).toContain("controls[0].test.logPower must be 0");
  });

  it("can be drawn if the claim has a figure", () => {
    expect(errorOf(withBudgets({ quick: { grid: [{ mean: 1 }, { mean: -1 }] } }))).toMatchObject({
      code: "invalid-claim",
      field: "figure.scale",
      accepted: '"linear" where mean is not above 0 everywhere in atBudget.quick.grid',
    });
  });
});

describe("faults that a claim declares", () => {
  const refused = (faults: unknown) => refusalOf("identity", definitionOf("identity", { faults }));

  it("may be of either code or both", () => {
    for (const codes of [["non-finite"], ["not-converged"], ["not-converged", "non-finite"]]) {
      const faults = { codes, why: "it may diverge" };
      expect(claimOf("identity", definitionOf("identity", { faults })).faults).toEqual(faults);
    }
  });

  it.each([
    ["faults.codes", { codes: [], why: "w" }, /^a list of codes$/],
    ["faults.codes", { codes: "non-finite", why: "w" }, /^a list of codes$/],
    ["faults.codes", { why: "w" }, /^a list of codes$/],
    ["faults.codes[1]", { codes: ["non-finite", "timed-out"], why: "w" }, /^"non-finite" or "not-converged"$/],
    ["faults.codes[0]", { codes: ["invalid-claim"], why: "w" }, /^"non-finite" or "not-converged"$/],
    ["faults.why", { codes: ["non-finite"] }, /^a phrase that says why/],
    ["faults.why", { codes: ["non-finite"], why: " " }, /^a phrase that says why/],
    ["faults", ["non-finite"], /^an object with codes and why$/],
  ])("are refused at %s: %j", (field, faults, accepted) => {
    expect(refused(faults)).toMatchObject({
      code: "invalid-input",
      field,
      accepted: expect.stringMatching(accepted),
    });
  });
});

describe("ids", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9]{1,5}([-.][A-Za-z0-9]{1,5}){0,2}$/);

  it("are words with single dashes and dots inside, separated by slashes", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const id = words.join("/");
        expect(limitClaim({ ...meanClaim, id }).id).toBe(id);
      }),
    );
  });

  it.each([
    "lp/",
    "/lp",
    "lp//x",
    "-lp",
    "lp-",
    "lp/.x",
    "lp/x.",
    "a--b",
    "a..b",
    "..",
    "a b",
    "a_b",
    "λ",
    "a\n",
    "a*",
  ])("are not %j, in a claim or a control", (id) => {
    expect(errorOf(wrong({ id }))).toMatchObject({ code: "invalid-input", field: "id", value: id });
    expect(errorOf(withControl({ id }))).toMatchObject({ code: "invalid-input", field: "controls[0].id", value: id });
  });

  it("have at most 150 characters", () => {
    const id = "x".repeat(150);
    expect(limitClaim({ ...meanClaim, id }).id).toBe(id);
    expect(errorOf(wrong({ id: `${id}x` }))).toMatchObject({
      field: "id",
      accepted: expect.stringMatching(/^at most 150/),
    });
  });

  it("are the control's own", () => {
    const [control] = meanClaim.controls ?? [];
    const error = errorOf(wrong({ controls: [control, { ...control, id: "other" }, control] }));
    expect(error).toMatchObject({ code: "invalid-claim", field: "controls[2].id", value: "square" });
    expect(error.message).toBe('controls[2].id must be another id than that of controls[0], not "square"');
  });
});

describe("points", () => {
  it("are refused where the experiment refuses them, by claim and control", () => {
    const bad = [{ mean: 1 }, { mean: 1, spread: -1 }];
    expect(errorOf(wrong({ grid: bad }))).toMatchObject({
      code: "invalid-input",
      field: "grid[1].spread",
      value: -1,
      accepted: "a number above 0",
      message: "grid[1].spread must be a number above 0, not -1",
    });
    expect(errorOf(withControl({ grid: bad })).field).toBe("controls[0].grid[1].spread");
    expect(errorOf(wrong({ grid: [{ meen: 1 }] }))).toMatchObject({ field: "grid[0].meen", value: 1 });
    expect(errorOf(wrong({ grid: [{ mean: 1, phi: 1 }] })).field).toBe("grid[0].phi");
  });

  it("are of an experiment whose stream parameters are parameters, and decide the shape", () => {
    const misspelt = { ...meanExperiment, streamParameters: ["meen"] };
    expect(errorOf(wrong({ experiment: misspelt }))).toMatchObject({
      code: "invalid-claim",
      field: "experiment.streamParameters[0]",
      value: "meen",
    });
    const realise: typeof meanExperiment.realise = (point, size) => ({
      ...meanExperiment.realise(point, size),
      shape: { n: size * point.mean },
    });
    expect(errorOf(wrong({ experiment: { ...meanExperiment, realise } }))).toMatchObject({
      code: "invalid-claim",
      field: "experiment.streamParameters",
      value: [],
      accepted: expect.stringContaining("grid[0] and grid[1]"),
    });
    const keyed = { ...meanExperiment, realise, streamParameters: ["mean"] };
    expect(limitClaim(wrong({ experiment: keyed })).grid).toHaveLength(2);
  });

  it("become problems of the size asked for, with realised parameters and a shape of whole numbers", () => {
    for (const broken of [{ size: 7 }, { realised: undefined }, { shape: { n: 0.5 } }, { shape: null }]) {
      const realise = (point: MeanParameters, size: number) =>
        ({ ...meanExperiment.realise(point, size), ...broken }) as ReturnType<typeof meanExperiment.realise>;
      expect(errorOf(wrong({ experiment: { ...meanExperiment, realise } }))).toMatchObject({
        code: "invalid-claim",
        field: "grid[0].realise",
      });
    }
  });

  it("are realised at every size", () => {
    const realised: [number, number][] = [];
    const realise: typeof meanExperiment.realise = (point, size) => {
      realised.push([point.mean, size]);
      return meanExperiment.realise(point, size);
    };
    limitClaim(wrong({ experiment: { ...meanExperiment, realise }, sizes: [5, 9], controls: [] }));
    const distinct = [...new Set(realised.map((pair) => pair.join(" at ")))];
    expect(distinct).toEqual([1, 2].flatMap((mean) => [5, 9].map((size) => `${mean} at ${size}`)));
  });

  it("are different after reading: a default written out is the same point", () => {
    const grid = [{ mean: 2 }, { mean: 1 }, { spread: 1, mean: 1 }];
    const error = errorOf(wrong({ grid }));
    expect(error).toMatchObject({ code: "invalid-claim", field: "grid[2]", value: { mean: 1, spread: 1 } });
    expect(error.message).toBe('grid[2] must be another point than grid[1], not {"spread":1,"mean":1}');
    expect(errorOf(withControl({ grid: [{ mean: 1 }, { mean: 1 }] })).field).toBe("controls[0].grid[1]");
  });

  it("may occur in the claim and in its controls", () => {
    expect(limitClaim(withControl({ grid: [{ mean: 1 }] })).controls[0].grid).toEqual([{ mean: 1, spread: 1 }]);
  });

  it("are named when an experiment throws something else", () => {
    const cause = new RangeError("cannot factorise");
    const throwing = () => {
      throw cause;
    };
    for (const changes of [{ parameters: { parse: throwing } }, { realise: throwing }, { cost: throwing }]) {
      const error = errorOf(withExperiment(changes));
      expect(error).toMatchObject({
        code: "invalid-claim",
        field: "grid[0]",
        value: { mean: 1 },
        message: "grid[0]: cannot factorise",
      });
      expect(error.cause).toBe(cause);
    }
  });

  it("keep code and accepted of an error without field", () => {
    const realise = () => {
      throw new AsymptopiaError("not-converged", "no root", { accepted: "a smaller ridge" });
    };
    expect(errorOf(withExperiment({ realise }))).toMatchObject({
      code: "not-converged",
      field: "grid[0]",
      value: { mean: 1 },
      accepted: "a smaller ridge",
      message: "grid[0]: no root",
    });
  });

  it.each([
    ["NaN", (input: object) => ({ ...input, mean: Number.NaN }), "JSON has no NaN"],
    ["a typed array", (input: object) => ({ ...input, mean: Float64Array.of(1) }), "JSON has no Float64Array"],
    ["nothing", () => undefined, "JSON has no undefined"],
  ])("are JSON after reading: not %s", (_, parse, message) => {
    expect(errorOf(withExperiment({ parameters: { parse } }))).toMatchObject({
      code: "invalid-claim",
      field: "grid[0]",
      message: `grid[0]: ${message}`,
    });
  });

  it("are read as themselves the second time, as workers do", () => {
    const parse = (input: unknown) => ({ ...(input as MeanParameters), mean: 2 * (input as MeanParameters).mean });
    expect(errorOf(withExperiment({ parameters: { parse } }))).toMatchObject({
      code: "invalid-claim",
      field: "grid[0]",
      message: 'grid[0]: a point that is read twice is another one: {"mean":2}',
    });
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("cost some work, not %s", (cost) => {
    const error = errorOf(withExperiment({ cost: ({ size }: { size: number }) => (size === 20 ? cost : 1) }));
    expect(error).toMatchObject({ code: "invalid-claim", field: "grid[0].cost" });
    expect(error.message).toBe(`grid[0].cost must be a finite number above 0 at size 20, not ${cost}`);
  });
});

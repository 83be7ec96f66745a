import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Formula } from "../formula.ts";
import { loadFormulaCompiler } from "./compile.ts";
import { anyExpression, anyInputs, bracketedText, declaredIn, testSymbols } from "./testing/expressions.ts";
import { paperFormulas } from "./testing/paper-formulas.ts";

const compileFormula = await loadFormulaCompiler();

const symbolsNamed = (...names: string[]): Formula["symbols"] =>
  Object.fromEntries(names.map((name) => [name, { tex: "x", meaning: "an input" }]));

function failureOf(action: () => unknown): AsymptopiaError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
}

describe("the language", () => {
  it.each(Object.entries(paperFormulas))("reads %s", (_, formula) => {
    expect(compileFormula(formula).expression).toBe(formula.expression.replaceAll("^", " ^ "));
  });

  it("reads a constant", () => {
    expect(compileFormula({ expression: "1 / 2", symbols: {} }).evaluate({})).toBe(0.5);
  });

  it("multiplies before it adds, raises before it negates, and associates to the left", () => {
    const value = (expression: string): number => compileFormula({ expression, symbols: {} }).evaluate({});
    expect(value("2 + 3 * 4")).toBe(14);
    expect(value("-3 ^ 2")).toBe(-9);
    expect(value("2 ^ 3 ^ 2")).toBe(512);
    expect(value("8 - 4 - 2")).toBe(2);
    expect(value("8 / 4 / 2")).toBe(1);
    expect(value("2 ^ -1")).toBe(0.5);
    expect(value("+4")).toBe(4);
  });

  // mathjs knows all of these: golden ratio, 2π, Euler's number, imaginary unit, metre, second, gram, …
  it.each(["phi", "tau", "pi", "e", "i", "m", "s", "g", "E", "PI", "LN2", "SQRT2", "planckConstant", "version"])(
    "refuses %s unless it is declared",
    (name) => {
      const error = failureOf(() => compileFormula({ expression: `x + ${name}`, symbols: symbolsNamed("x") }));
      expect(error).toMatchObject({ code: "invalid-claim", field: "expression", value: name });
      expect(error.accepted).toBe("one of the declared symbols x");
      const declared = compileFormula({ expression: `x + ${name}`, symbols: symbolsNamed("x", name) });
      expect(declared.evaluate({ x: 1, [name]: 10 })).toBe(11);
    },
  );

  it("refuses every name that mathjs exports", async () => {
    const { default: mathematics } = await import("mathjs/lib/browser/math.js");
    const names = Object.keys(mathematics).filter((name) => /^[A-Za-z]\w*$/.test(name));
    expect(names.length).toBeGreaterThan(200);
    for (const name of names) {
      const error = failureOf(() => compileFormula({ expression: `x * ${name}`, symbols: symbolsNamed("x") }));
      expect(error, name).toMatchObject({ code: "invalid-claim", field: "expression" });
    }
  });

  it("refuses what an object has by inheritance", () => {
    for (const name of ["constructor", "toString", "hasOwnProperty"]) {
      for (const expression of [`x + ${name}`, `x + ${name}(x)`]) {
        const error = failureOf(() => compileFormula({ expression, symbols: symbolsNamed("x") }));
        expect(error).toMatchObject({ code: "invalid-claim", field: "expression", value: name });
      }
    }
  });

  it("suggests the declared symbol that was probably meant", () => {
    const error = failureOf(() => compileFormula({ expression: "alhpa", symbols: symbolsNamed("alpha", "phi") }));
    expect(error.message).toBe("expression uses alhpa, which is not a declared symbol (did you mean alpha?)");
    expect(error.accepted).toBe("one of the declared symbols alpha, phi");
  });

  it.each([
    ["gamma(x)", "gamma"],
    ["x(x)", "x"],
    ["Math.sqrt(x)", "Math.sqrt"],
    ["sqrt(x, 2)", "sqrt(x, 2)"],
    ["log(x, 10)", "log(x, 10)"],
    ["sqrt()", "sqrt()"],
    ["min(x)", "min(x)"],
    ["2 x", "2 x"],
    ["x\n2", "x (2)"],
    ["2 (x)", "2 (x)"],
    ["x!", "!"],
    ["x'", "'"],
    ["x % 2", "%"],
    ["x mod 2", "mod"],
    ["x .^ 2", ".^"],
    ["x == 2", "=="],
    ["x < 2", "<"],
    ["x and x", "and"],
    ["not x", "not"],
    ["x to x", "to"],
    ["~x", "~"],
    ["x = 2", "x = 2"],
    ["f(x) = x", "f(x) = x"],
    ["x > 1 ? x : 2", "(x > 1) ? x : 2"],
    ["[x, x]", "[x, x]"],
    ["x[1]", "x[1]"],
    ["x.y", "x.y"],
    ['"x"', '"x"'],
    ["{x: x}", '{"x": x}'],
    ["x; x", "x;\nx"],
    ["1:2", "1:2"],
    ["1e400 * x", "Infinity"],
    ["NaN * x", "NaN"],
    ["true * x", "true"],
    ["null", "null"],
    ["x # squared", "#"],
    ["x +", "x +"],
    ["(x", "(x"],
    ["x @ x", "x @ x"],
    ["", ""],
    [" \n", " \n"],
  ])("refuses %s", (expression, value) => {
    const error = failureOf(() => compileFormula({ expression, symbols: symbolsNamed("x") }));
    expect(error).toMatchObject({ code: "invalid-claim", field: "expression", value });
    expect(error.message.startsWith("expression")).toBe(true);
    expect(error.accepted).toBeTruthy();
  });

  it("refuses texts that are long or deep instead of running out of stack", () => {
    const long = failureOf(() => compileFormula({ expression: `x${" + x".repeat(600)}`, symbols: symbolsNamed("x") }));
    expect(long).toMatchObject({ code: "invalid-claim", value: 2401, accepted: "at most 2000 characters" });
    const deep = `${"(".repeat(900)}x${")".repeat(900)}`;
    try {
      expect(compileFormula({ expression: deep, symbols: symbolsNamed("x") }).expression).toBe("x");
    } catch (thrown) {
      // Whether mathjs gets through depends on the size of the stack.
      expect(thrown).toMatchObject({ code: "invalid-claim", field: "expression" });
    }
  });

  it("names declared symbols that are not used", () => {
    const error = failureOf(() => compileFormula({ expression: "a", symbols: symbolsNamed("a", "b", "c") }));
    expect(error).toMatchObject({ code: "invalid-claim", field: "symbols", value: ["b", "c"] });
    expect(error.message).toContain("b, c");
  });
});

describe("variants", () => {
  const withVariants = (...expressions: readonly string[]) => ({
    expression: "a * b",
    symbols: symbolsNamed("a", "b"),
    variants: expressions.map((expression) => ({ why: "wrong", expression })),
  });

  it("are read like the formula, and need not use every symbol", () => {
    const { variants } = compileFormula({
      ...withVariants("a ^ 2", "3"),
      variants: [{ why: "w", expression: " a ^ 2 " }],
    });
    expect(variants).toEqual([
      { why: "w", unknowns: null, tree: compileFormula({ expression: "a^2", symbols: symbolsNamed("a") }).tree },
    ]);
    expect(compileFormula(withVariants()).variants).toEqual([]);
    expect(compileFormula({ expression: "a", symbols: symbolsNamed("a") }).variants).toEqual([]);
  });

  it("name the place of a symbol that is not declared, or of a text that is no formula", () => {
    const error = failureOf(() => compileFormula(withVariants("a", "a * c")));
    expect(error).toMatchObject({
      code: "invalid-claim",
      field: "variants[1].expression",
      value: "c",
      accepted: "one of the declared symbols a, b",
    });
    expect(error.message).toMatch(/^variants\[1\]\.expression uses c, which is not a declared symbol/);
    for (const text of ["", "a +", "f(a)", "a; b"]) {
      expect(failureOf(() => compileFormula(withVariants(text)))).toMatchObject({
        code: "invalid-claim",
        field: "variants[0].expression",
      });
    }
  });

  it("differ from the formula and from one another", () => {
    const own = failureOf(() => compileFormula(withVariants("a", "(a)*b")));
    expect(own).toMatchObject({ code: "invalid-claim", field: "variants[1].expression", value: "(a)*b" });
    expect(own.message).toBe("variants[1].expression is the same as that of the formula");
    const twice = failureOf(() => compileFormula(withVariants("a", "b", "(b)")));
    expect(twice.message).toBe("variants[2].expression is the same as that of variants[1]");
  });

  it.each([
    ["variants", "a"],
    ["variants[0]", ["a"]],
    ["variants[0].why", [{ expression: "a" }]],
    ["variants[0].why", [{ why: " ", expression: "a" }]],
    ["variants[0].expression", [{ why: "w", expression: 2 }]],
    ["variants[0].tex", [{ why: "w", expression: "a", tex: "a" }]],
  ])("of the wrong shape are named: %s", (field, variants) => {
    const formula = { ...withVariants(), variants } as unknown as Formula;
    const error = failureOf(() => compileFormula(formula));
    expect(error).toMatchObject({ code: "invalid-input", field });
    expect(error.message).toMatch(/ must be /);
  });
});

describe("symbols", () => {
  it.each(["sqrt", "mod", "true", "NaN", "end", "_x", "2x", "x-y", "α", "__proto__", ""])(
    "cannot be named %j",
    (name) => {
      const symbols = Object.defineProperty({}, name, { value: { tex: "x", meaning: "x" }, enumerable: true });
      const error = failureOf(() => compileFormula({ expression: "1", symbols }));
      expect(error).toMatchObject({ code: "invalid-input", field: `symbols.${name}` });
    },
  );

  it.each(["", " ", "x^{2", "x}", "{x}}{", "$x$", "^2", "_1", "'", "\\", "x % y"])("cannot be written %j", (tex) => {
    const error = failureOf(() => compileFormula({ expression: "x", symbols: { x: { tex, meaning: "x" } } }));
    expect(error).toMatchObject({ code: "invalid-input", field: "symbols.x.tex" });
  });

  it.each([
    ["symbols", { expression: "1", symbols: [] }],
    ["symbols", { expression: "1" }],
    ["symbols.x", { expression: "x", symbols: { x: "x" } }],
    ["symbols.x.meaning", { expression: "x", symbols: { x: { tex: "x" } } }],
    ["symbols.x.unit", { expression: "x", symbols: { x: { tex: "x", meaning: "x", unit: "m" } } }],
    ["expression", { expression: 2, symbols: {} }],
    ["expression", undefined],
  ])("or their formula of the wrong shape is named: %s", (field, formula) => {
    const error = failureOf(() => compileFormula(formula as unknown as Formula));
    expect(error).toMatchObject({ code: "invalid-input", field });
    expect(error.message).toMatch(/must be /);
  });
});

describe("the canonical text", () => {
  it("keeps the brackets that matter and no others", () => {
    const canonical = (expression: string): string =>
      compileFormula({ expression, symbols: declaredIn(expression) }).expression;
    expect(canonical("((a)+(a*(alpha)))-((dm))")).toBe("a + a * alpha - dm");
    expect(canonical("a-(a-(alpha+dm))")).toBe("a - (a - (alpha + dm))");
    expect(canonical("a/(a*alpha)*dm")).toBe("a / (a * alpha) * dm");
    expect(canonical("(-a)^2*(-(a*alpha))")).toBe("(-a) ^ 2 * (-a * alpha)");
    expect(canonical("-(a+1)^(-0.5)")).toBe("-(a + 1) ^ (-0.5)");
    expect(canonical("sqrt((a))-max(1,(a+2))")).toBe("sqrt(a) - max(1, a + 2)");
  });

  it("is a fixed point of parsing, with the same value to the bit", () => {
    fc.assert(
      fc.property(anyExpression, anyInputs, (tree, inputs) => {
        const text = bracketedText(tree);
        const formula = compileFormula({ expression: text, symbols: declaredIn(text) });
        const again = compileFormula({ expression: formula.expression, symbols: formula.symbols });
        expect(again.expression).toBe(formula.expression);
        expect(again.evaluate(inputs)).toBe(formula.evaluate(inputs));
      }),
      { numRuns: 500 },
    );
  });

  it("does not depend on white space", () => {
    const gaps = fc.array(fc.constantFrom("", " ", "  ", "\n", "\t", "\r\n  "), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(anyExpression, gaps, (tree, spaces) => {
        const tight = bracketedText(tree);
        // Numbers in exponent form are one token.
        const tokens = tight.match(/\d[\d.]*(?:e-?\d+)?|\w+|\S/g)!;
        const loose = tokens.map((token, index) => token + spaces[index % spaces.length]).join("");
        const symbols = declaredIn(tight);
        const text = compileFormula({ expression: tight, symbols }).expression;
        expect(compileFormula({ expression: loose, symbols }).expression).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it("holds symbols in the order of the declaration", () => {
    const text = Object.keys(testSymbols).reverse().join(" + ");
    const formula = compileFormula({ expression: text, symbols: testSymbols });
    expect(Object.keys(formula.symbols)).toEqual(Object.keys(testSymbols));
  });
});

import { z } from "zod";
import { didYouMean } from "../../foundation/did-you-mean.ts";
import { AsymptopiaError, withFieldPrefix } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import type { Formula, FormulaSymbol, FormulaVariant } from "../formula.ts";
import { evaluate } from "./evaluate.ts";
import { type Expression, functionNames, symbolNames } from "./expression.ts";
import { invalidExpression, loadMathParser, type MathParser, parseExpression } from "./parse-expression.ts";
import { expressionText } from "./text.ts";

/** A formula, or a mutant of it, ready for evaluation and print. */
export interface CompiledFormula {
  /** Canonical text: formulas with the same text have the same value. */
  readonly expression: string;
  readonly tree: Expression;
  /** The declared inputs. A mutant keeps those of its formula, whether or not it still uses them all. */
  readonly symbols: Readonly<Record<string, FormulaSymbol>>;
  /** The wrong variants that the formula declares; a mutant has none. */
  readonly variants: readonly CompiledVariant[];
  /**
   * The value in double precision; NaN where the formula, or any part of it, is not a finite real number.
   *
   * @throws AsymptopiaError `invalid-input` for a symbol in the tree that `inputs` gives no number for.
   */
  evaluate(inputs: Readonly<Record<string, number>>): number;
}

/** A wrong variant of a formula, over symbols of that formula. */
export interface CompiledVariant {
  readonly why: string;
  readonly tree: Expression;
}

/** Text and declared symbols of a formula, and its variants, to their trees. See `loadFormulaCompiler`. */
export type FormulaCompiler = (formula: Pick<Formula, "expression" | "symbols" | "variants">) => CompiledFormula;

/**
 * The compiler of formulas; asynchronous because it loads mathjs, which nothing else in the package does.
 *
 * What it returns accepts real closed formulas of numbers, `+ - * / ^`, brackets, the functions sqrt, exp, log
 * (natural), abs, sin, cos, tanh (one argument), min, max (two or more), and the declared symbols. There are no built-in
 * constants: mathjs would read an undeclared phi as the golden ratio, m as a metre, i as an imaginary unit.
 *
 * It throws AsymptopiaError: `invalid-claim` with field `expression` for anything else in the text, and with field
 * `symbols` for a declared symbol that the text does not use; the same with field `variants[i].expression` for the text of
 * a variant, which need not use all symbols but must be another formula than this one and the variants before it;
 * `invalid-input` for symbols and variants of the wrong shape.
 */
export async function loadFormulaCompiler(): Promise<FormulaCompiler> {
  const parse = await loadMathParser();
  return (formula) => {
    const { expression, symbols, variants } = parseWith(formulaSchema, {
      expression: formula?.expression,
      symbols: formula?.symbols,
      variants: formula?.variants,
    });
    const declared = Object.keys(symbols);
    const tree = declaredTree(expression, declared, parse);
    const used = symbolNames(tree);
    const unused = declared.filter((name) => !used.includes(name));
    if (unused.length > 0) {
      const accepted = "symbols that the expression uses, and no others";
      const message = `symbols declares ${unused.join(", ")}, which the expression does not use`;
      throw new AsymptopiaError("invalid-claim", message, { field: "symbols", value: unused, accepted });
    }
    return compiledFormula(tree, symbols, compiledVariants(variants ?? [], tree, declared, parse));
  };
}

/** The formula of a tree whose symbols are all declared in `symbols`. */
export function compiledFormula(
  tree: Expression,
  symbols: CompiledFormula["symbols"],
  variants: readonly CompiledVariant[] = [],
): CompiledFormula {
  return {
    expression: expressionText(tree),
    tree,
    symbols,
    variants,
    evaluate: (inputs) => evaluate(tree, inputs).value,
  };
}

function declaredTree(expression: string, declared: readonly string[], parse: MathParser): Expression {
  const tree = parseExpression(expression, parse);
  for (const name of symbolNames(tree)) if (!declared.includes(name)) throw undeclared(name, declared);
  return tree;
}

function compiledVariants(
  variants: readonly FormulaVariant[],
  formula: Expression,
  declared: readonly string[],
  parse: MathParser,
): readonly CompiledVariant[] {
  const taken = new Map([[expressionText(formula), "the formula"]]);
  return variants.map(({ expression, why }, i) => {
    try {
      const tree = declaredTree(expression, declared, parse);
      const same = taken.get(expressionText(tree));
      if (same !== undefined) {
        const accepted = "another formula than this one and the variants before it";
        throw invalidExpression(`expression is the same as that of ${same}`, expression, accepted);
      }
      taken.set(expressionText(tree), `variants[${i}]`);
      return { why, tree };
    } catch (thrown) {
      if (thrown instanceof AsymptopiaError) throw withFieldPrefix(thrown, `variants[${i}]`);
      throw thrown;
    }
  });
}

/** Words that mathjs reads as constants or operators wherever they stand, and the functions of the language. */
const reserved = new Set<string>([
  ..."true false null undefined NaN Infinity end mod to in and or xor not".split(" "),
  ...functionNames,
]);

const symbolSchema: z.ZodType<FormulaSymbol> = z.strictObject(
  {
    tex: z
      .string("the symbol's TeX")
      .trim()
      .refine(isSelfContained, "TeX with balanced braces, without $, that does not begin with ^, _ or '"),
    meaning: z.string("a phrase that says what the symbol means").min(1, "a phrase that says what the symbol means"),
  },
  "an object with tex and meaning, and nothing else",
);

const whyPhrase = "a phrase that says what is wrong with the variant";

const variantSchema: z.ZodType<FormulaVariant> = z.strictObject(
  {
    why: z.string(whyPhrase).refine((why) => why.trim() !== "", whyPhrase),
    expression: z.string("a formula as text"),
  },
  "an object with why and expression, and nothing else",
);

const formulaSchema = z.strictObject({
  expression: z.string("a formula as text"),
  symbols: z
    .custom<Record<string, unknown>>(
      (value) => typeof value === "object" && value !== null && !Array.isArray(value),
      "an object of symbols",
    )
    .superRefine((symbols, context) => {
      for (const name of Object.keys(symbols)) {
        if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name) && !reserved.has(name)) continue;
        const message = "named by a letter and then letters, digits or _, and by no word of the formula language";
        context.addIssue({ code: "custom", message, path: [name] });
      }
    })
    .pipe(z.record(z.string(), symbolSchema)),
  variants: z.array(variantSchema, "a list of variants").optional(),
});

/** Whether `tex` can be put between other symbols without changing them or breaking the formula around it. */
function isSelfContained(tex: string): boolean {
  if (tex === "" || /^[\^_']/.test(tex)) return false;
  let depth = 0;
  for (const token of tex.match(/\\.|./gs) ?? []) {
    if (token === "$" || token === "%" || token === "\\") return false;
    if (token === "{") depth += 1;
    if (token === "}") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function undeclared(name: string, declared: readonly string[]): AsymptopiaError {
  const near = didYouMean(name, declared);
  const hint = near.length > 0 ? ` (did you mean ${near.join(" or ")}?)` : "";
  const accepted = declared.length > 0 ? `one of the declared symbols ${declared.join(", ")}` : "no symbol";
  return invalidExpression(`expression uses ${name}, which is not a declared symbol${hint}`, name, accepted);
}

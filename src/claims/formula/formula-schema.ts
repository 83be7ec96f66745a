import { z } from "zod";
import type { FormulaSymbol, FormulaVariant } from "../formula.ts";
import { functionNames } from "./expression.ts";

/** Words that mathjs reads as constants or operators wherever they stand, and the functions of the language. */
const reserved = new Set<string>([
  ..."true false null undefined NaN Infinity end mod to in and or xor not".split(" "),
  ...functionNames,
  "integral",
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

const equationsSchema = z
  .record(z.string(), z.string("an equation as text"), "an object of equations, left = right, by unknown")
  .refine((equations) => Object.keys(equations).length > 0, "an object of at least one equation");

const domainSchema = z.array(z.string("an inequality as text"), "a list of inequalities, left > right or left < right");

const variantSchema: z.ZodType<FormulaVariant> = z.strictObject(
  {
    why: z.string(whyPhrase).refine((why) => why.trim() !== "", whyPhrase),
    expression: z.string("a formula as text"),
    equations: z.exactOptional(equationsSchema),
    domain: z.exactOptional(domainSchema),
  },
  "an object with why and expression, perhaps equations and domain, and nothing else",
);

/** The shape of the members of a formula that are data; what their texts say is checked elsewhere. */
export const formulaSchema = z.strictObject({
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
  equations: equationsSchema.optional(),
  domain: domainSchema.optional(),
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

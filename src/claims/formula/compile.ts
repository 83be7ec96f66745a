import { didYouMean } from "../../foundation/did-you-mean.ts";
import { AsymptopiaError, withFieldPrefix } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import { compileSystem, equationText, inequalityText } from "../equations/compile-system.ts";
import type { EquationSystem } from "../equations/system.ts";
import type { Formula, FormulaSymbol, FormulaVariant } from "../formula.ts";
import { assess, type SystemSolver, systemSolver } from "./assess.ts";
import { type Evaluated, evaluate, type InputValues } from "./evaluate.ts";
import { type Expression, symbolNames } from "./expression.ts";
import { formulaSchema } from "./formula-schema.ts";
import { invalidExpression, loadMathParser, type MathParser, parseExpression } from "./parse-expression.ts";
import { type Roles, rolesOf } from "./roles.ts";
import { expressionText } from "./text.ts";

/** A formula, or a mutant of it, ready for evaluation and print. */
export interface CompiledFormula {
  /** Canonical text: formulas with the same text have the same value. */
  readonly expression: string;
  readonly tree: Expression;
  /** The declared symbols. A mutant keeps those of its formula, whether or not it still uses them all. */
  readonly symbols: Readonly<Record<string, FormulaSymbol>>;
  readonly roles: Roles;
  /** The equations that define the unknowns; null without unknowns. */
  readonly unknowns: SolvedSystem | null;
  /** The wrong variants that the formula declares; a mutant has none. */
  readonly variants: readonly CompiledVariant[];
  /**
   * The value in double precision; NaN where the formula, or any part of it, is not a finite real number, and where an
   * unknown is not for certain the one root of its equation in the domain.
   *
   * @throws AsymptopiaError `invalid-input` for a symbol in the tree that `inputs` gives no number for.
   */
  evaluate(inputs: InputValues): number;
  /** The same with a bound on the rounding error; the error of roots and of integrals counts as rounding. */
  assess(inputs: InputValues): Evaluated;
}

/** A system of equations with its solver. Formulas that share it share what has been solved. */
export interface SolvedSystem {
  readonly system: EquationSystem;
  readonly solve: SystemSolver;
}

/** A wrong variant of a formula, over symbols of that formula. */
export interface CompiledVariant {
  readonly why: string;
  readonly tree: Expression;
  readonly unknowns: SolvedSystem | null;
}

/** The members of a formula that are data. */
export type FormulaText = Pick<Formula, "expression" | "symbols" | "variants" | "equations" | "domain">;

/** Text and declared symbols of a formula, and its variants, to their trees. See `loadFormulaCompiler`. */
export type FormulaCompiler = (formula: FormulaText) => CompiledFormula;

/**
 * The compiler of formulas; asynchronous because it loads mathjs, which nothing else in the package does.
 *
 * What it returns accepts real closed formulas of numbers, `+ - * / ^`, brackets, the functions sqrt, exp, log
 * (natural), abs, sin, cos, tanh (one argument), min, max (two or more), integral(integrand, variable, spectrum), and the
 * declared symbols. There are no built-in constants: mathjs would read an undeclared phi as the golden ratio, m as a metre,
 * i as an imaginary unit.
 *
 * It throws AsymptopiaError: `invalid-claim` with field `expression` for anything else in the text, and with field
 * `symbols` for a declared symbol that neither the text nor an equation uses; with field `equations.<unknown>` or
 * `domain[i]` for anything else in those, and `symbols.<name>` for a symbol with two roles; the same with field `variants[i].expression` for the text of
 * a variant, which need not use all symbols but must be another formula than this one and the variants before it;
 * `invalid-input` for symbols and variants of the wrong shape.
 */
export async function loadFormulaCompiler(): Promise<FormulaCompiler> {
  const parse = await loadMathParser();
  return (formula) => {
    const { expression, symbols, variants, equations, domain } = parseWith(formulaSchema, {
      expression: formula?.expression,
      symbols: formula?.symbols,
      variants: formula?.variants,
      equations: formula?.equations,
      domain: formula?.domain,
    });
    const declared = Object.keys(symbols);
    const read = (text: string): Expression => declaredTree(text, declared, parse);
    const tree = read(expression);
    checkUnknowns(equations, domain, declared);
    const system = equations === undefined ? null : compileSystem(equations, domain ?? [], read);
    const used = [tree, ...(system === null ? [] : sidesOf(system))].flatMap(symbolNames);
    const unused = declared.filter((name) => !used.includes(name));
    if (unused.length > 0) {
      const accepted = "symbols that the expression uses, and no others";
      const message = `symbols declares ${unused.join(", ")}, which the expression does not use`;
      throw new AsymptopiaError("invalid-claim", message, { field: "symbols", value: unused, accepted });
    }
    const roles = rolesOf(declared, Object.keys(equations ?? {}), [tree, ...(system === null ? [] : sidesOf(system))]);
    const formulaAlone = compiledFormula(tree, symbols, roles, system === null ? null : solved(system));
    return {
      ...formulaAlone,
      variants: compiledVariants(
        variants ?? [],
        formulaAlone,
        { equations: equations ?? {}, domain: domain ?? [] },
        read,
      ),
    };
  };
}

/** A system with a solver of its own. */
export function solved(system: EquationSystem): SolvedSystem {
  return { system, solve: systemSolver(system) };
}

/** The formula of a tree whose symbols are all declared in `symbols`. */
export function compiledFormula(
  tree: Expression,
  symbols: CompiledFormula["symbols"],
  roles: Roles = rolesOf(Object.keys(symbols), [], [tree]),
  unknowns: SolvedSystem | null = null,
): CompiledFormula {
  const value = (inputs: InputValues): Evaluated =>
    unknowns === null ? evaluate(tree, inputs) : assess(tree, unknowns.solve, inputs);
  return {
    expression: canonicalText(tree, unknowns),
    tree,
    symbols,
    roles,
    unknowns,
    variants: [],
    evaluate: (inputs) => value(inputs).value,
    assess: value,
  };
}

function canonicalText(tree: Expression, unknowns: SolvedSystem | null): string {
  if (unknowns === null) return expressionText(tree);
  const { equations, domain } = unknowns.system;
  return [expressionText(tree), ...equations.map(equationText), ...domain.map(inequalityText)].join("; ");
}

function sidesOf({ equations, domain }: EquationSystem): readonly Expression[] {
  return [
    ...equations.flatMap(({ left, right }) => [left, right]),
    ...domain.flatMap(({ greater, lesser }) => [greater, lesser]),
  ];
}

/** Whether `equations` and `domain` fit together and to the symbols. */
function checkUnknowns(
  equations: Readonly<Record<string, string>> | undefined,
  domain: readonly string[] | undefined,
  declared: readonly string[],
): void {
  if (equations === undefined) {
    if (domain === undefined) return;
    const accepted = "absent where there are no equations, whose roots it would choose";
    throw new AsymptopiaError("invalid-claim", `domain must be ${accepted}`, {
      field: "domain",
      value: domain,
      accepted,
    });
  }
  for (const unknown of Object.keys(equations)) {
    if (declared.includes(unknown)) continue;
    const field = `equations.${unknown}`;
    const accepted = `the equation of a declared symbol: ${declared.join(", ")}`;
    throw new AsymptopiaError("invalid-claim", `${field} must be ${accepted}`, { field, value: unknown, accepted });
  }
}

function declaredTree(expression: string, declared: readonly string[], parse: MathParser): Expression {
  const tree = parseExpression(expression, parse);
  for (const name of symbolNames(tree)) if (!declared.includes(name)) throw undeclared(name, declared);
  return tree;
}

function compiledVariants(
  variants: readonly FormulaVariant[],
  formula: CompiledFormula,
  own: { readonly equations: Readonly<Record<string, string>>; readonly domain: readonly string[] },
  read: (text: string) => Expression,
): readonly CompiledVariant[] {
  const taken = new Map([[formula.expression, "the formula"]]);
  return variants.map(({ expression, why, equations, domain }, i) => {
    try {
      const tree = read(expression);
      const unknowns =
        equations === undefined && domain === undefined
          ? formula.unknowns
          : otherSystem(own, { equations: equations ?? {}, domain: domain ?? own.domain }, formula, read);
      const text = canonicalText(tree, unknowns);
      const same = taken.get(text);
      if (same !== undefined) {
        const accepted = "another formula than this one and the variants before it";
        throw invalidExpression(`expression is the same as that of ${same}`, expression, accepted);
      }
      taken.set(text, `variants[${i}]`);
      checkRoles(formula.roles, [tree, ...(unknowns === null ? [] : sidesOf(unknowns.system))]);
      return { why, tree, unknowns };
    } catch (thrown) {
      if (thrown instanceof AsymptopiaError) throw withFieldPrefix(thrown, `variants[${i}]`);
      throw thrown;
    }
  });
}

/** The system of a variant, whose unknowns are those of the formula. */
function otherSystem(
  own: { readonly equations: Readonly<Record<string, string>>; readonly domain: readonly string[] },
  other: { readonly equations: Readonly<Record<string, string>>; readonly domain: readonly string[] },
  { roles }: CompiledFormula,
  read: (text: string) => Expression,
): SolvedSystem {
  for (const name of roles.unknowns.length === 0 ? ["equations"] : Object.keys(other.equations)) {
    if (roles.unknowns.includes(name)) continue;
    const field = roles.unknowns.length === 0 ? name : `equations.${name}`;
    const accepted =
      roles.unknowns.length === 0
        ? "absent, with the domain: the formula has no unknowns"
        : `the equation of an unknown of the formula: ${roles.unknowns.join(", ")}`;
    throw new AsymptopiaError("invalid-claim", `${field} must be ${accepted}`, { field, value: name, accepted });
  }
  return solved(compileSystem({ ...own.equations, ...other.equations }, other.domain, read));
}

/** That symbols are in a variant what they are in the formula. */
function checkRoles(roles: Roles, expressions: readonly Expression[]): void {
  const declared = [...roles.inputs, ...roles.unknowns, ...roles.spectra, ...roles.variables];
  const inVariant = rolesOf(declared, roles.unknowns, expressions);
  for (const role of ["spectra", "variables"] as const) {
    for (const name of inVariant[role]) {
      if (roles[role].includes(name)) continue;
      const accepted = "integrals over the variables and against the spectra of the formula";
      throw invalidExpression(`expression must have ${accepted}, not ${name}`, name, accepted);
    }
  }
  const used = new Set(expressions.flatMap(symbolNames));
  for (const name of [...roles.spectra, ...roles.variables]) {
    if (!used.has(name) || inVariant.spectra.includes(name) || inVariant.variables.includes(name)) continue;
    const accepted = "numbers where they stand outside of integrals";
    throw invalidExpression(`expression must have ${accepted}, not ${name}`, name, accepted);
  }
}

function undeclared(name: string, declared: readonly string[]): AsymptopiaError {
  const near = didYouMean(name, declared);
  const hint = near.length > 0 ? ` (did you mean ${near.join(" or ")}?)` : "";
  const accepted = declared.length > 0 ? `one of the declared symbols ${declared.join(", ")}` : "no symbol";
  return invalidExpression(`expression uses ${name}, which is not a declared symbol${hint}`, name, accepted);
}

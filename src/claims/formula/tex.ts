import type { Equation } from "../equations/system.ts";
import type { CompiledFormula } from "./compile.ts";
import type { Expression } from "./expression.ts";
import type { MutantFormula } from "./mutants.ts";

/** A piece of TeX, and how tightly it holds together: a place that asks for more puts brackets around it. */
interface Piece {
  readonly tex: string;
  readonly level: number;
  /** A fraction, beside which a number would read as a mixed number. */
  readonly fraction?: boolean;
  /** An integral, which would take what stands right of it for its own. */
  readonly integral?: boolean;
}

const sumLevel = 0;
/** A product that begins with a minus sign. */
const negativeLevel = 1;
const productLevel = 2;
/** May stand in a product, but needs brackets under an exponent. */
const factorLevel = 3;
const atomLevel = 4;

/**
 * The formula as TeX for mathematics mode, each symbol in the notation that it declares.
 *
 * Quotients are fractions, products stand side by side with a dot before digits only, half-integer exponents are written
 * as 3/2. Brackets appear where the order of operations needs them, and around a base that carries a superscript or
 * prime of its own, which TeX would refuse or misread. The absolute value is written without `|`, which would end the
 * cell of a Markdown table, and no thin spaces or `\{` occur, whose backslash Markdown drops.
 */
export function formulaTex(formula: CompiledFormula): string {
  return piece(formula.tree, formula.symbols).tex;
}

/** What defines the unknowns of the formula, as TeX: the equations, then the inequalities of their domain. */
export function unknownsTex({ unknowns, symbols }: CompiledFormula): UnknownsTex | null {
  if (unknowns === null) return null;
  const { equations, domain } = unknowns.system;
  const at = (part: Expression): string => piece(part, symbols).tex;
  return {
    equations: equations.map((equation) => equationTex(equation, symbols)),
    domain: domain.map(({ greater, lesser }) => `${at(greater)} \\gt ${at(lesser)}`),
  };
}

export interface UnknownsTex {
  readonly equations: readonly string[];
  readonly domain: readonly string[];
}

/** What is altered in a mutant, as TeX: the equation with the fault in it, or the expression; all of a declared variant. */
export function alteredTex(mutant: MutantFormula): string {
  if (mutant.altered !== undefined) return equationTex(mutant.altered, mutant.symbols);
  const defined = mutant.operator === "declared" ? unknownsTex(mutant) : null;
  return [formulaTex(mutant), ...(defined === null ? [] : [...defined.equations, ...defined.domain])].join(",\\quad ");
}

function equationTex({ left, right }: Equation, symbols: Symbols): string {
  return `${piece(left, symbols).tex} = ${piece(right, symbols).tex}`;
}

type Symbols = CompiledFormula["symbols"];

function piece(expression: Expression, symbols: Symbols): Piece {
  const at = (part: Expression): Piece => piece(part, symbols);
  switch (expression.kind) {
    case "number":
      return numberPiece(expression.value);
    case "symbol":
      return symbolPiece(symbols[expression.name].tex);
    case "negation":
      return { tex: `-${within(at(expression.operand), productLevel)}`, level: negativeLevel };
    case "sum":
    case "difference": {
      const right = at(expression.right);
      const needed = expression.kind === "difference" || beginsWithMinus(right) ? negativeLevel + 1 : sumLevel;
      const sign = expression.kind === "sum" ? "+" : "-";
      return { tex: `${at(expression.left).tex} ${sign} ${within(right, needed)}`, level: sumLevel };
    }
    case "product":
      return productPiece(factors(expression).map(at));
    case "quotient":
      return {
        tex: `\\frac{${at(expression.left).tex}}{${at(expression.right).tex}}`,
        level: factorLevel,
        fraction: true,
      };
    case "power": {
      const base = within(at(expression.left), atomLevel);
      return { tex: `${base}^{${exponentTex(expression.right, symbols)}}`, level: factorLevel };
    }
    case "call":
      return callPiece(expression, symbols);
    case "integral": {
      const { variable, spectrum } = expression;
      const integrand = within(at(expression.integrand), productLevel);
      const measure = `d${spectrumTex(symbols[spectrum].tex)}(${symbols[variable].tex})`;
      return { tex: `\\int ${integrand} \\thinspace ${measure}`, level: productLevel, integral: true };
    }
  }
}

/** The name of a distribution in front of its argument. */
function spectrumTex(tex: string): string {
  return atomPattern.test(tex) ? tex : `{${bracketed(tex)}}`;
}

function numberPiece(value: number): Piece {
  const [mantissa, exponent] = String(value).split("e");
  if (exponent === undefined) return { tex: mantissa, level: atomLevel };
  const power = `10^{${Number(exponent)}}`;
  if (mantissa === "1") return { tex: power, level: factorLevel };
  return { tex: `${mantissa} \\cdot ${power}`, level: productLevel };
}

/** One letter, command or command with an argument, with at most a subscript. */
const atomPattern =
  /^(?:[A-Za-z]|\\[A-Za-z]+(?:\{(?:[^{}]|\{[^{}]*\})*\})?)(?:_(?:[A-Za-z0-9]|\\[A-Za-z]+|\{(?:[^{}]|\{[^{}]*\})*\}))?$/;

function symbolPiece(tex: string): Piece {
  if (atomPattern.test(tex)) return { tex, level: atomLevel };
  return { tex, level: hasOuterSign(tex) ? sumLevel : factorLevel };
}

/** Whether a + or - stands outside all brackets, so that the symbol's notation is itself a sum. */
function hasOuterSign(tex: string): boolean {
  let depth = 0;
  for (const token of tex.match(/\\[A-Za-z]+|\\.|./gs) ?? []) {
    if (/^[{([]$/.test(token)) depth += 1;
    else if (/^[})\]]$/.test(token)) depth -= 1;
    else if (depth === 0 && /^(?:[+-]|\\pm|\\mp)$/.test(token)) return true;
  }
  return false;
}

function beginsWithMinus({ tex }: Piece): boolean {
  return tex.startsWith("-");
}

function within(part: Piece, needed: number): string {
  return part.level < needed ? bracketed(part.tex) : part.tex;
}

function bracketed(tex: string): string {
  return /\\frac|\\sqrt|\\left|\\int/.test(tex) ? `\\left(${tex}\\right)` : `(${tex})`;
}

/** A product of products, on either side, as one list: multiplication needs no brackets between its factors. */
function factors(expression: Expression): readonly Expression[] {
  if (expression.kind !== "product") return [expression];
  return [...factors(expression.left), ...factors(expression.right)];
}

function productPiece(parts: readonly Piece[]): Piece {
  const last = parts.length - 1;
  const factor = (i: number, needed: number): string =>
    parts[i].integral === true && i < last ? bracketed(parts[i].tex) : within(parts[i], needed);
  let tex = factor(0, negativeLevel);
  for (let i = 1; i < parts.length; i += 1) {
    const next = factor(i, productLevel);
    const mixed = parts[i].fraction === true && /^[\d.]+$/.test(parts[i - 1].tex);
    tex += `${/^\d/.test(next) || mixed ? " \\cdot " : " "}${next}`;
  }
  return { tex, level: beginsWithMinus(parts[0]) && parts[0].level > sumLevel ? negativeLevel : productLevel };
}

function exponentTex(exponent: Expression, symbols: Symbols): string {
  const halves = halfInteger(exponent);
  return halves ?? piece(exponent, symbols).tex;
}

function halfInteger(exponent: Expression): string | undefined {
  if (exponent.kind === "negation") {
    const positive = halfInteger(exponent.operand);
    return positive === undefined ? undefined : `-${positive}`;
  }
  const isHalf = exponent.kind === "number" && exponent.value < 1e6 && Math.abs(exponent.value % 1) === 0.5;
  return isHalf ? `${2 * exponent.value}/2` : undefined;
}

function callPiece(expression: Expression & { readonly kind: "call" }, symbols: Symbols): Piece {
  const inner = expression.arguments.map((part) => piece(part, symbols).tex).join(", ");
  switch (expression.name) {
    case "sqrt":
      return { tex: `\\sqrt{${inner}}`, level: factorLevel };
    case "abs":
      return { tex: `\\left\\lvert ${inner} \\right\\rvert`, level: atomLevel };
    default:
      return { tex: `\\${expression.name}${bracketed(inner)}`, level: factorLevel };
  }
}

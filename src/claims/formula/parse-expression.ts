import type { ParsedNode } from "mathjs/lib/browser/math.js";
import { AsymptopiaError } from "../../foundation/errors.ts";
import {
  type BinaryKind,
  binary,
  call,
  type Expression,
  type FunctionName,
  functionArguments,
  functionNames,
  negation,
} from "./expression.ts";

/** The parser of mathjs: text to its own tree. Throws SyntaxError. */
export type MathParser = (text: string) => ParsedNode;

/**
 * The parser of mathjs, loaded when first asked for. This is the only place that loads it: about 100 ms, which workers,
 * lists and help texts do without.
 */
export async function loadMathParser(): Promise<MathParser> {
  const { default: mathematics } = await import("mathjs/lib/browser/math.js");
  return mathematics.parse;
}

const longest = 2000;

const binaryKinds: Readonly<Record<string, BinaryKind>> = {
  add: "sum",
  subtract: "difference",
  multiply: "product",
  divide: "quotient",
  pow: "power",
};

const acceptedOperators = "a formula of + - * / ^ and brackets";

/**
 * The tree of `text`, in which every name that is not called is a symbol; whether it is declared is for the caller to
 * check. White space of any kind, line breaks included, separates and means nothing else.
 *
 * @throws AsymptopiaError `invalid-claim`, field `expression`, for text that mathjs cannot read and for everything in
 *   its language that is not a real closed formula: other functions and operators, products without `*` (whose
 *   precedence in `1 / 2 a` surprises), assignments, indices, units, texts, comments, numbers beyond double precision.
 */
export function parseExpression(text: string, parse: MathParser): Expression {
  if (text.trim() === "") throw invalidExpression("expression must be a formula, but is empty", text, "a formula");
  if (text.length > longest) {
    throw invalidExpression(
      `expression must be at most ${longest} characters long, not ${text.length}`,
      text.length,
      `at most ${longest} characters`,
    );
  }
  // mathjs drops comments; once line breaks are spaces, a comment would drop the rest of the formula.
  if (text.includes("#")) {
    throw invalidExpression('expression must not contain "#"', "#", acceptedOperators);
  }
  return toExpression(readNode(text.replace(/\s+/g, " "), parse));
}

export function invalidExpression(message: string, value: unknown, accepted: string): AsymptopiaError {
  return new AsymptopiaError("invalid-claim", message, { field: "expression", value, accepted });
}

function readNode(text: string, parse: MathParser): ParsedNode {
  try {
    return parse(text);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AsymptopiaError("invalid-claim", `expression cannot be read: ${reason}`, {
      field: "expression",
      value: text,
      accepted: acceptedOperators,
      cause: thrown,
    });
  }
}

function toExpression(node: ParsedNode): Expression {
  switch (node.type) {
    case "ParenthesisNode":
      return toExpression(node.content!);
    case "SymbolNode":
      return { kind: "symbol", name: node.name! };
    case "ConstantNode":
      return toNumber(node);
    case "OperatorNode":
      return toOperation(node);
    case "FunctionNode":
      return toCall(node);
    default: {
      const what = node.type
        .replace(/Node$/, "")
        .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
        .toLowerCase();
      throw invalidExpression(
        `expression must be a closed formula, but ${node} is of type ${what}`,
        String(node),
        acceptedOperators,
      );
    }
  }
}

function toNumber(node: ParsedNode): Expression {
  if (typeof node.value !== "number" || !Number.isFinite(node.value)) {
    throw invalidExpression(
      `expression must contain finite real numbers only, not ${node}`,
      String(node),
      "finite real numbers",
    );
  }
  return { kind: "number", value: node.value };
}

function toOperation(node: ParsedNode): Expression {
  const name = String(node.fn);
  const operands = node.args!;
  if (node.implicit) {
    throw invalidExpression(
      `expression must write products with *: ${operands.join(" * ")}`,
      String(node),
      "products written with *",
    );
  }
  if (name === "unaryMinus") return negation(toExpression(operands[0]));
  if (name === "unaryPlus") return toExpression(operands[0]);
  if (!Object.hasOwn(binaryKinds, name)) {
    throw invalidExpression(`expression must not use the operator ${node.op}`, node.op, acceptedOperators);
  }
  return binary(binaryKinds[name], toExpression(operands[0]), toExpression(operands[1]));
}

function toCall(node: ParsedNode): Expression {
  const name = String(node.fn);
  if (name === "integral") return toIntegral(node);
  if (!Object.hasOwn(functionArguments, name)) {
    throw invalidExpression(
      `expression calls ${name}, which is not one of its functions (a product needs *)`,
      name,
      `one of the functions ${functionNames.join(", ")} and integral`,
    );
  }
  const operands = node.args!;
  const wanted = functionArguments[name as FunctionName];
  if (wanted === "one" ? operands.length !== 1 : operands.length < 2) {
    const accepted = `${wanted} argument${wanted === "one" ? "" : "s"}`;
    throw invalidExpression(`expression must call ${name} with ${accepted}`, String(node), accepted);
  }
  return call(name as FunctionName, ...operands.map(toExpression));
}

const acceptedIntegral = "integral(integrand, variable, spectrum), the last two of them symbols";

function toIntegral(node: ParsedNode): Expression {
  const [integrand, variable, spectrum, ...others] = node.args!;
  if (spectrum === undefined || others.length > 0 || [variable, spectrum].some(({ type }) => type !== "SymbolNode")) {
    throw invalidExpression(`expression must call ${acceptedIntegral}`, String(node), acceptedIntegral);
  }
  return {
    kind: "integral",
    integrand: toExpression(integrand),
    variable: variable.name!,
    spectrum: spectrum.name!,
  };
}

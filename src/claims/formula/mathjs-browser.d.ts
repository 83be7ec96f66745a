// The bundle for browsers loads several times faster than the package root, but brings no types of its own. Only what
// the parser of formulas reads is declared.
declare module "mathjs/lib/browser/math.js" {
  export interface ParsedNode {
    readonly type: string;
    /** ConstantNode */
    readonly value?: unknown;
    /** SymbolNode */
    readonly name?: string;
    /** OperatorNode: the name of the operation. FunctionNode: what is called. */
    readonly fn?: string | ParsedNode;
    /** OperatorNode: the operator as written, and whether it was left out. */
    readonly op?: string;
    readonly implicit?: boolean;
    /** OperatorNode, FunctionNode */
    readonly args?: readonly ParsedNode[];
    /** ParenthesisNode */
    readonly content?: ParsedNode;
    toString(): string;
  }
  const mathematics: { parse(text: string): ParsedNode };
  export default mathematics;
}

import { DOMParser } from "linkedom";

export interface SvgNode {
  readonly tagName: string;
  readonly textContent: string;
  readonly children: Iterable<SvgNode>;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
}

const TAG = /<(\/?)([a-zA-Z]+)(?:\s+[a-zA-Z][\w:-]*="[^"<]*")*\s*(\/?)>/g;

/** The root of a standalone figure. It throws unless tags are balanced, which a lenient parser would not notice. */
export function parseSvg(text: string): SvgNode {
  const open: string[] = [];
  for (const [, closing, name, empty] of text.replace(/<!--[\s\S]*?-->/g, "").matchAll(TAG)) {
    if (closing === "/") {
      if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
    } else if (empty !== "/") open.push(name);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed`);
  const rest = text.replace(/<!--[\s\S]*?-->/g, "").replace(TAG, "");
  if (/[<>]|&(?!#\d+;|amp;|lt;|gt;|quot;)/.test(rest)) throw new Error("there is markup outside of elements");
  return new DOMParser().parseFromString(text, "image/svg+xml").documentElement as unknown as SvgNode;
}

/** The node and everything below it. */
export function* descendants(node: SvgNode): Generator<SvgNode> {
  yield node;
  for (const child of node.children) yield* descendants(child);
}

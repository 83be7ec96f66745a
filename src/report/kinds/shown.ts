import type { NamedObservable, ShownFormula } from "../../verification/results/claim-result.ts";
import { codeSpan, displayMath, inlineMath, inlineProse, left, table } from "../markdown.ts";

/** `` `sgdCorrelation` (cosine of the angle between step and teacher) `` */
export function shownObservable({ name, meaning }: NamedObservable): string {
  return `${codeSpan(name)} (${inlineProse(meaning)})`;
}

/** The equations that define the unknowns of a formula, with the domain that says which root; nothing without unknowns. */
export function definedUnknowns({ equations = [], domain = [] }: ShownFormula): readonly string[] {
  if (equations.length === 0) return [];
  const root = equations.length === 1 ? "the only root" : "the only common root";
  const where = domain.length === 0 ? "" : ` with ${domain.map(({ tex }) => inlineMath(tex)).join(" and ")}`;
  return [`in which ${root}${where} is taken of`, ...equations.map(({ tex }) => displayMath(tex))];
}

/** What the symbols of a formula mean, those of `known` left out; nothing where all are known. */
export function symbolsTable(
  { symbols }: ShownFormula,
  known?: ShownFormula,
  note: (name: string) => string = () => "",
): string {
  const rows = Object.entries(symbols)
    .filter(([name, { tex, meaning }]) => {
      const same = known?.symbols[name];
      return same?.tex !== tex || same?.meaning !== meaning;
    })
    .map(([name, { tex, meaning }]) => [inlineMath(tex), `${inlineProse(meaning)}${note(name)}`]);
  return meaningsTable(rows);
}

/** `where`, and a table of symbols in Markdown with their meanings; nothing without rows. */
export function meaningsTable(rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? "" : `where\n\n${table([left("symbol"), left("meaning")], rows)}`;
}

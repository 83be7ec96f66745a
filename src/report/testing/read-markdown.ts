/** The cells of a table row as GitHub's scanner finds them: a backslash takes the next character with it. */
export function cellsOf(row: string): string[] {
  const cells = [...row.matchAll(/((?:\\.|[^|\\])*)\|/g)].map(([, cell]) => cell.trim());
  return cells.slice(1);
}

/** The rows of all tables of a page, each as its cells. */
export function tableRows(page: string): string[][] {
  return page
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map(cellsOf);
}

/** The formulas of a page: `$$` blocks and inline ones. Code does not count. */
export function formulas(page: string): { readonly displayed: string[]; readonly inline: string[] } {
  const text = page.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
  const displayed = [...text.matchAll(/^\$\$\n([^\n]*)\n\$\$$/gm)].map(([, tex]) => tex);
  const inline = [...text.replace(/^\$\$\n[^\n]*\n\$\$$/gm, "").matchAll(/\$([^$\n]+)\$/g)].map(([, tex]) => tex);
  return { displayed, inline };
}

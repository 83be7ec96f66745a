import { existsSync } from "node:fs";
import { extname, win32 } from "node:path";

/** How the names of modules end that may hold claims. */
export const moduleExtensions: readonly string[] = [".ts", ".mts", ".js", ".mjs"];

/**
 * Whether a command-line word names a file or folder rather than a pattern over claim ids: it ends like a module, begins
 * like no id (`./claims`, `../claims`, `/claims`, `C:\claims`), or is an existing folder and ends with a slash.
 */
export function isClaimPath(word: string): boolean {
  return hasPathForm(word) || (word.endsWith("/") && existsSync(word));
}

/**
 * The words that name claim files and folders in a command that has run. No pattern that matches an id ends with a slash,
 * so that a folder need not exist any more to be known for one.
 */
export function claimPathsAmong(words: readonly string[]): string[] {
  return words.filter((word) => hasPathForm(word) || word.endsWith("/"));
}

function hasPathForm(word: string): boolean {
  if (moduleExtensions.includes(extname(word)) || word.startsWith(".") || word.includes("\\")) return true;
  // Windows knows all absolute paths there are, those that begin with a slash too.
  return win32.isAbsolute(word);
}

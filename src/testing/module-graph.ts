import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The source folder that graphs are about. */
export const sourceFolder = resolve(dirname(fileURLToPath(import.meta.url)), "..");

export interface ModuleImports {
  /** Modules that are loaded together with this one. Types leave no trace at run time and are not among them. */
  readonly eager: readonly string[];
  /** Modules that an `import()` loads later. */
  readonly lazy: readonly string[];
  /** Modules of which only types are read. */
  readonly types: readonly string[];
}

/** What each module of `src` imports; modules are named by path below it, packages by name. Tests are left out. */
export function moduleGraph(): ReadonlyMap<string, ModuleImports> {
  const files = readdirSync(sourceFolder, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.ts$/.test(file) && !/\.(test|bench|d)\.ts$/.test(file) && statSync(join(sourceFolder, file)).isFile(),
  );
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): ModuleImports {
  const text = readFileSync(join(sourceFolder, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const eager: string[] = [];
  const types: string[] = [];
  for (const [statement, clause, specifier] of text.matchAll(
    /^\s*(?:import|export)\b([^;"']*?)(?:\bfrom\s*)?["']([^"']+)["']/gm,
  )) {
    // With verbatimModuleSyntax a clause of inline types still loads the module, an `import type` does not.
    const erased = /^\s*(?:import|export)\s+type\b/.test(statement);
    if (clause.includes("(")) continue;
    (erased ? types : eager).push(target(file, specifier));
  }
  const lazy = [...text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)].map(([, specifier]) =>
    target(file, specifier),
  );
  return { eager, lazy, types };
}

function target(file: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return relative(sourceFolder, resolve(sourceFolder, dirname(file), specifier));
}

/** Everything that is reached from `start` over the given kinds of import, `start` included. */
export function reach(
  graph: ReadonlyMap<string, ModuleImports>,
  start: readonly string[],
  kinds: readonly (keyof ModuleImports)[],
): ReadonlySet<string> {
  const seen = new Set<string>();
  const queue = [...start];
  for (let module = queue.pop(); module !== undefined; module = queue.pop()) {
    if (seen.has(module)) continue;
    seen.add(module);
    const imports = graph.get(module);
    if (imports !== undefined) queue.push(...kinds.flatMap((kind) => imports[kind]));
  }
  return seen;
}

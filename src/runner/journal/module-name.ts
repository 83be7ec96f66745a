import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageName } from "../../foundation/package.ts";

const packageRoot = new URL("../../../", import.meta.url).href;

/**
 * A name for a module that does not change when the package, or the working directory with all that is in it, moves: its
 * path in this package, or else from `directory`.
 */
export function moduleName(module: string, directory = process.cwd()): string {
  if (module.startsWith(packageRoot)) return `${packageName}/${module.slice(packageRoot.length)}`;
  if (!module.startsWith("file:")) return module;
  return relative(directory, fileURLToPath(module)).split(sep).join("/");
}

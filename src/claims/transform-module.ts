import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createJiti, type TransformOptions, type TransformResult } from "jiti";

/** Where the build keeps what it has made of the claims that ship with the package; there is none without a build. */
const keptFile = new URL("../transformed.json", import.meta.url);

/** Stands for a module's own URL in what is kept of it, so that the package may move. */
const ownUrl = "asymptopia:own-url";

let known: Map<string, string> | undefined;

/**
 * What Node runs of a module in TypeScript. The compiler is loaded for text that the build has not seen: it takes more time
 * than most commands, in every thread anew.
 */
export function transformModule(options: TransformOptions): TransformResult {
  known ??= new Map(existsSync(keptFile) ? JSON.parse(readFileSync(keptFile, "utf8")) : []);
  const { filename = "", ...rest } = options;
  const key = createHash("sha256").update(JSON.stringify(rest)).digest("hex");
  const url = pathToFileURL(filename).href;
  const kept = known.get(key);
  if (kept !== undefined) return { code: kept.replaceAll(ownUrl, () => url) };
  const code = compiler().transform(options);
  known.set(key, code.replaceAll(url, ownUrl));
  return { code };
}

/** Keeps for later processes what this one knows. */
export function keepTransformedModules(): void {
  writeFileSync(keptFile, JSON.stringify([...(known ?? [])]));
}

let made: ReturnType<typeof createJiti> | undefined;

function compiler(): ReturnType<typeof createJiti> {
  made ??= createJiti(import.meta.url, { fsCache: false });
  return made;
}

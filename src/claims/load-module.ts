import { fileURLToPath, pathToFileURL } from "node:url";
import { createJiti } from "jiti";
import { AsymptopiaError, toFailure } from "../foundation/errors.ts";

/** The package's own compiled modules, which Node loads as they are. */
const own = new URL("../", import.meta.url).href;

/**
 * A module by its `file:` URL, TypeScript included. Inside it, `asymptopia` and its subpaths mean this very copy of the
 * package, wherever the file lies, so that classes and registries are shared with it.
 *
 * @throws AsymptopiaError `unreadable-file` if it is absent, does not compile, or throws while it loads.
 */
export async function loadModule(url: string): Promise<Record<string, unknown>> {
  try {
    if (url.startsWith(own)) return (await import(url)) as Record<string, unknown>;
    return await (await transpiler()).import<Record<string, unknown>>(fileURLToPath(url));
  } catch (thrown) {
    const path = url.startsWith("file:") ? fileURLToPath(url) : url;
    const failure = toFailure(thrown, "unreadable-file");
    const where = failure.field === undefined ? "" : ` (${failure.field})`;
    throw new AsymptopiaError("unreadable-file", `${path} does not load${where}: ${failure.message}`, {
      field: failure.field ?? "file",
      value: failure.value ?? path,
      accepted: failure.accepted ?? "a module that loads",
      cause: thrown,
    });
  }
}

/** The `file:` URL of a path, as `loadModule` and jobs name modules. */
export function moduleUrl(path: string): string {
  return pathToFileURL(path).href;
}

let shared: Promise<ReturnType<typeof createJiti>> | undefined;

function transpiler(): Promise<ReturnType<typeof createJiti>> {
  shared ??= (async () =>
    createJiti(import.meta.url, {
      fsCache: false,
      interopDefault: false,
      virtualModules: {
        asymptopia: await import("../index.ts"),
        "asymptopia/model": await import("../model/index.ts"),
        "asymptopia/theory": await import("../theory/index.ts"),
        "asymptopia/simulation": await import("../simulation/index.ts"),
      },
    }))();
  return shared;
}

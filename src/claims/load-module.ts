import { fileURLToPath, pathToFileURL } from "node:url";
import type { Jiti } from "jiti";
import { AsymptopiaError, toFailure } from "../foundation/errors.ts";
import { ownModules } from "../foundation/package.ts";
import { transformModule } from "./transform-module.ts";

/**
 * A module by its `file:` URL, TypeScript included. Inside it, `asymptopia` and its subpaths mean this very copy of the
 * package, wherever the file lies, so that classes and registries are shared with it.
 *
 * @throws AsymptopiaError `unreadable-file` if it is absent, does not compile, or throws while it loads; the code and
 *   field of an AsymptopiaError that it throws, such as a claim's, are kept.
 */
export async function loadModule(url: string): Promise<Record<string, unknown>> {
  try {
    // Compiled: Node loads it as it is.
    if (url.startsWith(ownModules)) return (await import(url)) as Record<string, unknown>;
    return await (await transpiler()).import<Record<string, unknown>>(fileURLToPath(url));
  } catch (thrown) {
    throw doesNotLoad(url.startsWith("file:") ? fileURLToPath(url) : url, thrown);
  }
}

function doesNotLoad(path: string, thrown: unknown): AsymptopiaError {
  const { code, message, field, value, accepted } = toFailure(thrown, "unreadable-file");
  const reason = field === undefined ? oneLine(message) : message;
  return new AsymptopiaError(code, `${path} does not load: ${reason}${lineIn(path, thrown, reason)}`, {
    field: field ?? "file",
    value: field === undefined ? path : value,
    accepted: accepted ?? "a module that loads",
    cause: thrown,
  });
}

/** A loader's message without the modules that asked for the missing one, which are our own. */
function oneLine(message: string): string {
  return message.replace(/\s*Require stack:[\s\S]*$/, "").replace(/\s*\n\s*/g, ", ");
}

/** Where in the file it was thrown, unless that is unknown or in the message already. */
function lineIn(path: string, thrown: unknown, message: string): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  const after = stack.split(`${path}:`)[1];
  const line = after?.match(/^\d+/);
  return line === undefined || line === null || message.includes(`${path}:`) ? "" : ` (line ${line[0]})`;
}

/** The `file:` URL of a path, as `loadModule` and jobs name modules. */
export function moduleUrl(path: string): string {
  return pathToFileURL(path).href;
}

let shared: Promise<Jiti> | undefined;

/** Loaded, with all of the package, when a file needs it. */
function transpiler(): Promise<Jiti> {
  shared ??= (async () => {
    const { createJiti } = await import("jiti");
    return createJiti(import.meta.url, {
      fsCache: false,
      interopDefault: false,
      transform: transformModule,
      virtualModules: {
        asymptopia: await import("../index.ts"),
        "asymptopia/model": await import("../model/index.ts"),
        "asymptopia/theory": await import("../theory/index.ts"),
        "asymptopia/simulation": await import("../simulation/index.ts"),
      },
    });
  })();
  return shared;
}

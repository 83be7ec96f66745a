import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly name: string;
  readonly version: string;
};

/** Name of this package, from its package.json. */
export const packageName = manifest.name;
/** Version of this package, from its package.json. */
export const packageVersion = manifest.version;

/** Where the modules of this package lie, as the beginning of their `file:` URLs. */
export const ownModules = new URL("../", import.meta.url).href;

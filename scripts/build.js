// The one way to a runnable package: compiled from scratch, so that dist never holds what src no longer does.
// Run as a program, or by the tests as their global set-up.
import { execFileSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import buildKernels from "./build-kernels.js";

export default async function build() {
  await buildKernels();
  const root = join(dirname(fileURLToPath(import.meta.url)), "..");
  const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  rmSync(join(root, "dist"), { recursive: true, force: true });
  execFileSync(process.execPath, [join(typescript, "bin", "tsc"), "-p", join(root, "tsconfig.build.json")], {
    stdio: "inherit",
  });
  chmodSync(join(root, "dist", "cli", "main.js"), 0o755);
  execFileSync(process.execPath, [join(root, "dist", "claims", "transform-catalogue.js")], { stdio: "inherit" });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();

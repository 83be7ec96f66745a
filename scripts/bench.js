// Compiles the benchmarks, with all that they measure, into dist-bench, and runs them. They are measured as the package
// is compiled, and leave dist alone.
import { execFileSync, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import buildKernels from "./build-kernels.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
await buildKernels();
rmSync(join(root, "dist-bench"), { recursive: true, force: true });
execFileSync(process.execPath, [join(typescript, "bin", "tsc"), "-p", join(root, "tsconfig.bench.json")], {
  stdio: "inherit",
});
const { status } = spawnSync(
  process.execPath,
  [join(root, "dist-bench", "bench", "main.js"), ...process.argv.slice(2)],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;

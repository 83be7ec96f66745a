import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

const alias = [
  { find: /^asymptopia$/, replacement: source("index.ts") },
  { find: /^asymptopia\/(model|theory|simulation)$/, replacement: `${source("")}$1/index.ts` },
];

const shared = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  retry: 0,
  setupFiles: ["./property-tests/setup.ts"],
};

export default defineConfig({
  resolve: { alias },
  test: {
    // One processor would be left idle otherwise: of two, half.
    maxWorkers: "100%",
    projects: [
      {
        // Beside the code they test; they read src alone, and the kernels compiled into it.
        resolve: { alias },
        test: {
          ...shared,
          name: "unit",
          include: ["src/**/*.test.ts"],
          exclude: ["src/**/*.system.test.ts"],
          globalSetup: ["./scripts/build-kernels.js"],
        },
      },
      {
        // These start workers or the command, which live in dist.
        resolve: { alias },
        test: {
          ...shared,
          name: "system",
          include: ["src/**/*.system.test.ts", "property-tests/**/*.test.ts", "proofs-check/**/*.test.ts"],
          globalSetup: ["./scripts/build.js"],
        },
      },
    ],
  },
});

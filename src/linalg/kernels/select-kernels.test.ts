import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { instantiate } from "./instantiate.ts";
import type { MatrixKernels } from "./matrix-kernels.ts";
import { portableKernels } from "./portable-kernels.ts";

const simd = "./simd-kernels.ts";

beforeEach(() => vi.resetModules());
afterEach(() => vi.doUnmock(simd));

/** Selection in a thread whose kernels with SIMD are these. */
async function selection(kernels: MatrixKernels | undefined): Promise<typeof import("./select-kernels.ts")> {
  vi.doMock(simd, () => ({ simdKernels: () => kernels }));
  return import("./select-kernels.ts");
}

test("kernels with SIMD serve unless the portable ones are chosen", async () => {
  const kernels = portableKernels();
  const { selectKernels, workspace } = await selection(kernels);
  expect(workspace(10).kernels).toBe(kernels);
  selectKernels("portable");
  expect(workspace(10).kernels).not.toBe(kernels);
  selectKernels("simd");
  expect(workspace(10).kernels).toBe(kernels);
  expect(workspace(10).memory).toBe(kernels.reserve(10));
});

test("the portable ones serve where there is no SIMD, which then cannot be chosen", async () => {
  const { selectKernels, workspace } = await selection(undefined);
  expect(workspace(10).memory.length).toBeGreaterThanOrEqual(10);
  expect(() => selectKernels("simd")).toThrow(
    expect.objectContaining({ code: "invalid-input", field: "choice", accepted: "portable" }),
  );
});

test("the portable ones serve where there is no room, and other failures are not hidden", async () => {
  const refuse = (error: Error): MatrixKernels => ({
    ...portableKernels(),
    reserve: () => {
      throw error;
    },
  });
  const full = await selection(refuse(new RangeError("no room")));
  expect(full.workspace(10).memory.length).toBeGreaterThanOrEqual(10);
  vi.resetModules();
  const broken = await selection(refuse(new TypeError("broken")));
  expect(() => broken.workspace(10)).toThrow("broken");
});

test("a module that this engine does not know is no error", () => {
  // The header of a module, of version 1 and of one that there is not yet.
  expect(instantiate("AGFzbQEAAAA=", 1, 1)).toMatchObject({ exports: {} });
  expect(instantiate("AGFzbQkAAAA=", 1, 1)).toBeUndefined();
});

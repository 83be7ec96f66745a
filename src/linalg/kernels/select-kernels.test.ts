import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { instantiate } from "./instantiate.ts";
import type { MatrixKernels } from "./matrix-kernels.ts";
import { portableKernels } from "./portable-kernels.ts";
import { portableReluLayerKernels } from "./portable-relu-layer-kernels.ts";
import { portableRowKernels } from "./portable-row-kernels.ts";
import { type RowWorkspace, withRowWorkspace } from "./select-kernels.ts";
import { simdKernels } from "./simd-kernels.ts";
import { simdRowKernels } from "./simd-row-kernels.ts";

const simd = "./simd-kernels.ts";
const simdRows = "./simd-row-kernels.ts";
const simdReluLayer = "./simd-relu-layer-kernels.ts";

beforeEach(() => vi.resetModules());
afterEach(() => {
  vi.doUnmock(simd);
  vi.doUnmock(simdRows);
  vi.doUnmock(simdReluLayer);
});

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

test("row kernels are the portable ones where there is no room, and other failures are not hidden", async () => {
  const refuse = (error: Error) => () => ({
    ...portableRowKernels(),
    reserve(length: number) {
      if (length > 0) throw error;
      return new Float64Array(0);
    },
  });
  const sum = ({ kernels, memory }: RowWorkspace): number => {
    memory.set([1, 2, 3, 4, 5]);
    kernels.writeRowDots(1, 2, 0, 2, 4);
    return memory[4];
  };
  for (const [error, outcome] of [
    [new RangeError("no room"), 11],
    [new TypeError("broken"), "broken"],
  ] as const) {
    vi.resetModules();
    vi.doMock(simdRows, () => ({ simdRowKernels: refuse(error) }));
    const { withRowWorkspace } = await import("./select-kernels.ts");
    if (typeof outcome === "number") {
      for (let i = 0; i < 3; i++) expect(withRowWorkspace(10, sum)).toBe(outcome);
    } else expect(() => withRowWorkspace(10, sum)).toThrow(outcome);
  }
});

test("nested work has memories of its own, and the smallest that is enough serves", () => {
  const buffer = (length: number): ArrayBufferLike => withRowWorkspace(length, ({ memory }) => memory.buffer);
  let large: ArrayBufferLike | undefined;
  let small: ArrayBufferLike | undefined;
  withRowWorkspace(200_000, (outer) => {
    large = outer.memory.buffer;
    small = buffer(100);
    expect(small).not.toBe(large);
  });
  expect(buffer(100)).toBe(small);
  expect(buffer(150_000)).toBe(large);
});

test("kernels with SIMD are made and work where there is nothing of Node", () => {
  vi.stubGlobal("process", undefined);
  vi.stubGlobal("Buffer", undefined);
  try {
    expect(() => process.version).toThrow(TypeError);
    const kernels = simdRowKernels();
    const memory = kernels?.reserve(24) ?? new Float64Array(24);
    for (let i = 0; i < 24; i++) memory[i] = i;
    kernels?.writeRowDots(2, 4, 0, 8, 16);
    expect([...memory.subarray(16, 18)]).toEqual([0 * 8 + 1 * 9 + 2 * 10 + 3 * 11, 4 * 8 + 5 * 9 + 6 * 10 + 7 * 11]);
    expect(simdKernels()?.reserve(10).length).toBeGreaterThanOrEqual(10);
  } finally {
    vi.unstubAllGlobals();
  }
});

test("portable kernels serve in a page where modules must be smaller", () => {
  class Refusing {
    constructor() {
      throw new RangeError("WebAssembly.Module is disallowed on the main thread");
    }
  }
  const { WebAssembly: whole } = globalThis as unknown as { WebAssembly: { validate: unknown } };
  vi.stubGlobal("WebAssembly", { validate: whole.validate, Module: Refusing });
  try {
    // Another module than those that are known by now: a header alone, and an empty section of the user's.
    expect(instantiate("AGFzbQEAAAAAAgFh", 1, 1)).toBeUndefined();
  } finally {
    vi.unstubAllGlobals();
  }
  expect(instantiate("AGFzbQEAAAAAAwFhYQ==", 1, 1)).toBeDefined();
});

test("a module that this engine does not know is no error", () => {
  // The header of a module, of version 1 and of one that there is not yet.
  expect(instantiate("AGFzbQEAAAA=", 1, 1)).toMatchObject({ exports: {} });
  expect(instantiate("AGFzbQkAAAA=", 1, 1)).toBeUndefined();
});

test("kernels of a hidden layer are the portable ones where they are chosen, or SIMD is missing or has no room", async () => {
  const own = portableReluLayerKernels();
  const selected = async (kernels: () => typeof own | undefined) => {
    vi.resetModules();
    vi.doMock(simdReluLayer, () => ({ simdReluLayerKernels: kernels }));
    return selection(portableKernels());
  };
  const present = await selected(() => own);
  expect(present.reluLayerWorkspace(10)).toEqual({ kernels: own, memory: own.reserve(10) });
  present.selectKernels("portable");
  expect(present.reluLayerWorkspace(10).kernels).not.toBe(own);
  const missing = await selected(() => undefined);
  expect(missing.reluLayerWorkspace(10).memory.length).toBeGreaterThanOrEqual(10);
  const refusing = (error: Error) => () => ({
    ...own,
    reserve: () => {
      throw error;
    },
  });
  const full = await selected(refusing(new RangeError("no room")));
  expect(full.reluLayerWorkspace(10).memory.length).toBeGreaterThanOrEqual(10);
  const broken = await selected(refusing(new TypeError("broken")));
  expect(() => broken.reluLayerWorkspace(10)).toThrow("broken");
});

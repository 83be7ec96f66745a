import { AsymptopiaError } from "../../foundation/errors.ts";
import type { MatrixKernels } from "./matrix-kernels.ts";
import { portableKernels } from "./portable-kernels.ts";
import { portableReluLayerKernels } from "./portable-relu-layer-kernels.ts";
import { portableRowKernels } from "./portable-row-kernels.ts";
import type { ReluLayerKernels } from "./relu-layer-kernels.ts";
import type { RowKernels } from "./row-kernels.ts";
import { simdKernels } from "./simd-kernels.ts";
import { simdReluLayerKernels } from "./simd-relu-layer-kernels.ts";
import { simdRowKernels } from "./simd-row-kernels.ts";

export type KernelPath = "simd" | "portable";

export interface Workspace {
  readonly kernels: MatrixKernels;
  readonly memory: Float64Array;
}

export interface RowWorkspace {
  readonly kernels: RowKernels;
  readonly memory: Float64Array;
}

export interface ReluLayerWorkspace {
  readonly kernels: ReluLayerKernels;
  readonly memory: Float64Array;
}

// One set of each in a thread: algorithms run one at a time and leave nothing in the memory.
let portable: MatrixKernels | undefined;
let simd: MatrixKernels | undefined;
let simdWasTried = false;
let path: KernelPath = "simd";

/** Kernels with room for `length` numbers; portable ones where those with SIMD are missing or have no room. */
export function workspace(length: number): Workspace {
  const kernels = path === "simd" ? simdOrUndefined() : undefined;
  if (kernels !== undefined) {
    try {
      return { kernels, memory: kernels.reserve(length) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  portable ??= portableKernels();
  return { kernels: portable, memory: portable.reserve(length) };
}

// Row kernels that nobody works with. Their memories grow to what has been asked for, and are kept: fresh ones cost as
// much as a few passes over a matrix.
const idle: Record<KernelPath, RowKernels[]> = { simd: [], portable: [] };

/**
 * Calls `work` with row kernels whose memory has room for `length` numbers and belongs to it alone until it returns;
 * portable ones where those with SIMD are missing or have no room. Calls may be nested.
 */
export function withRowWorkspace<T>(length: number, work: (workspace: RowWorkspace) => T): T {
  const { from, kernels, memory } = borrowed(length);
  try {
    return work({ kernels, memory });
  } finally {
    idle[from].push(kernels);
  }
}

function borrowed(length: number): RowWorkspace & { readonly from: KernelPath } {
  if (path === "simd" && simdOrUndefined() !== undefined) {
    const kernels = takeIdle("simd", length) ?? simdRowKernels();
    if (kernels !== undefined) {
      try {
        return { from: "simd", kernels, memory: kernels.reserve(length) };
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        idle.simd.push(kernels);
      }
    }
  }
  const kernels = takeIdle("portable", length) ?? portableRowKernels();
  return { from: "portable", kernels, memory: kernels.reserve(length) };
}

/** The idle kernels with the least memory that is enough, or with the most if none is. */
function takeIdle(from: KernelPath, length: number): RowKernels | undefined {
  const byRoom = idle[from].sort((a, b) => a.reserve(0).length - b.reserve(0).length);
  const enough = byRoom.findIndex((kernels) => kernels.reserve(0).length >= length);
  return enough < 0 ? byRoom.pop() : byRoom.splice(enough, 1)[0];
}

let portableReluLayer: ReluLayerKernels | undefined;
let simdReluLayer: ReluLayerKernels | undefined;

/**
 * Kernels of networks with a hidden layer, with room for `length` numbers; portable ones where those with SIMD are
 * missing or have no room. The memory belongs to who asked last.
 */
export function reluLayerWorkspace(length: number): ReluLayerWorkspace {
  if (path === "simd" && simdOrUndefined() !== undefined) {
    simdReluLayer ??= simdReluLayerKernels();
    try {
      if (simdReluLayer !== undefined) return { kernels: simdReluLayer, memory: simdReluLayer.reserve(length) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  portableReluLayer ??= portableReluLayerKernels();
  return { kernels: portableReluLayer, memory: portableReluLayer.reserve(length) };
}

/**
 * Chooses the kernels of this thread from now on; "simd" unless it is called. Results are the same to the bit.
 *
 * @throws AsymptopiaError `invalid-input` for "simd" where there is no WebAssembly with SIMD.
 */
export function selectKernels(choice: KernelPath): void {
  if (choice === "simd" && simdOrUndefined() === undefined) {
    throw new AsymptopiaError("invalid-input", "this engine has no WebAssembly with SIMD, or no room for it", {
      field: "choice",
      value: choice,
      accepted: "portable",
    });
  }
  path = choice;
}

function simdOrUndefined(): MatrixKernels | undefined {
  if (!simdWasTried) simd = simdKernels();
  simdWasTried = true;
  return simd;
}

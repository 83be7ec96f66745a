import { AsymptopiaError } from "../../foundation/errors.ts";
import type { MatrixKernels } from "./matrix-kernels.ts";
import { portableKernels } from "./portable-kernels.ts";
import { simdKernels } from "./simd-kernels.ts";

export type KernelPath = "simd" | "portable";

export interface Workspace {
  readonly kernels: MatrixKernels;
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

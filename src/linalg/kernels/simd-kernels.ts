import { matrixModule } from "./compiled.ts";
import { instantiate, pageBytes } from "./instantiate.ts";
import type { MatrixKernels } from "./matrix-kernels.ts";

// 16 MiB hold every product's blocks. Factors are held whole; 2 GiB are one of order 16,000.
const initialPages = 256;
const maximumPages = 32_768;

/**
 * The kernels in WebAssembly with 128-bit SIMD: its strict operations alone, so that results are the same on every
 * machine.
 *
 * @returns undefined where that is missing.
 */
export function simdKernels(): MatrixKernels | undefined {
  const instance = instantiate<Omit<MatrixKernels, "reserve">>(matrixModule, initialPages, maximumPages);
  if (instance === undefined) return undefined;
  const { exports, memory } = instance;
  let numbers = new Float64Array(memory.buffer);
  return {
    ...exports,
    reserve(length) {
      const missing = length * Float64Array.BYTES_PER_ELEMENT - memory.buffer.byteLength;
      if (missing > 0) {
        memory.grow(Math.ceil(missing / pageBytes));
        numbers = new Float64Array(memory.buffer);
      }
      return numbers;
    },
  };
}

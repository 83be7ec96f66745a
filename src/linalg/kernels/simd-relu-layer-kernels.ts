import { reluLayerModule } from "./compiled.ts";
import { instantiate, pageBytes } from "./instantiate.ts";
import type { ReluLayerKernels } from "./relu-layer-kernels.ts";

// 2 GiB.
const maximumPages = 32_768;

/**
 * The kernels in WebAssembly with 128-bit SIMD, with a memory of their own.
 *
 * @returns undefined where that is missing.
 */
export function simdReluLayerKernels(): ReluLayerKernels | undefined {
  const instance = instantiate<Omit<ReluLayerKernels, "reserve">>(reluLayerModule, 0, maximumPages);
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

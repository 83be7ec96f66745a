import { normalsModule } from "../../linalg/kernels/compiled.ts";
import { instantiate } from "../../linalg/kernels/instantiate.ts";
import { LAYERS, type Ziggurat } from "./ziggurat.ts";

export interface BulkNormals {
  /**
   * Overwrites `out`, from `start` on, with the normals that the ziggurat makes of the generator's next words, and moves
   * the generator on.
   *
   * @param state of a xoshiro256++ generator, as `Xoshiro256` keeps it.
   */
  fill(state: Int32Array, out: Float64Array, start: number): void;
}

interface Exports {
  useZiggurat(scales: number, inner: number, heights: number, tailStart: number): void;
  fillNormal(state: number, out: number, count: number): void;
}

// Made at a time; with the tables they fill one page, and about the first-level cache.
const capacity = 4096;

/**
 * Normals in WebAssembly, whose 64-bit integers make them four times as fast as JavaScript does: the same ones to the
 * bit, for `Math.exp` and `Math.log` are called from there.
 *
 * @returns undefined where there is no WebAssembly.
 */
export function bulkNormals({ scales, inner, heights, tailStart }: Ziggurat): BulkNormals | undefined {
  const instance = instantiate<Exports>(normalsModule, 1, 1, { exp: Math.exp, log: Math.log });
  if (instance === undefined) return undefined;
  const { exports, memory } = instance;
  const halves = new Int32Array(memory.buffer, 0, 8);
  const tables = new Float64Array(memory.buffer, halves.byteLength, 2 * LAYERS + heights.length);
  tables.set(scales, 0);
  tables.set(inner, LAYERS);
  tables.set(heights, 2 * LAYERS);
  const table = (index: number): number => tables.byteOffset + index * LAYERS * tables.BYTES_PER_ELEMENT;
  exports.useZiggurat(table(0), table(1), table(2), tailStart);
  const numbers = new Float64Array(memory.buffer, tables.byteOffset + tables.byteLength, capacity);
  return {
    fill(state, out, start) {
      halves.set(state);
      for (let index = start; index < out.length; index += capacity) {
        const count = Math.min(capacity, out.length - index);
        exports.fillNormal(halves.byteOffset, numbers.byteOffset, count);
        out.set(count === capacity ? numbers : numbers.subarray(0, count), index);
      }
      state.set(halves);
    },
  };
}

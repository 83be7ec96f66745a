// The few names of WebAssembly that are used; the library that declares them all is the browser's.
declare const WebAssembly: {
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  Memory: new (descriptor: { initial: number; maximum: number }) => WasmMemory;
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object, imports: { env: object }) => { readonly exports: object };
};

export interface WasmMemory {
  /** Replaced by another one when the memory grows. */
  readonly buffer: ArrayBuffer;
  /** @throws RangeError if there is no room. */
  grow(pages: number): number;
}

/** Bytes in a page of WebAssembly's memory. */
export const pageBytes = 65_536;

/**
 * The exports of a compiled module and its memory, of `pages` pages that may grow to `maximumPages`.
 *
 * It is compiled on the spot, so it must be small; browsers allow that everywhere up to 4 KiB, in workers up to any size.
 *
 * @param code the module in base64.
 * @returns undefined where there is no WebAssembly with SIMD, or no room.
 */
export function instantiate<Exports>(
  code: string,
  pages: number,
  maximumPages: number,
  imports: object = {},
): { exports: Exports; memory: WasmMemory } | undefined {
  const module = compiled(code);
  if (module === undefined) return undefined;
  const memory = allocate(pages, maximumPages);
  if (memory === undefined) return undefined;
  const instance = new WebAssembly.Instance(module, { env: { ...imports, memory } });
  return { exports: instance.exports as Exports, memory };
}

// Instances of one module share its machine code, and what the engine has made of it in the meantime.
const modules = new Map<string, object | undefined>();

function compiled(code: string): object | undefined {
  if (modules.has(code)) return modules.get(code);
  const bytes = Uint8Array.from(atob(code), (character) => character.charCodeAt(0));
  const missing = typeof WebAssembly === "undefined" || !WebAssembly.validate(bytes);
  const module = missing ? undefined : new WebAssembly.Module(bytes);
  modules.set(code, module);
  return module;
}

function allocate(initial: number, maximum: number): WasmMemory | undefined {
  try {
    return new WebAssembly.Memory({ initial, maximum });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

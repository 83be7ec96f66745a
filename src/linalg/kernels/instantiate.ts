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
 * It is compiled on the spot, so it must be small: browsers allow any size in their workers, but in pages up to 4 KiB
 * only (RangeError) until they became more generous. The threads of one process share the machine code of equal modules;
 * that is the engine's doing, and needs no module to be passed on.
 *
 * @param code the module in base64.
 * @returns undefined where there is no WebAssembly with SIMD, or no room, or where the module is too large for a page.
 */
export function instantiate<Exports>(
  code: string,
  pages: number,
  maximumPages: number,
  imports: object = {},
): { exports: Exports; memory: WasmMemory } | undefined {
  const module = compiled(code);
  if (module === undefined) return undefined;
  const memory = unlessTooLarge(() => new WebAssembly.Memory({ initial: pages, maximum: maximumPages }));
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
  const module = missing ? undefined : unlessTooLarge(() => new WebAssembly.Module(bytes));
  modules.set(code, module);
  return module;
}

/** undefined where it throws a RangeError. */
function unlessTooLarge<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

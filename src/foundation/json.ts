/** A value that JSON can carry without loss. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Named JSON values. Two points are the same point exactly when their canonical JSON agrees. */
export type Parameters = { readonly [key: string]: Json };

/**
 * JSON with the keys of every object sorted by code unit and no white space, so that equal values have equal text; −0
 * equals 0. Keys whose value is `undefined` are left out, as JSON.stringify does.
 *
 * @throws TypeError for what JSON cannot carry and JSON.stringify would silently turn into something else: NaN, ±Infinity,
 *   `undefined` by itself or in a list, a function, an instance of a class (a date, a map, a typed array).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
    return JSON.stringify(value);
  }
  // Array.from sees the holes of a sparse list, which map passes over.
  if (Array.isArray(value)) return `[${Array.from(value, (member) => canonicalJson(member)).join(",")}]`;
  if (typeof value === "object") {
    if (!isPlain(value)) throw new TypeError(`JSON has no ${value.constructor.name}`);
    const entries = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${entries.join(",")}}`;
  }
  throw new TypeError(`JSON has no ${typeof value}`);
}

/** Whether `value` is an object as JSON has it, of whatever realm, and no instance of a class. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

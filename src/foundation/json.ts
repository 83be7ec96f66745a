/** A value that JSON can carry without loss. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Named JSON values. Two points are the same point exactly when their canonical JSON agrees. */
export type Parameters = { readonly [key: string]: Json };

/**
 * JSON with the keys of every object sorted by code unit and no white space, so that equal values have equal text.
 * Keys whose value is `undefined` are left out, as JSON.stringify does.
 *
 * @throws TypeError for a number that JSON cannot carry (NaN, ±Infinity): it would silently become `null`.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON cannot carry ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${entries.join(",")}}`;
  }
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`canonical JSON cannot carry a ${typeof value}`);
  return text;
}

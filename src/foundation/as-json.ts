import { isPlain, type Json } from "./json.ts";

const deepest = 20;
const mostMembers = 100_000;

/**
 * `value` as JSON that a report or another thread can hold, for showing and not for reading back: what JSON cannot carry
 * (NaN, an infinity, a function, a date) becomes its text, a typed array a list, and an absent member of an object stays
 * absent. A reference to an object from within itself becomes "[circular]"; "[…]" stands for what lies deeper than 20
 * levels, and for all members of a list or an object beyond 100,000 in the whole value.
 */
export function asJson(value: unknown): Json {
  let left = mostMembers;

  function few<T>(members: readonly T[]): readonly T[] {
    const taken = members.slice(0, left);
    left -= taken.length;
    return taken;
  }

  function convert(part: unknown, around: readonly object[]): Json {
    if (part === null || typeof part === "boolean" || typeof part === "string") return part;
    if (typeof part === "number" && Number.isFinite(part)) return part;
    if (typeof part !== "object") return String(part);
    if (around.includes(part)) return "[circular]";
    if (around.length === deepest) return "[…]";
    const inside = [...around, part];
    const list = asList(part);
    if (list !== null) {
      const taken = few(list).map((member) => convert(member, inside));
      return taken.length < list.length ? [...taken, "[…]"] : taken;
    }
    const members = Object.entries(part).filter(([, member]) => member !== undefined);
    if (members.length === 0 && !isPlain(part)) return String(part);
    const taken = few(members).map(([key, member]) => [key, convert(member, inside)] as const);
    return Object.fromEntries(taken.length < members.length ? [...taken, ["…", "[…]"]] : taken);
  }

  return convert(value, []);
}

function asList(value: object): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Float64Array) : null;
}

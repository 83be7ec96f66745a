import { hash } from "node:crypto";
import { invalidInput } from "../../foundation/errors.ts";
import { canonicalJson, type Json } from "../../foundation/json.ts";
import { rc4Words } from "./rc4-words.ts";

/**
 * The name of a key: SHA-256 of its canonical JSON, as 64 hexadecimal digits. Keys that differ only in the order of
 * their members have the same digest.
 *
 * @throws AsymptopiaError `invalid-input` for what JSON cannot carry: NaN, an infinity, a function, nothing at all.
 */
export function keyDigest(key: Json, field = "key"): string {
  return sha256(keyText(key, field));
}

/**
 * The name of the object with the members of `key` and one more, a whole number, for each value of that member: the text
 * that they have in common is made once.
 *
 * @throws AsymptopiaError `invalid-input` as `keyDigest`.
 */
export function keyDigests(key: Readonly<Record<string, Json>>, member: string): (value: number) => string {
  const entry = (name: string, text: string): string => `${JSON.stringify(name)}:${text}`;
  const names = Object.keys(key).sort();
  const [before, after] = [names.filter((name) => name < member), names.filter((name) => name > member)].map((part) =>
    part.map((name) => entry(name, keyText(key[name], name))),
  );
  return (value) => sha256(`{${[...before, entry(member, String(value)), ...after].join(",")}}`);
}

function keyText(key: Json, field: string): string {
  try {
    return canonicalJson(key);
  } catch {
    throw invalidInput(field, key, "a JSON value whose numbers are finite");
  }
}

/**
 * The digest of a key extended by `label`.
 *
 * What is hashed is no JSON text (64 digits and a slash), so it is never the key of a stream of its own; and the first
 * part has a fixed length, so two pairs never run together. JSON escapes lone surrogates, which UTF-8 would merge.
 */
export function extendDigest(digest: string, label: string): string {
  return sha256(`${digest}/${JSON.stringify(label)}`);
}

/**
 * 256 bits of generator state: eight words of RC4, its first 256 bytes dropped, which takes the digest as its key; the
 * words of seedrandom(digest).
 *
 * RC4 gets the digest and never the key itself, because long keys that differ only near their end can reach the same
 * state; 64 characters stay well inside the 256 that it tells apart.
 */
export function stateOfDigest(digest: string): Int32Array {
  return rc4Words(digest, 8);
}

function sha256(text: string): string {
  return hash("sha256", text, "hex");
}

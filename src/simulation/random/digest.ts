import { createHash } from "node:crypto";
import seedrandom from "seedrandom";
import { invalidInput } from "../../foundation/errors.ts";
import { canonicalJson, type Json } from "../../foundation/json.ts";

/**
 * The name of a key: SHA-256 of its canonical JSON, as 64 hexadecimal digits. Keys that differ only in the order of
 * their members have the same digest.
 *
 * @throws AsymptopiaError `invalid-input` for what JSON cannot carry: NaN, an infinity, a function, nothing at all.
 */
export function keyDigest(key: Json, field = "key"): string {
  let text: string;
  try {
    text = canonicalJson(key);
  } catch {
    throw invalidInput(field, key, "a JSON value whose numbers are finite");
  }
  return sha256(text);
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
 * 256 bits of generator state: eight words of seedrandom's generator, which takes the digest as its key.
 *
 * seedrandom gets the digest and never the key itself, because long keys that differ only near their end can reach
 * the same state; 64 characters stay well inside the 256 that it tells apart.
 */
export function stateOfDigest(digest: string): Int32Array {
  const generator = seedrandom(digest);
  return Int32Array.from({ length: 8 }, () => generator.int32());
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

const order = Uint8Array.from({ length: 256 }, (_, i) => i);
const dropped = 256;

// One for all keys: a call leaves nothing in it that the next one reads.
const permutation = new Uint8Array(256);
const keyBytes = new Uint8Array(256);

/**
 * `count` words of 32 bits, high byte first, of the RC4 keystream of a key, its first 256 bytes dropped (RC4-drop[256]).
 *
 * They are the numbers `int32()` of the package seedrandom, version 3, for that key, to the bit; made here because that
 * package also mixes every key into an entropy pool of its own, which takes several times as long.
 *
 * Source: R. Rivest's cipher as described by "arcfour", draft-kaukonen-cipher-arcfour-03; I. Mironov, CRYPTO 2002, LNCS
 * 2442, 304–319, for why the first bytes are dropped.
 *
 * @param key 1 to 256 characters of ASCII, a byte each.
 */
export function rc4Words(key: string, count: number): Int32Array {
  const length = key.length;
  for (let i = 0; i < length; i++) keyBytes[i] = key.charCodeAt(i);
  permutation.set(order);
  let j = 0;
  for (let i = 0, k = 0; i < 256; i++) {
    const here = permutation[i];
    j = (j + keyBytes[k] + here) & 255;
    permutation[i] = permutation[j];
    permutation[j] = here;
    k += 1;
    if (k === length) k = 0;
  }
  let i = 0;
  j = 0;
  for (let byte = 0; byte < dropped; byte++) {
    i = (i + 1) & 255;
    const here = permutation[i];
    j = (j + here) & 255;
    permutation[i] = permutation[j];
    permutation[j] = here;
  }
  const words = new Int32Array(count);
  for (let word = 0; word < count; word++) {
    let bits = 0;
    for (let byte = 0; byte < 4; byte++) {
      i = (i + 1) & 255;
      const here = permutation[i];
      j = (j + here) & 255;
      const there = permutation[j];
      permutation[i] = there;
      permutation[j] = here;
      bits = (bits << 8) | permutation[(here + there) & 255];
    }
    words[word] = bits;
  }
  return words;
}

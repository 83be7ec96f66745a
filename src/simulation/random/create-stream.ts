import { invalidInput } from "../../foundation/errors.ts";
import type { Json } from "../../foundation/json.ts";
import type { Stream } from "../stream.ts";
import { type BulkNormals, bulkNormals } from "./bulk-normals.ts";
import { extendDigest, keyDigest, stateOfDigest } from "./digest.ts";
import { sampleTail } from "./tail.ts";
import { Xoshiro256 } from "./xoshiro256.ts";
import { buildZiggurat } from "./ziggurat.ts";

/**
 * The stream of `key`: SHA-256 of the key's canonical JSON, through RC4, is the state of a xoshiro256++ generator; normals come from a 256-layer ziggurat with 53-bit mantissas and the exact tail.
 *
 * The numbers depend on nothing but the key. `uniform` is the same on every machine; `normal` goes through `Math.exp`,
 * `log` and `sqrt`, which are the engine's own, so it is the same on every machine with the same major version of Node.
 *
 * @param key Any JSON value. Two keys with the same canonical JSON are one key (−0 is 0 there).
 * @throws AsymptopiaError `invalid-input` for a key that JSON cannot carry, and from `child` for a label that is no
 *   string.
 */
export function createStream(key: Json): Stream {
  return new KeyedStream(keyDigest(key));
}

/** The stream of a key whose digest is known. */
export function streamOfDigest(digest: string): Stream {
  return new KeyedStream(digest);
}

const ziggurat = buildZiggurat();
const { heights, scales, inner, tailStart } = ziggurat;

// Fewer normals than these take longer to fetch than to make here.
const BULK = 64;

// Words are made in blocks: the generator's state stays in registers for a whole block.
const BLOCK = 512;
const noWords = new Int32Array(0);

class KeyedStream implements Stream {
  private readonly digest: string;
  /** Made for the first number: streams whose children draw need none. */
  private generator: Xoshiro256 | undefined;
  /** 64-bit words, low half first, of which those from `cursor` on are still to be used. */
  private words = noWords;
  private cursor = BLOCK;

  constructor(digest: string) {
    this.digest = digest;
  }

  uniform(): number {
    const at = this.advance();
    return ((this.words[at + 1] >>> 0) * 2 ** 21 + (this.words[at] >>> 11)) * 2 ** -53;
  }

  normal(): number {
    const at = this.advance();
    const low = this.words[at];
    const layer = low & 255;
    const mantissa = signedMantissa(low, this.words[at + 1]);
    return Math.abs(mantissa) < inner[layer] ? mantissa * scales[layer] : this.outside(mantissa, layer);
  }

  fillNormal(out: Float64Array): void {
    const elsewhere = out.length < BULK ? undefined : bulk();
    let index = 0;
    // Words that are already made come first.
    for (; index < out.length && (elsewhere === undefined || this.cursor < BLOCK); index++) {
      const at = this.advance();
      const low = this.words[at];
      const layer = low & 255;
      const mantissa = signedMantissa(low, this.words[at + 1]);
      out[index] = Math.abs(mantissa) < inner[layer] ? mantissa * scales[layer] : this.outside(mantissa, layer);
    }
    if (index < out.length) elsewhere?.fill(this.source().state, out, index);
  }

  child(label: string): Stream {
    if (typeof label !== "string") throw invalidInput("label", label, "a string");
    return new KeyedStream(extendDigest(this.digest, label));
  }

  private source(): Xoshiro256 {
    this.generator ??= new Xoshiro256(stateOfDigest(this.digest));
    return this.generator;
  }

  /** Where the next unused word begins. */
  private advance(): number {
    if (this.cursor === BLOCK) {
      // Streams that fill long arrays alone need no words of their own.
      if (this.words === noWords) this.words = new Int32Array(BLOCK);
      this.source().fill(this.words);
      this.cursor = 0;
    }
    const at = this.cursor;
    this.cursor = at + 2;
    return at;
  }

  /** The one draw in about eighty that is not wholly under the curve: the edge of a layer, or the tail. */
  private outside(mantissa: number, layer: number): number {
    if (layer === 0) {
      const beyond = sampleTail(tailStart, this);
      return mantissa < 0 ? -beyond : beyond;
    }
    const x = mantissa * scales[layer];
    const height = heights[layer] + this.uniform() * (heights[layer + 1] - heights[layer]);
    return height < Math.exp(-0.5 * x * x) ? x : this.normal();
  }
}

let made: { readonly normals: BulkNormals | undefined } | undefined;

/** One for all streams of a thread, since it keeps nothing of them. */
function bulk(): BulkNormals | undefined {
  made ??= { normals: bulkNormals(ziggurat) };
  return made.normals;
}

/** An integer uniform on [−2^53, 2^53), from the 54 bits of a word above the ten lowest, which hold the layer. */
function signedMantissa(low: number, high: number): number {
  return high * 2 ** 22 + (low >>> 10);
}

import { invalidInput } from "../../foundation/errors.ts";

/**
 * xoshiro256++ 1.0 (D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021):
 * period 2^256 − 1, 64 bits a step. JavaScript has no fast 64-bit integers, so every word is two signed 32-bit halves.
 */
export class Xoshiro256 {
  /** s0, s1, s2, s3, each as its low half followed by its high half. Who draws from it elsewhere writes it back. */
  readonly state: Int32Array;

  /**
   * @param state s0, s1, s2, s3, each as its low half followed by its high half: eight numbers, copied.
   * @throws AsymptopiaError `invalid-input` if there are not eight, or if all are 0, the one state that never moves.
   */
  constructor(state: Int32Array) {
    if (state.length !== 8 || state.every((half) => half === 0)) {
      throw invalidInput("state", Array.from(state), "eight 32-bit halves, not all of them 0");
    }
    this.state = Int32Array.from(state);
  }

  /**
   * Overwrites `words` with the next `words.length`/2 outputs, each as its low half followed by its high half.
   * `words` has even length.
   */
  fill(words: Int32Array): void {
    const state = this.state;
    let low0 = state[0];
    let high0 = state[1];
    let low1 = state[2];
    let high1 = state[3];
    let low2 = state[4];
    let high2 = state[5];
    let low3 = state[6];
    let high3 = state[7];
    for (let index = 0; index < words.length; index += 2) {
      // rotate(s0 + s3, 23) + s0
      const sumLow = (low0 + low3) | 0;
      const sumHigh = (high0 + high3 + carry(low0, low3, sumLow)) | 0;
      const turnedLow = (sumLow << 23) | (sumHigh >>> 9);
      const turnedHigh = (sumHigh << 23) | (sumLow >>> 9);
      const outLow = (turnedLow + low0) | 0;
      words[index] = outLow;
      words[index + 1] = (turnedHigh + high0 + carry(turnedLow, low0, outLow)) | 0;

      const shiftedLow = low1 << 17;
      const shiftedHigh = (high1 << 17) | (low1 >>> 15);
      low2 ^= low0;
      high2 ^= high0;
      low3 ^= low1;
      high3 ^= high1;
      low1 ^= low2;
      high1 ^= high2;
      low0 ^= low3;
      high0 ^= high3;
      low2 ^= shiftedLow;
      high2 ^= shiftedHigh;
      // rotate(s3, 45): the halves change places, then turn by 13.
      const before = low3;
      low3 = (high3 << 13) | (before >>> 19);
      high3 = (before << 13) | (high3 >>> 19);
    }
    state[0] = low0;
    state[1] = high0;
    state[2] = low1;
    state[3] = high1;
    state[4] = low2;
    state[5] = high2;
    state[6] = low3;
    state[7] = high3;
  }
}

/** The bit that leaves a 32-bit addition whose wrapped result is `sum`. */
function carry(a: number, b: number, sum: number): number {
  return ((a & b) | ((a | b) & ~sum)) >>> 31;
}

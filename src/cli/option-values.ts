import { availableParallelism } from "node:os";
import { invalidInput } from "../foundation/errors.ts";

/** Default seed of every command: a run without options is the same run everywhere. */
export const defaultSeed = "1";

/** `--workers`: a whole number from 1 to 256; by default as many as the machine runs at once. */
export function parseWorkers(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  const workers = Number(text);
  if (!Number.isInteger(workers) || workers < 1 || workers > 256) {
    throw invalidInput("workers", text, "a whole number from 1 to 256");
  }
  return workers;
}

/** `--alpha`: a number strictly between 0 and 1. */
export function parseAlpha(text: string): number {
  const alpha = text.trim() === "" ? Number.NaN : Number(text);
  if (!(alpha > 0 && alpha < 1)) throw invalidInput("alpha", text, "a number strictly between 0 and 1");
  return alpha;
}

/** `--sizes`: ascending whole numbers, separated by commas. */
export function parseSizes(text: string): readonly number[] {
  const sizes = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const ascending = sizes.every((size, i) => Number.isInteger(size) && size > (i === 0 ? 0 : sizes[i - 1]));
  if (sizes.length < 2 || !ascending) {
    throw invalidInput("sizes", text, "at least two ascending whole numbers separated by commas, such as 50,100,200");
  }
  return sizes;
}

import { availableParallelism } from "node:os";
import { invalidInput } from "../foundation/errors.ts";
import { longestTimeLimit } from "../runner/time-limit.ts";

/** Default seed of every command: a run without options is the same run everywhere. */
export const defaultSeed = "1";

/** `--seed`: any text that is not empty. */
export function parseSeed(text: string): string {
  if (text === "") throw invalidInput("seed", text, "a text that is not empty");
  return text;
}

/** `--workers`: a whole number from 1 to 256; by default as many as the machine runs at once. */
export function parseWorkers(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  const workers = Number(text);
  if (!Number.isInteger(workers) || workers < 1 || workers > 256) {
    throw invalidInput("workers", text, "a whole number from 1 to 256");
  }
  return workers;
}

/** `--time-limit`: seconds for one replicate, above 0. */
export function parseTimeLimit(text: string): number {
  const seconds = text.trim() === "" ? Number.NaN : Number(text);
  if (!(seconds > 0 && seconds <= longestTimeLimit)) {
    throw invalidInput("time-limit", text, `a number of seconds above 0, at most ${longestTimeLimit}`);
  }
  return seconds;
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
  if (!ascending) {
    throw invalidInput("sizes", text, "ascending whole numbers separated by commas, such as 50,100,200");
  }
  return sizes;
}

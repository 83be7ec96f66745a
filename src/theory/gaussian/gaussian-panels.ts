import type { Activation } from "../../model/activation.ts";

/** Integrals over t ~ N(0, 1) run over |t| ≤ `truncation`, where the weight exp(−t²/2) is still a normal double. */
export const truncation = 37;

/**
 * Panels for integrating σ(deviation·t) against N(0, 1), as ascending breakpoints.
 *
 * They grow geometrically, by factors of 2, away from 0 with the Gaussian's own width 1, and away from 0, every kink
 * and every steep place of σ with the width over which σ changes there (1 in z, or what the steep place says). So
 * however far apart these lengths are, some panels are as narrow as the feature, and their number grows with the
 * logarithm of the ratio only.
 */
export function gaussianPanels(activation: Activation, deviation: number): readonly number[] {
  const features = [
    { at: 0, width: 1 },
    ...[0, ...activation.kinks].map((at) => ({ at: at / deviation, width: 1 / deviation })),
    ...activation.steep.map(({ at, width }) => ({ at: at / deviation, width: width / deviation })),
  ].filter(({ at }) => Math.abs(at) < truncation);
  const exact = new Set([-truncation, truncation, ...features.map(({ at }) => at)]);
  const graded = features.flatMap(({ at, width }) => around(at, width)).filter((t) => Math.abs(t) < truncation);
  const kept: number[] = [];
  // A panel of almost no width would bring abscissae onto its endpoints; of two such neighbours the exact one stays.
  for (const t of [...new Set([...exact, ...graded])].sort((a, b) => a - b)) {
    const last = kept[kept.length - 1];
    if (kept.length > 0 && isClose(last, t)) {
      if (!exact.has(t)) continue;
      if (!exact.has(last)) kept.pop();
    }
    kept.push(t);
  }
  return kept;
}

function around(at: number, width: number): readonly number[] {
  const points: number[] = [];
  for (let reach = width; reach < 2 * truncation; reach *= 2) points.push(at - reach, at + reach);
  return points;
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 2 ** -20 * Math.max(Math.abs(a), Math.abs(b));
}

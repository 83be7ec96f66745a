import type { CatalogueClaim } from "../claims/catalogue.ts";
import { countPoints } from "../claims/count-points.ts";

/**
 * What the report takes after the simulation, in seconds, on the machine on which the command needs `startUp` seconds to
 * begin: two cores, Node 20. Measured on the shipped catalogue; a quarter of it is headroom.
 */
const measured = {
  startUp: 0.3,
  /** Threads that end, the files, the pages that all reports have. */
  once: 0.2,
  /** Theory's curves of a limit claim's figure, drawn, and its page. */
  figure: 0.25,
  /** Any other claim's figures and page. */
  claim: 0.1,
  /** The mutants that a point with data refutes, and its part of the figures. */
  point: 0.01,
};

/** Of a short budget, most points see nothing: their part of the report takes at most this share of it. */
const largestShareOfPoints = 0.05;

/**
 * How many milliseconds of a budget in seconds to keep for the report. `startUp` is how long the command took to begin,
 * in milliseconds: the same work each time, by which a slower machine, or one that is busy, is told from a faster one.
 */
export function reportTime(claims: readonly CatalogueClaim[], seconds: number, startUp: number): number {
  const pages = claims.reduce(
    (sum, { claim }) => sum + (claim.figure === undefined ? measured.claim : measured.figure),
    0,
  );
  const points = claims.reduce((sum, { claim }) => sum + countPoints(claim), 0);
  const slowness = Math.min(3, Math.max(0.5, startUp / 1000 / measured.startUp));
  const needed = measured.once + pages + Math.min(measured.point * points, largestShareOfPoints * seconds);
  return 1000 * slowness * needed;
}

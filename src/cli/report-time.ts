import type { CatalogueClaim } from "../claims/catalogue.ts";
import { countPoints } from "../claims/count-points.ts";

/** How fast this machine is for this process, by what has happened until the simulation. Milliseconds. */
export interface MachineSpeed {
  /** Processor time from the start of the process to the command: the same work each time. */
  readonly startUp: number;
  /** Time since the start of the process, by the clock. */
  readonly elapsed: number;
  /** Processor time since then: what is missing was waited for, mostly for other processes. */
  readonly processor: number;
}

/**
 * What the report takes after the simulation, in seconds, where a command needs `startUp` seconds to begin: two cores,
 * Node 20. Measured on claims of the shipped catalogue.
 */
const measured = {
  startUp: 0.3,
  /** Threads that end, the files, the pages that all reports have. */
  once: 0.2,
  /** Theory's curves of a limit claim's figure, drawn, and its page. */
  figure: 0.2,
  /** Any other claim's figures and page. */
  claim: 0.06,
  /** The mutants that a point with data refutes, and its part of the figures. */
  point: 0.01,
};

/** Of a short budget, most points see nothing: their part of the report takes at most this share of it. */
const largestShareOfPoints = 0.05;

/** Beyond this, waiting at the start says nothing more about that at the end. */
const mostCompany = 1.4;

/** How many milliseconds of a budget in seconds to keep for the report. */
export function reportTime(claims: readonly CatalogueClaim[], seconds: number, speed: MachineSpeed): number {
  const pages = claims.reduce(
    (sum, { claim }) => sum + (claim.figure === undefined ? measured.claim : measured.figure),
    0,
  );
  const points = claims.reduce((sum, { claim }) => sum + countPoints(claim), 0);
  const needed = measured.once + pages + Math.min(measured.point * points, largestShareOfPoints * seconds);
  return 1000 * needed * slowness(speed);
}

function slowness({ startUp, elapsed, processor }: MachineSpeed): number {
  const machine = startUp / 1000 / measured.startUp;
  const company = elapsed / processor;
  // A start that had to wait, for the disk too, is a poor measure of what follows.
  return Math.min(3, Math.max(0.5, machine)) * Math.min(mostCompany, Math.max(1, company));
}

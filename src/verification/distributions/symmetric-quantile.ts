import { logComplement } from "./log-complement.ts";

/** How to invert a law that is symmetric about 0, on its positive half. */
export interface SymmetricLaw {
  /** The z ≥ 0 with P(0 < Z < z) = area, for area in [0, ¼]: exact to the last digits relative to z. */
  central(area: number): number;
  /** The z > 0 with log P(Z > z) = logTail, for logTail at most log ¼. */
  far(logTail: number): number;
}

const LOG_QUARTER = Math.log(0.25);
/** log 2 − Math.LN2. */
const LOG_TWO_REST = 2.3190468138462996e-17;

/** The z with P(Z ≤ z) = p. Near the median it is p − ½, an exact difference, that is inverted. */
export function quantileAtProbability(p: number, law: SymmetricLaw): number {
  const excess = p - 0.5;
  if (Math.abs(excess) <= 0.25) return signed(excess, law);
  return p < 0.5 ? -law.far(Math.log(p)) : law.far(Math.log1p(-p));
}

/** The z with log P(Z > z) = logTail. */
export function quantileAtLogTail(logTail: number, law: SymmetricLaw): number {
  if (logTail < LOG_QUARTER) return law.far(logTail);
  const other = logComplement(logTail);
  if (other < LOG_QUARTER) return -law.far(other);
  return signed(-0.5 * Math.expm1(logTail + Math.LN2 + LOG_TWO_REST), law);
}

function signed(excess: number, law: SymmetricLaw): number {
  return excess < 0 ? -law.central(-excess) : law.central(excess);
}

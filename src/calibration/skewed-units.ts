import { createStream } from "../simulation/random/create-stream.ts";
import type { Stream } from "../simulation/stream.ts";
import { studentMixtureHalfWidth } from "../verification/confidence-sequence/student-mixture.ts";
import { StudentSequence } from "../verification/confidence-sequence/student-sequence.ts";
import { burnIn, limitLooks } from "../verification/limit/limit-evidence.ts";
import { gaussianBurnIn } from "../verification/ordering/ordering-evidence.ts";
import { rateBurnIn, rateLooks } from "../verification/rate/rate-evidence.ts";
import { exactLooks } from "../verification/sequential/exact-looks.ts";
import { type Looks, nextLook } from "../verification/sequential/looks.ts";

/** The kinds that judge by the t-mixture sequence, whose error probability is exact for Gaussian units alone. */
export type StudentKind = "limit" | "rate" | "ordering";

/** Sequences of units of one law, each looked at as one kind does, at the error probability of one point of a run. */
export interface UnitsPlan {
  readonly kind: StudentKind;
  /**
   * The units have the law of (χ²_k − k)/√(2k), of mean 0, variance 1 and skewness √(8/k), with k these degrees of freedom;
   * null: N(0, 1).
   */
  readonly degrees: number | null;
  readonly looks: Looks;
  /** Units after which there is no further look. */
  readonly mostUnits: number;
  /** Precision of the mixing law. */
  readonly rho: number;
  readonly alpha: number;
  readonly sequences: number;
}

/** How many sequences excluded the true mean at one of their looks, and on which side of it the first such interval lay. */
export interface Misses {
  readonly sequences: number;
  readonly below: number;
  readonly above: number;
}

/** About that of a point of a run of a whole catalogue. */
export const pointAlpha = 1e-5;

/** Skewness fades as units come: what it spoils, it spoils at the first looks. */
const mostUnits = 128;

/** Skewness 0, 0.50, 0.78, 1, 1.41, 2, 2.83. */
const degreesOfLimits = [null, 32, 13, 8, 4, 2, 1];
const degreesOfOthers = [null, 13, 4];

/** The rows of skewed units, with so many sequences each. */
export function unitsRowsOf(sequences: number): readonly UnitsPlan[] {
  const alpha = pointAlpha;
  const common = { mostUnits, alpha, sequences };
  const rows = (
    kind: StudentKind,
    looks: Looks,
    sequence: StudentSequence,
    laws: readonly (number | null)[],
  ): readonly UnitsPlan[] => laws.map((degrees) => ({ kind, degrees, looks, rho: sequence.rho, ...common }));
  const orderingLooks = { ...exactLooks, first: gaussianBurnIn };
  return [
    ...rows("limit", limitLooks, new StudentSequence(alpha, burnIn), degreesOfLimits),
    ...rows("rate", rateLooks, new StudentSequence(alpha, rateBurnIn), degreesOfOthers),
    ...rows("ordering", orderingLooks, new StudentSequence(alpha, gaussianBurnIn), degreesOfOthers),
  ];
}

export function skewnessOf({ degrees }: Pick<UnitsPlan, "degrees">): number {
  return degrees === null ? 0 : Math.sqrt(8 / degrees);
}

/** Sequences that draw from one stream. */
const batch = 10_000;

/** Draws the sequences and counts those that exclude the true mean. A function of the seed and the plan. */
export function countMisses(plan: UnitsPlan, seed: string): Misses {
  const { kind, degrees, alpha, rho, sequences } = plan;
  const looks = looksOf(plan);
  const units = new Float64Array(plan.mostUnits);
  const fill = unitsOf(degrees, plan.mostUnits);
  let [below, above] = [0, 0];
  for (let first = 0; first < sequences; first += batch) {
    const stream = createStream(["calibration", seed, "skewed units", kind, degrees, first / batch]);
    for (let sequence = first; sequence < Math.min(first + batch, sequences); sequence += 1) {
      fill(units, stream);
      const side = missed(units, looks, alpha, rho);
      if (side < 0) below += 1;
      else if (side > 0) above += 1;
    }
  }
  return { sequences, below, above };
}

function looksOf({ looks, mostUnits }: Pick<UnitsPlan, "looks" | "mostUnits">): readonly number[] {
  const counts: number[] = [];
  for (let count = nextLook(looks, 0, mostUnits); ; count = nextLook(looks, count, mostUnits)) {
    counts.push(count);
    if (count >= mostUnits) return counts;
  }
}

/** Overwrites `units` with independent ones of the law. */
export function unitsOf(degrees: number | null, length: number): (units: Float64Array, stream: Stream) => void {
  if (degrees === null) return (units, stream) => stream.fillNormal(units);
  const normals = new Float64Array(degrees * length);
  const scale = 1 / Math.sqrt(2 * degrees);
  return (units, stream) => {
    stream.fillNormal(normals);
    for (let u = 0, i = 0; u < length; u += 1) {
      let sum = -degrees;
      for (const end = i + degrees; i < end; i += 1) sum += normals[i] * normals[i];
      units[u] = scale * sum;
    }
  };
}

/** −1 or 1 where the first interval without the true mean 0 lies below or above it; 0 where all intervals contain it. */
function missed(units: Float64Array, looks: readonly number[], alpha: number, rho: number): -1 | 0 | 1 {
  let [count, sum, squares] = [0, 0, 0];
  for (const look of looks) {
    for (; count < look; count += 1) {
      sum += units[count];
      squares += units[count] * units[count];
    }
    // Units of mean 0 and variance 1: the subtraction costs a digit at most.
    const mean = sum / count;
    const reach = studentMixtureHalfWidth({ count, mean, sumOfSquares: squares - sum * mean }, alpha, rho);
    if (mean + reach < 0) return -1;
    if (mean - reach > 0) return 1;
  }
  return 0;
}

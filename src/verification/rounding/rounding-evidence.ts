import { defaultExceptionalShare, defaultResolution } from "../../claims/check-rounding.ts";
import type { RoundingTest } from "../../claims/tests.ts";
import { failureRateEnds, logEvidenceAgainstAtLeast } from "../confidence-sequence/bernoulli.ts";
import { trialsToExclude } from "../confidence-sequence/trials-to-exclude.ts";
import type { Decision, Evidence, ReadObservable, Unit } from "../sequential/evidence.ts";
import type { RoundingFinding } from "./rounding-result.ts";

/** The smallest normal number: a difference up to here is rounding on any scale. */
const leastDifference = 2 ** -1022;

/** What a rounding test reads of every replicate. */
export function roundingReads({ discrepancy, scale, condition }: RoundingTest): readonly ReadObservable[] {
  return [
    { name: discrepancy, form: "number" },
    { name: scale, form: "number" },
    ...(condition === undefined ? [] : [{ name: condition, form: "positive" } as const]),
  ];
}

/**
 * Evidence that two computations differ by rounding alone. One instance on which they differ by more refutes it: the bound
 * k·ε·condition·scale is declared, not estimated, and has no error rate. Support excludes, with error probability α, that
 * the declared share or more of the random instances are exceptions; instances that are too ill-conditioned, or have
 * nothing but zeros to compare, do not count towards it, and the share is one of those that count.
 */
export class RoundingEvidence implements Evidence<RoundingFinding> {
  readonly reads: readonly ReadObservable[];
  readonly #test: RoundingTest;
  readonly #alpha: number;
  readonly #share: number;
  #instances = 0;
  #informative = 0;
  #exceptions = 0;
  #largestMultiple: number | null = null;
  #worstReplicate: number | null = null;
  /** Replicates that were left out for a declared fault, and have an index all the same. */
  #faults = 0;
  #resolution: number | null = null;

  constructor(test: RoundingTest, alpha: number) {
    this.#test = test;
    this.#alpha = alpha;
    this.#share = test.exceptionalShare ?? defaultExceptionalShare;
    this.reads = roundingReads(test);
  }

  add(unit: Unit): void {
    const [[observations]] = unit;
    const { discrepancy, scale, condition, factor, resolution = defaultResolution } = this.#test;
    const difference = Math.abs(observations[discrepancy] as number);
    const magnitude = Math.abs(observations[scale] as number);
    const relative = Number.EPSILON * (condition === undefined ? 1 : (observations[condition] as number));
    const allowed = Math.max(factor * relative * magnitude, leastDifference);
    this.#instances += 1;
    if (difference > allowed) this.#exceptions += 1;
    // Beside a scale of 0 the quotient may overflow.
    const multiple = Math.min(factor * (difference / allowed), Number.MAX_VALUE);
    if (this.#largestMultiple === null || multiple > this.#largestMultiple) {
      this.#largestMultiple = multiple;
      this.#worstReplicate = this.#instances + this.#faults - 1;
    }
    const seen = Math.max(factor * relative, leastDifference / magnitude);
    if (seen <= resolution) {
      this.#informative += 1;
      this.#resolution = Math.max(this.#resolution ?? 0, seen);
    }
  }

  addFault(): void {
    this.#faults += 1;
  }

  decision(): Decision {
    if (this.#exceptions > 0) return "refuted";
    const log = logEvidenceAgainstAtLeast(0, this.#informative, this.#share);
    return log >= -Math.log(this.#alpha) ? "supported" : "open";
  }

  finding(): RoundingFinding {
    // Exceptions among instances that do not count can only make the share look larger.
    const counted = Math.max(this.#informative, this.#exceptions);
    return {
      informative: this.#informative,
      exceptions: this.#exceptions,
      largestMultiple: this.#largestMultiple,
      worstReplicate: this.#worstReplicate,
      resolution: this.#resolution,
      exceptionalShare: failureRateEnds(this.#exceptions, counted, this.#alpha).upper,
    };
  }

  expectedUnits(): number {
    const perInformative = this.#informative === 0 ? 1 : this.#instances / this.#informative;
    return Math.max(this.#instances, Math.ceil(trialsToExclude(this.#share, this.#alpha) * perInformative));
  }
}

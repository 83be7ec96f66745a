import { defaultExceptionalShare, defaultResolution } from "../../claims/check-rounding.ts";
import type { RoundingTest } from "../../claims/tests.ts";
import { failureRateInterval, logEvidenceAgainstAtLeast } from "../confidence-sequence/bernoulli.ts";
import type { Decision, Evidence, ReadObservable, Unit } from "../sequential/evidence.ts";
import type { RoundingFinding } from "./rounding-result.ts";
import { trialsToExclude } from "./trials-to-exclude.ts";

/**
 * Evidence that two computations differ by rounding alone. One instance on which they differ by more refutes it: the bound
 * k·ε·condition·scale is declared, not estimated, and has no error rate. Support excludes, with error probability α, that
 * more than the declared share of the random instances are exceptions; instances that are too ill-conditioned, or have
 * nothing but zeros to compare, do not count towards it.
 */
export class RoundingEvidence implements Evidence<RoundingFinding> {
  readonly reads: readonly ReadObservable[];
  readonly #test: RoundingTest;
  readonly #alpha: number;
  readonly #share: number;
  readonly #needed: number;
  #informative = 0;
  #exceptions = 0;
  #largestMultiple: number | null = null;
  #resolution: number | null = null;

  constructor(test: RoundingTest, alpha: number) {
    this.#test = test;
    this.#alpha = alpha;
    this.#share = test.exceptionalShare ?? defaultExceptionalShare;
    this.#needed = trialsToExclude(this.#share, alpha);
    this.reads = [
      { name: test.discrepancy, form: "number" },
      { name: test.scale, form: "number" },
      ...(test.condition === undefined ? [] : [{ name: test.condition, form: "positive" } as const]),
    ];
  }

  add(unit: Unit): void {
    const [[observations]] = unit;
    const { discrepancy, scale, condition, factor, resolution = defaultResolution } = this.#test;
    const difference = Math.abs(observations[discrepancy] as number);
    const magnitude = Math.abs(observations[scale] as number);
    const relative = Number.EPSILON * (condition === undefined ? 1 : (observations[condition] as number));
    // A difference below the smallest normal number is rounding on any scale.
    const exceeds = difference > factor * relative * magnitude && difference > 2 ** -1022;
    if (exceeds) this.#exceptions += 1;
    if (magnitude > 0) {
      this.#largestMultiple = Math.max(this.#largestMultiple ?? 0, difference / (relative * magnitude));
    }
    if (magnitude > 0 && factor * relative <= resolution) {
      this.#informative += 1;
      this.#resolution = Math.max(this.#resolution ?? 0, factor * relative);
    }
  }

  decision(): Decision {
    if (this.#exceptions > 0) return "refuted";
    const log = logEvidenceAgainstAtLeast(0, this.#informative, this.#share);
    return log >= -Math.log(this.#alpha) ? "supported" : "open";
  }

  finding(): RoundingFinding {
    const counted = Math.max(this.#informative, this.#exceptions);
    return {
      informative: this.#informative,
      exceptions: this.#exceptions,
      largestMultiple: this.#largestMultiple,
      resolution: this.#resolution,
      exceptionalShare: counted === 0 ? 1 : failureRateInterval(this.#exceptions, counted, this.#alpha).upper,
    };
  }

  expectedUnits(): number {
    return this.#needed;
  }
}

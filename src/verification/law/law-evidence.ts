import type { LawTest } from "../../claims/tests.ts";
import { RoundingEvidence, roundingReads } from "../rounding/rounding-evidence.ts";
import type { Decision, Evidence, ReadObservable, Unit } from "../sequential/evidence.ts";
import { ClassifierComparison } from "./classifier-comparison.ts";
import type { Comparison } from "./comparison.ts";
import { KolmogorovComparison } from "./kolmogorov-comparison.ts";
import type { LawFinding } from "./law-result.ts";

/** Draws of each side that a classifier is trained on, where the budget has three times as many. */
const training = 512;

/** Draws before the first look. */
export const lawBurnIn = 64;

/** What a test of equal laws reads of every replicate. */
export function lawReads({ coupling, projections = [], classifier }: LawTest): readonly ReadObservable[] {
  return [
    ...(coupling === undefined ? [] : roundingReads(coupling)),
    ...projections.flatMap(({ left, right }) => [left, right].map((name) => ({ name, form: "number" }) as const)),
    ...(classifier === undefined
      ? []
      : [classifier.left, classifier.right].map((name) => ({ name, form: "trajectory" }) as const)),
  ];
}

/**
 * Evidence that two laws are equal: the coupling and every comparison, each at an equal share of the error probability.
 * Refuted when one of them is, supported when all are: by the union bound α is the error probability of the whole.
 */
export class LawEvidence implements Evidence<LawFinding> {
  readonly reads: readonly ReadObservable[];
  readonly #coupling: RoundingEvidence | null;
  readonly #comparisons: readonly { readonly left: string; readonly right: string; readonly comparison: Comparison }[];
  #draws = 0;

  /** @param most Replicates that the budget allows. */
  constructor(test: LawTest, alpha: number, most: number) {
    const { coupling, projections = [], classifier, margin = 0 } = test;
    const parts = (coupling === undefined ? 0 : 1) + projections.length + (classifier === undefined ? 0 : 1);
    const share = alpha / parts;
    this.#coupling = coupling === undefined ? null : new RoundingEvidence(coupling, share);
    this.#comparisons = [
      ...projections.map(({ name, left, right }) => ({
        left,
        right,
        comparison: new KolmogorovComparison(name, margin, share),
      })),
      ...(classifier === undefined
        ? []
        : [
            {
              ...classifier,
              comparison: new ClassifierComparison(
                classifier.name,
                margin,
                share,
                Math.min(training, Math.floor(most / 3)),
              ),
            },
          ]),
    ];
    this.reads = lawReads(test);
  }

  add(unit: Unit): void {
    const [[observations]] = unit;
    this.#draws += 1;
    this.#coupling?.add(unit);
    for (const { left, right, comparison } of this.#comparisons)
      comparison.add(observations[left], observations[right]);
  }

  addFault(): void {
    this.#coupling?.addFault();
  }

  decision(): Decision {
    const decisions = this.#comparisons.map(({ comparison }) => comparison.decision());
    if (this.#coupling !== null) decisions.push(this.#coupling.decision());
    if (decisions.includes("refuted")) return "refuted";
    return decisions.includes("open") ? "open" : "supported";
  }

  finding(): LawFinding {
    return {
      coupling: this.#coupling === null ? null : this.#coupling.finding(),
      comparisons: this.#comparisons.map(({ comparison }) => comparison.finding()),
    };
  }

  expectedUnits(): number {
    const comparisons = this.#comparisons.map(({ comparison }) => comparison.expectedDraws());
    return Math.max(this.#draws, this.#coupling?.expectedUnits() ?? 0, ...comparisons);
  }
}

import type { Observation } from "../../simulation/experiment.ts";
import { kolmogorovDistance, kolmogorovReach } from "../confidence-sequence/kolmogorov.ts";
import type { Decision } from "../sequential/evidence.ts";
import type { Comparison } from "./comparison.ts";
import { expectedDraws } from "./expected-draws.ts";
import type { ComparisonFinding } from "./law-result.ts";

/**
 * Compares a number by the Kolmogorov distance sup|F − G| of its two laws: supported when the distance is at most the
 * margin, refuted when it is above, at error probability α over all looks. Needs draws that are independent on each side
 * and between the sides. Numbers are compared to the last bit: an atom that the two sides round differently is two atoms.
 */
export class KolmogorovComparison implements Comparison {
  readonly #name: string;
  readonly #margin: number;
  readonly #alpha: number;
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  /** Looks so far, and what the last one showed. */
  #looks = 0;
  #distance: number | null = null;
  #reach = Number.POSITIVE_INFINITY;
  #looked = 0;

  constructor(name: string, margin: number, alpha: number) {
    this.#name = name;
    this.#margin = margin;
    this.#alpha = alpha;
  }

  add(left: Observation, right: Observation): void {
    this.#left.push(left as number);
    this.#right.push(right as number);
  }

  decision(): Decision {
    this.#look();
    if (this.#distance === null) return "open";
    if (this.#distance - this.#reach > this.#margin) return "refuted";
    return this.#distance + this.#reach <= this.#margin ? "supported" : "open";
  }

  finding(): ComparisonFinding {
    const seen = this.#distance ?? 0;
    return {
      name: this.#name,
      measure: "Kolmogorov distance",
      draws: this.#looked,
      discrepancy: this.#distance,
      interval: [Math.max(0, seen - this.#reach), Math.min(1, seen + this.#reach)],
      smallestDetectable: 2 * this.#reach < 1 ? 2 * this.#reach : null,
    };
  }

  expectedDraws(): number {
    const draws = this.#left.length;
    return this.#distance === null
      ? draws
      : Math.max(draws, expectedDraws(this.#looked, this.#distance, this.#reach, this.#margin));
  }

  #look(): void {
    const draws = this.#left.length;
    // Without new draws the last look is still the last one: no error has to be spent on another.
    if (draws === this.#looked) return;
    this.#looks += 1;
    this.#looked = draws;
    this.#distance = kolmogorovDistance(this.#left, this.#right);
    this.#reach = kolmogorovReach(draws, this.#looks, this.#alpha);
  }
}

import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Observation } from "../../simulation/experiment.ts";
import { BoundedSequence } from "../confidence-sequence/bounded-sequence.ts";
import type { Decision } from "../sequential/evidence.ts";
import type { Comparison } from "./comparison.ts";
import { expectedDraws } from "./expected-draws.ts";
import { type Score, trainKernelClassifier } from "./kernel-classifier.ts";
import type { ComparisonFinding } from "./law-result.ts";

/**
 * Compares trajectories by how well a classifier tells the two sides apart. It is trained on the first draws and then
 * left alone, so that its advantage a = P(right answer on left) + P(right answer on right) − 1, half a right answer where
 * it is at a loss, is a number like any other, for which the later draws give an exact confidence sequence. |a| is at
 * most the total variation distance of the two laws: refuted when it is above the margin. Supported, when it is below,
 * says that this classifier tells the laws apart no better than that. Draws of the two sides may depend on one another.
 */
export class ClassifierComparison implements Comparison {
  readonly #name: string;
  readonly #margin: number;
  readonly #training: number;
  readonly #left: Float64Array[] = [];
  readonly #right: Float64Array[] = [];
  readonly #advantages: BoundedSequence;
  #length: number | undefined;
  #score: Score | undefined;

  /** @param training How many draws of each side the classifier is trained on, at least 4. */
  constructor(name: string, margin: number, alpha: number, training: number) {
    this.#name = name;
    this.#margin = margin;
    this.#training = Math.max(4, training);
    this.#advantages = new BoundedSequence(-1, 1, alpha);
  }

  add(left: Observation, right: Observation): void {
    const pair = [left, right] as readonly [Float64Array, Float64Array];
    this.#checkLength(pair[0]);
    this.#checkLength(pair[1]);
    if (this.#score === undefined) {
      this.#left.push(pair[0]);
      this.#right.push(pair[1]);
      if (this.#left.length >= this.#training) this.#score = trainKernelClassifier(this.#left, this.#right);
      return;
    }
    this.#advantages.add((Math.sign(this.#score(pair[0])) - Math.sign(this.#score(pair[1]))) / 2);
  }

  decision(): Decision {
    if (this.#advantages.count === 0) return "open";
    const [low, high] = this.#advantages.interval();
    if (low > this.#margin || high < -this.#margin) return "refuted";
    return low >= -this.#margin && high <= this.#margin ? "supported" : "open";
  }

  finding(): ComparisonFinding {
    const { count, mean } = this.#advantages;
    const [low, high] = this.#advantages.interval();
    const width = high - low;
    return {
      name: this.#name,
      measure: "advantage of the classifier",
      draws: count,
      discrepancy: count === 0 ? null : Math.abs(mean),
      interval: [Math.max(0, low, -high), Math.min(1, Math.max(-low, high))],
      smallestDetectable: width < 1 ? width : null,
    };
  }

  expectedDraws(): number {
    const { count, mean } = this.#advantages;
    if (count === 0) return Math.max(this.#left.length, this.#training);
    const [low, high] = this.#advantages.interval();
    return this.#training + expectedDraws(count, Math.abs(mean), (high - low) / 2, this.#margin);
  }

  /** @throws AsymptopiaError `invalid-claim` for a trajectory that is longer or shorter than the first. */
  #checkLength({ length }: Float64Array): void {
    this.#length ??= length;
    if (length === this.#length) return;
    const lengths = `${this.#length} and of ${length}`;
    throw new AsymptopiaError("invalid-claim", `trajectories of ${lengths} numbers are compared`, {
      field: "test.classifier",
      value: length,
      accepted: "trajectories of one length",
    });
  }
}

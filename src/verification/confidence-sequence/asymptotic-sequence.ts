import { RunningSample } from "../sample.ts";
import { asymptoticBurnIn, asymptoticMixtureHalfWidth } from "./asymptotic-mixture.ts";
import type { MeanSequence } from "./mean-sequence.ts";
import { subgaussianRho } from "./subgaussian-mixture.ts";

/** The asymptotic sequence of `asymptotic-mixture.ts`, narrowest at twice its burn-in. */
export class AsymptoticSequence implements MeanSequence {
  readonly guarantee = "asymptotic";
  readonly #alpha: number;
  readonly #rho: number;
  readonly #sample = new RunningSample();

  constructor(alpha: number) {
    this.#alpha = alpha;
    this.#rho = subgaussianRho(2 * asymptoticBurnIn, alpha);
  }

  get count(): number {
    return this.#sample.count;
  }

  get mean(): number {
    return this.#sample.mean;
  }

  get standardError(): number {
    return this.#sample.standardError;
  }

  add(value: number): void {
    this.#sample.add(value);
  }

  interval(): readonly [number, number] {
    const { mean } = this.#sample;
    const reach = asymptoticMixtureHalfWidth(this.#sample, this.#alpha, this.#rho);
    return [mean - reach, mean + reach];
  }
}

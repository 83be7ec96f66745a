import { asymptoticBurnIn, asymptoticMixtureHalfWidth } from "./asymptotic-mixture.ts";
import { SampledSequence } from "./sampled-sequence.ts";
import { subgaussianRho } from "./subgaussian-mixture.ts";

/** The asymptotic sequence of `asymptotic-mixture.ts`, narrowest at twice its burn-in. */
export class AsymptoticSequence extends SampledSequence {
  readonly guarantee = "asymptotic";
  readonly #alpha: number;
  readonly #rho: number;

  constructor(alpha: number) {
    super();
    this.#alpha = alpha;
    this.#rho = subgaussianRho(2 * asymptoticBurnIn, alpha);
  }

  interval(): readonly [number, number] {
    const { mean } = this.sample;
    const reach = asymptoticMixtureHalfWidth(this.sample, this.#alpha, this.#rho);
    return [mean - reach, mean + reach];
  }
}

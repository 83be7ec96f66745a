import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { mixtureInformation } from "./mixture-information.ts";
import { normalDensity, panelsAround } from "./normal-density.ts";

/** N(mean, standardDeviation²) as a component of a mixture. */
export interface GaussianComponent {
  readonly weight: number;
  readonly mean: number;
  /** Above 0. */
  readonly standardDeviation: number;
}

/**
 * I(Z; K) in nats of a Gaussian Z whose mean and standard deviation K decides. Of a first layer with W₁ = C^{½}ω and one
 * unit, Z^{(0)} = xᵀW₁ has mean 0 and variance xᵀCx: 0 for a start with C = P where G_P = xᵀPx is given.
 *
 * Accuracy: absolute, `error` of the order of 1e-13, for standard deviations within a factor of 10⁶ of one another.
 *
 * @throws AsymptopiaError `invalid-input`, naming the member.
 */
export function gaussianMixtureInformation(components: readonly GaussianComponent[]): Quantity {
  components.forEach(({ mean, standardDeviation }, k) => {
    if (!Number.isFinite(mean)) throw invalidInput(`components[${k}].mean`, mean, "a finite number");
    if (!(standardDeviation > 0 && Number.isFinite(standardDeviation))) {
      throw invalidInput(`components[${k}].standardDeviation`, standardDeviation, "a finite number above 0");
    }
  });
  return mixtureInformation(
    components.map(({ weight, mean, standardDeviation }) => ({
      weight,
      density: (z) => normalDensity(z, mean, standardDeviation),
    })),
    panelsAround(components),
  );
}

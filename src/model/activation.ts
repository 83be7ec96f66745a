/**
 * A scalar function σ as a user writes it, in JSON: a teacher's link σ⋆ or a network's activation.
 *
 * - `leaky-relu`: max(z, slope·z), slope in [0, 1); 0.01 in JSON without one.
 * - `erf`: erf(z) itself, not erf(z/√2).
 * - `softplus`: log(1+e^{scale·z}), not divided by the scale, which is 1 in JSON without one.
 * - `hermite`: the probabilists' polynomial He_degree, not normalised (He₂ = z²−1).
 * - `polynomial`: Σ coefficients[k]·z^k.
 * - `function`: one that a claim file has registered under `name`.
 */
export type ActivationSpecification =
  | { readonly kind: "identity" }
  | { readonly kind: "relu" }
  | { readonly kind: "leaky-relu"; readonly slope: number }
  | { readonly kind: "tanh" }
  | { readonly kind: "erf" }
  | { readonly kind: "sin" }
  | { readonly kind: "softplus"; readonly scale: number }
  | { readonly kind: "hermite"; readonly degree: number }
  | { readonly kind: "polynomial"; readonly coefficients: readonly number[] }
  | { readonly kind: "function"; readonly name: string };

/** σ, ready to be evaluated. */
export interface Activation {
  readonly specification: ActivationSpecification;
  value(z: number): number;
  /** σ′(z); at a kink, the mean of both sides. */
  derivative(z: number): number;
  /** Set where σ(−z) is −σ(z), or σ(z), to the bit for every z: then one of the two need not be computed. */
  readonly parity?: "odd" | "even";
  /** Where σ or σ′ jumps, ascending: quadrature is split there. */
  readonly kinks: readonly number[];
  /** Smooth places where σ nevertheless changes over a length much below 1 (a steep softplus): splits as well. */
  readonly steep: readonly { readonly at: number; readonly width: number }[];
}

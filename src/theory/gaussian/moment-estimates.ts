/** An expectation on its way to a Quantity. */
export interface Estimate {
  readonly value: number;
  /** Estimate from above of |value − exact value|. */
  readonly error: number;
  /** E|integrand|, or a lower bound of it, which the promised accuracy is relative to. */
  readonly absolute: number;
}

/** The four moments of σ under z ~ N(0, v). */
export interface MomentEstimates {
  /** E σ(z). */
  readonly mean: Estimate;
  /** E σ(z)². */
  readonly secondMoment: Estimate;
  /** E σ′(z), σ′ the weak derivative. */
  readonly derivativeMean: Estimate;
  /** E[z σ(z)]. */
  readonly stein: Estimate;
}

/** The result of a closed form without cancellation, whose roundings add up to at most `ulps` half-units. */
export function rounded(value: number, ulps = 16): Estimate {
  return { value, error: (ulps / 2) * Number.EPSILON * Math.abs(value), absolute: Math.abs(value) };
}

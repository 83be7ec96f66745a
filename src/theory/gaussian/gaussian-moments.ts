import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Activation } from "../../model/activation.ts";
import { errorFunctionMoments, hermiteMoments, rectifierMoments, sineMoments } from "./closed-forms.ts";
import { type Estimate, type MomentEstimates, rounded } from "./moment-estimates.ts";
import { polynomialMoments } from "./polynomial-moments.ts";
import { quadratureMoments } from "./quadrature-moments.ts";

/** What the single-index limits need to know of σ, for z ~ N(0, v). */
export interface GaussianMoments {
  /** E σ(z). */
  readonly mean: Quantity;
  /** s² = E σ(z)². */
  readonly secondMoment: Quantity;
  /** α⋆ = E σ′(z), with the weak derivative: always E[zσ(z)]/v, also where σ jumps. */
  readonly derivativeMean: Quantity;
  /** E[z σ(z)] = v·α⋆ (Stein's identity). */
  readonly stein: Quantity;
}

/** The share of E|integrand| that a moment's error stays below, or else its status is `inaccurate`. */
const promised = 1e-12;

/**
 * The moments of σ under z ~ N(0, variance), each with an error of at most 1e-12 of the expectation of its integrand's
 * absolute value, or else with status `inaccurate` and the error that was reached.
 *
 * Closed forms for identity, ReLU, leaky ReLU, erf, sine, Hermite and other polynomials; adaptive quadrature for tanh,
 * softplus and registered functions. A registered function is met with `inaccurate` if it oscillates too fast for
 * 100,000 evaluations, if the moment does not exist, or, for `derivativeMean`, if its derivative is not the derivative
 * of its value: declare as kinks the places where the value jumps, its jumps then count. Undeclared kinks of a
 * continuous value cost time only.
 *
 * @param variance v, 0 or in [1e-200, 1e100], where no intermediate result overflows unnoticed. At v = 0 the moments
 *   are those of z = 0, with σ′(0) for α⋆: the limits as v → 0 where σ is continuous at 0.
 * @throws AsymptopiaError `invalid-input` for another variance; `non-finite` where σ or a moment is no finite double.
 */
export function gaussianMoments(activation: Activation, variance: number): GaussianMoments {
  if (variance !== 0 && !(variance >= 1e-200 && variance <= 1e100)) {
    throw invalidInput("variance", variance, "0 or a number in [1e-200, 1e100]");
  }
  const { mean, secondMoment, derivativeMean, stein } = estimates(activation, variance);
  return {
    mean: quantity(mean, "E σ(z)", variance),
    secondMoment: quantity(secondMoment, "E σ(z)²", variance),
    derivativeMean: quantity(derivativeMean, "E σ′(z)", variance),
    stein: quantity(stein, "E[z σ(z)]", variance),
  };
}

function estimates(activation: Activation, variance: number): MomentEstimates {
  const { specification } = activation;
  if (variance === 0) return momentsAtZero(activation);
  switch (specification.kind) {
    case "identity":
      return rectifierMoments(1, variance);
    case "relu":
      return rectifierMoments(0, variance);
    case "leaky-relu":
      return rectifierMoments(specification.slope, variance);
    case "erf":
      return errorFunctionMoments(variance);
    case "sin":
      return sineMoments(variance);
    case "hermite":
      return hermiteMoments(specification.degree, variance);
    case "polynomial":
      return polynomialMoments(specification.coefficients, variance);
    case "tanh":
    case "softplus":
    case "function":
      return quadratureMoments(activation, variance);
  }
}

function momentsAtZero(activation: Activation): MomentEstimates {
  const value = activation.value(0);
  return {
    mean: rounded(value),
    secondMoment: rounded(value * value),
    derivativeMean: rounded(activation.derivative(0)),
    stein: rounded(0),
  };
}

function quantity({ value, error, absolute }: Estimate, name: string, variance: number): Quantity {
  if (!Number.isFinite(value) || !Number.isFinite(error)) {
    throw new AsymptopiaError("non-finite", `${name} at variance ${variance} is no finite double`, {
      field: "variance",
      value: variance,
      accepted: "a variance at which the moments are finite",
    });
  }
  return { value, error, status: error <= promised * absolute ? "ok" : "inaccurate" };
}

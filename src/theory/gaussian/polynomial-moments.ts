import { add, type Dyadic, dyadic, evaluatePolynomial, multiply, toNumber } from "./exact-dyadic.ts";
import type { Estimate, MomentEstimates } from "./moment-estimates.ts";

/**
 * The moments of σ(z) = Σ c_k z^k under z ~ N(0, v), from E z^{2j} = (2j−1)!!·v^j. Sums of large terms of both signs
 * would lose the 1e-12 that is promised (He₂₀ written out in powers), so they are exact, in dyadic rationals, and each
 * moment is rounded once.
 */
export function polynomialMoments(coefficients: readonly number[], variance: number): MomentEstimates {
  const exact = coefficients.map(dyadic);
  const v = dyadic(variance);
  const square = product(exact, exact);
  const derivative = exact.slice(1).map((coefficient, k) => multiply(coefficient, integer(k + 1)));
  const timesArgument = [integer(0), ...exact];
  return {
    mean: estimate(expectation(exact, v)),
    secondMoment: estimate(expectation(square, v)),
    derivativeMean: estimate(expectation(derivative, v)),
    stein: estimate(expectation(timesArgument, v)),
  };
}

/** E Σ c_k z^k. */
function expectation(coefficients: readonly Dyadic[], v: Dyadic): Dyadic {
  const inVariance: Dyadic[] = [];
  let doubleFactorial = 1n;
  for (let k = 0; k < coefficients.length; k += 2) {
    if (k > 0) doubleFactorial *= BigInt(k - 1);
    inVariance.push(multiply(coefficients[k], { digits: doubleFactorial, exponent: 0 }));
  }
  return evaluatePolynomial(inVariance, v);
}

function product(a: readonly Dyadic[], b: readonly Dyadic[]): readonly Dyadic[] {
  const result = Array.from({ length: a.length + b.length - 1 }, () => integer(0));
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      result[i + j] = add(result[i + j], multiply(x, y));
    });
  });
  return result;
}

function integer(n: number): Dyadic {
  return { digits: BigInt(n), exponent: 0 };
}

function estimate(exact: Dyadic): Estimate {
  const value = toNumber(exact);
  const error = exact.digits === 0n ? 0 : Math.max((Number.EPSILON / 2) * Math.abs(value), Number.MIN_VALUE);
  // A single rounding is within every share of E|integrand| ≥ |value|.
  return { value, error, absolute: Math.abs(value) };
}

import erfc from "@stdlib/math-base-special-erfc";

/**
 * P(χ² > x) with a whole number of degrees of freedom, by the finite sums that half-integer gamma functions have. Terms
 * are positive, so that it is accurate to some 2·degrees machine epsilons.
 */
export function chiSquareSurvival(degrees: number, x: number): number {
  const half = x / 2;
  const isOdd = degrees % 2 === 1;
  let survival = isOdd ? erfc(Math.sqrt(half)) : 0;
  // Terms e^−h·h^s/Γ(s + 1) in logarithms, which neither overflow nor underflow as a whole.
  let exponent = isOdd ? 0.5 : 0;
  let logTerm = -half + (isOdd ? 0.5 * Math.log(half) - Math.log(Math.sqrt(Math.PI) / 2) : 0);
  for (; exponent < degrees / 2 - 0.25; exponent++) {
    survival += Math.exp(logTerm);
    logTerm += Math.log(half / (exponent + 1));
  }
  return survival;
}

/** sup |F̂ − F| between a sample and the χ² law, from both sides of every jump. */
export function distanceFromChiSquare(sample: readonly number[], degrees: number): number {
  const count = sample.length;
  return Float64Array.from(sample)
    .sort()
    .reduce((supremum, value, i) => {
      const position = 1 - chiSquareSurvival(degrees, value);
      return Math.max(supremum, position - i / count, (i + 1) / count - position);
    }, 0);
}

/** P(sup |F̂ − F| > reach) ≤ alpha for `count` draws: Dvoretzky, Kiefer, Wolfowitz, with Massart's constant. */
export function distanceReach(count: number, alpha: number): number {
  return Math.sqrt(Math.log(2 / alpha) / (2 * count));
}

import { AsymptopiaError } from "../../foundation/errors.ts";

/**
 * Weights w with Σ w_s·y_s the least-squares intercept of y = a + c·size^(−q): the extrapolation to infinite size.
 *
 * They sum to 1 and annihilate size^(−q). For sizes 50, 100, 200 and q = 1 they are −½, ½, 1.
 *
 * @throws AsymptopiaError `invalid-claim` for fewer than two sizes, sizes that are not ascending positive integers, or
 *   q ≤ 0.
 */
export function extrapolationWeights(sizes: readonly number[], exponent: number): readonly number[] {
  if (!(exponent > 0) || !Number.isFinite(exponent)) {
    throw new AsymptopiaError("invalid-claim", `finiteSizeExponent must be a number above 0, not ${exponent}`, {
      field: "test.finiteSizeExponent",
      value: exponent,
      accepted: "a number above 0",
    });
  }
  const ascending = sizes.every((size, i) => Number.isInteger(size) && size > (i === 0 ? 0 : (sizes[i - 1] as number)));
  if (sizes.length < 2 || !ascending) {
    throw new AsymptopiaError("invalid-claim", "sizes must be at least two ascending positive integers", {
      field: "sizes",
      value: sizes,
      accepted: "at least two ascending positive integers",
    });
  }
  const abscissae = sizes.map((size) => size ** -exponent);
  const centre = abscissae.reduce((sum, x) => sum + x, 0) / sizes.length;
  const spread = abscissae.reduce((sum, x) => sum + (x - centre) ** 2, 0);
  return abscissae.map((x) => 1 / sizes.length - (centre * (x - centre)) / spread);
}

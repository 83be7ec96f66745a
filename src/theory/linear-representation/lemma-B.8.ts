import { invalidInput } from "../../foundation/errors.ts";
import { unitStep } from "./domains.ts";

/**
 * 1 − aη − (1 − η)/√(1 − bη), what is left in the inequality of Lemma B.8; at least 0 for all η in [0, 1] exactly where
 * b ≤ 2(1 − a), for a in [½, 1]. To some 8ε(1 + 1/(1 − bη)) · (η|2(1 − a) − b| + η²): near b = 2(1 − a) and η = 0, where
 * two numbers near 1 are subtracted, it has the digits that they have not.
 *
 * Derivation: (1 − aη)²(1 − bη) − (1 − η)² = η(2(1 − a) − b) + η²(a² + 2ab − 1) − a²bη³, whose first coefficient decides
 * at small η. With b = 2(1 − a) it is η²(1 − a)(3a − 1 − 2a²η), at least η²(1 − a)²(2a − 1), and it decreases in b.
 * As doubles, a = .9 and b = .2 miss 2(1 − a) = b by 6e-17, and the result by that times η.
 *
 * Source: Lemma B.8 of Zhang et al. 2025, arXiv 2502.01763.
 *
 * @param a in [½, 1].
 * @param b in [0, 1], and below 1 at η = 1.
 * @param eta η in [0, 1].
 * @throws AsymptopiaError `invalid-input` naming the argument.
 */
export function lemmaB8Slack(a: number, b: number, eta: number): number {
  if (!(a >= 0.5 && a <= 1)) throw invalidInput("a", a, "a number from 0.5 to 1");
  if (!(b >= 0 && b <= 1)) throw invalidInput("b", b, "a number from 0 to 1");
  unitStep("eta", eta);
  if (b * eta === 1) throw invalidInput("b", b, "below 1 at eta = 1");
  const root = Math.sqrt(1 - b * eta);
  const difference = 2 * (1 - a) - b + eta * (a * a + 2 * a * b - 1 - a * a * b * eta);
  // (1 − aη)√(1 − bη) + 1 − η; it vanishes for a = η = 1 alone, where nothing is left.
  const sum = (1 - a * eta) * root + (1 - eta);
  return sum === 0 ? 0 : (eta * difference) / (root * sum);
}

/** 2(1 − a), the largest b for which the inequality of Lemma B.8 holds on [0, 1]; exact. `a` in [½, 1]. */
export function lemmaB8LargestB(a: number): number {
  if (!(a >= 0.5 && a <= 1)) throw invalidInput("a", a, "a number from 0.5 to 1");
  return 2 * (1 - a);
}

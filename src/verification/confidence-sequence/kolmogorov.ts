/**
 * Kolmogorov distance D = sup_x |F(x) − G(x)| of two laws, from independent samples, with a bound that holds at all looks.
 *
 * Let F̂ and Ĝ be the empirical distribution functions of n draws from F and of n draws from G, and D̂ = sup|F̂ − Ĝ|. Then
 * |D̂ − D| ≤ A + B with A = sup|F̂ − F| and B = sup|Ĝ − G|, and Massart's form of the Dvoretzky–Kiefer–Wolfowitz inequality
 * says P(√n·A > t) ≤ min(1, 2e^(−2t²)) for every law, continuous or not, and every n; the same for B. The two samples are
 * independent, so P(√n(A+B) > t) is at most what two independent variables with exactly these tails would give. One
 * integration gives, for t ≥ c,
 *
 *   p(t) = 4e^(−t²)·(√π·t + e^(−(t−c)²)),   c = √(2·log 2),
 *
 * where a factor erf(t − c) beside √π·t has been replaced by 1. (The sum of the two samples' own bounds, at half the error
 * each, has 4e^(−t²/2) in place of p(t): about √2 times the reach.)
 *
 * Looks are numbered 1, 2, 3, …, and look k may err with probability α_k = α/(k(k+1)); the α_k sum to α. So
 *
 *   P(∃k: |D̂ − D| > t_k/√n_k) ≤ α,   p(t_k) = α_k,
 *
 * at every finite n, whatever rule stops the looks, as long as the sample size n_k of look k is fixed beforehand.
 *
 * At α = 1e-5 and looks at 256, 512, …, 16384 the reach is .246, .180, .130, .0935, .0669, .0477, .0340. The sum of the
 * two samples' own bounds would give .326, .240, .173, .125, .0892, .0637, .0455, and McDiarmid's inequality for the
 * supremum, with E(A+B) ≤ 1.777/√n, .329, .240, .172, .123, .0881, .0628, .0447.
 *
 * Sources: P. Massart, Annals of Probability 18 (1990) 1269–1283; the convolution is elementary.
 */
import { invalidInput } from "../../foundation/errors.ts";
import { checkErrorProbability } from "./check-arguments.ts";

/**
 * D̂ = sup_x |F̂(x) − Ĝ(x)| of two samples, each in any order and of any size, ties within and between them included. Exact
 * but for the rounding of two quotients.
 *
 * @throws AsymptopiaError `invalid-input` for an empty sample or an entry that is no finite number.
 */
export function kolmogorovDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const first = sorted("a", a);
  const second = sorted("b", b);
  let i = 0;
  let j = 0;
  let distance = 0;
  while (i < first.length && j < second.length) {
    const x = Math.min(first[i], second[j]);
    // Both functions jump at a shared value; only what they are after all jumps there counts.
    while (i < first.length && first[i] === x) i += 1;
    while (j < second.length && second[j] === x) j += 1;
    distance = Math.max(distance, Math.abs(i / first.length - j / second.length));
  }
  return distance;
}

/**
 * Bound on |D̂ − D| at look `look`: t_k/√n. Infinity for `count` = 0; where it is 1 or above nothing is excluded.
 *
 * Needs draws that are independent within each sample and between the two: samples that share random numbers do not
 * qualify.
 *
 * @param count Draws in each of the two samples, n ≥ 0.
 * @param look Number of the look, k ≥ 1.
 * @param alpha Error probability of all looks together, in (0, 1).
 * @throws AsymptopiaError `invalid-input` for an argument outside its domain.
 */
export function kolmogorovReach(count: number, look: number, alpha: number): number {
  if (!(Number.isSafeInteger(count) && count >= 0)) throw invalidInput("count", count, "an integer, at least 0");
  if (!(Number.isSafeInteger(look) && look >= 1)) throw invalidInput("look", look, "an integer, at least 1");
  checkErrorProbability(alpha);
  return quantile(Math.log(alpha) - Math.log(look) - Math.log1p(look)) / Math.sqrt(count);
}

const KNEE = Math.sqrt(2 * Math.LN2);

/** The t ≥ c with log p(t) = `logProbability`, from above to a few units in the last place. */
function quantile(logProbability: number): number {
  const logTail = (t: number): number =>
    2 * Math.LN2 - t * t + Math.log(Math.sqrt(Math.PI) * t + Math.exp(-((t - KNEE) ** 2)));
  let low = KNEE;
  let high = 2 * KNEE;
  while (logTail(high) > logProbability) high *= 2;
  // p decreases beyond c, and every step halves the bracket until its ends are neighbours.
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (logTail(middle) > logProbability) low = middle;
    else high = middle;
  }
}

function sorted(field: string, sample: ArrayLike<number>): Float64Array {
  if (sample.length === 0) throw invalidInput(field, [], "a list of at least one number");
  for (let i = 0; i < sample.length; i += 1) {
    if (!Number.isFinite(sample[i])) throw invalidInput(`${field}[${i}]`, sample[i], "a finite number");
  }
  return Float64Array.from(sample).sort();
}

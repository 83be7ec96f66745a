import { invalidInput } from "../../foundation/errors.ts";
import { logIncompleteBetaRatio } from "../distributions/incomplete-beta.ts";
import { checkErrorProbability } from "./check-arguments.ts";

/**
 * Anytime-valid evidence about the rate p of failures, from S failures in t independent trials.
 *
 * For rates q and d the likelihood ratio Π f_q(Xᵢ)/f_d(Xᵢ) = (q/d)^S·((1 − q)/(1 − d))^(t−S) has, at each trial, the
 * conditional mean p·q/d + (1 − p)·(1 − q)/(1 − d) of its factor, which is 1 at p = d and has the slope
 * (q − d)/(d(1 − d)) in p. With q < d it is at most 1 for every p ≥ d: the ratio is a non-negative supermartingale on the
 * whole composite hypothesis p ≥ d, and a martingale at p = d. So is its average over q, uniform on (0, d). By Ville's
 * inequality the average ever reaches 1/α with probability at most α, whatever rule stops the trials.
 *
 * Sources: H. Robbins, Annals of Mathematical Statistics 41 (1970) 1397–1409, for mixtures of likelihood ratios and the
 * confidence sequences they give; S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, Annals of Statistics 49 (2021)
 * 1055–1080, for one-sided mixtures and composite nulls; I. Waudby-Smith and A. Ramdas, JRSS B 86 (2024) 1–27, for the
 * same evidence read as a bet against each candidate mean.
 *
 * A fixed-sample binomial test that is looked at after every trial has no level at all: the law of the iterated
 * logarithm makes it reject in the end with probability 1.
 */

/** Most trials that the evidence is computed for; the accuracy of the beta tails is tested up to here. */
export const mostTrials = 99_999_999;

/**
 * The logarithm of the evidence against "the failure rate is at least d",
 *
 *   E_t = (1/d)·∫₀^d q^S (1 − q)^(t−S) dq / (d^S (1 − d)^(t−S))
 *       = B(S+1, t−S+1)·I_d(S+1, t−S+1) / (d^(S+1) (1 − d)^(t−S)).
 *
 * Where the true rate is d or more, P(∃t: E_t ≥ 1/α) ≤ α. E grows with t at given S and with d, and falls with S; E = 1
 * at t = 0 and E ≤ 1 where d ≤ S/t.
 *
 * Absolute error of the logarithm: at most 1e-13 + 1e-15·|log of the likelihood ratio between S/t and d|.
 *
 * @param failures S, an integer from 0 to t.
 * @param trials t, an integer from 0 to 99999999.
 * @param rate d in (0, 1).
 * @throws AsymptopiaError `invalid-input` naming failures, trials or rate.
 */
export function logEvidenceAgainstAtLeast(failures: number, trials: number, rate: number): number {
  requireCounts(failures, trials);
  requireRate(rate);
  return evidenceAgainstAtLeast(failures, trials, rate);
}

/**
 * The logarithm of the evidence against "the failure rate is at most d": the mirror image of
 * `logEvidenceAgainstAtLeast`, mixed uniformly over q in (d, 1),
 *
 *   E_t = B(S+1, t−S+1)·(1 − I_d(S+1, t−S+1)) / (d^S (1 − d)^(t−S+1)).
 *
 * Where the true rate is d or less, P(∃t: E_t ≥ 1/α) ≤ α. Parameters, accuracy and errors as there.
 */
export function logEvidenceAgainstAtMost(failures: number, trials: number, rate: number): number {
  requireCounts(failures, trials);
  requireRate(rate);
  return evidenceAgainstAtMost(failures, trials, rate);
}

/** All rates from `lower` to `upper`, both included. */
export interface RateInterval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Confidence sequence for the failure rate: all d at which neither evidence reaches 2/α. It contains the true rate at all
 * t at once with probability at least 1 − α, and S/t always.
 *
 * The evidence against "at least d" rises strictly with d from below 1 at S/t to ∞ at 1 (where S < t): with q = d·u it is
 * ∫₀¹ u^S ((1 − d·u)/(1 − d))^(t−S) du. So there is one end, found by bisection down to neighbouring doubles of which the
 * outer one is returned; likewise below. The lower end is exactly 0 where there was no failure, the upper one exactly 1
 * where there was nothing else. Both ends rise with S.
 *
 * @param failures S, an integer from 0 to t.
 * @param trials t, an integer from 0 to 99999999.
 * @param alpha Error probability over all t together, both sides, in (0, 1).
 * @throws AsymptopiaError `invalid-input` naming failures, trials or alpha.
 */
export function failureRateInterval(failures: number, trials: number, alpha: number): RateInterval {
  requireCounts(failures, trials);
  checkErrorProbability(alpha);
  return ratesBelow(Math.LN2 - Math.log(alpha), failures, trials);
}

/**
 * The ends that one-sided statements have: all d at which neither evidence reaches 1/α. Each end by itself is on the wrong
 * side of the true rate, at some t, with probability at most α: the rate d is excluded from above exactly where
 * `logEvidenceAgainstAtLeast` at d reaches log(1/α), and from below where `logEvidenceAgainstAtMost` does. Parameters and
 * errors as for `failureRateInterval`.
 */
export function failureRateEnds(failures: number, trials: number, alpha: number): RateInterval {
  requireCounts(failures, trials);
  checkErrorProbability(alpha);
  return ratesBelow(-Math.log(alpha), failures, trials);
}

/** All rates at which both evidences are below the logarithm `threshold` > 0. */
function ratesBelow(threshold: number, failures: number, trials: number): RateInterval {
  const share = failures / trials;
  return {
    lower:
      failures === 0 ? 0 : outerEnd(share, 0, (rate) => evidenceAgainstAtMost(failures, trials, rate) >= threshold),
    upper:
      failures === trials
        ? 1
        : outerEnd(share, 1, (rate) => evidenceAgainstAtLeast(failures, trials, rate) >= threshold),
  };
}

function evidenceAgainstAtLeast(failures: number, trials: number, rate: number): number {
  return Math.log1p(-rate) + logIncompleteBetaRatio(rate, failures + 1, trials - failures + 1).lower;
}

function evidenceAgainstAtMost(failures: number, trials: number, rate: number): number {
  return Math.log(rate) + logIncompleteBetaRatio(rate, failures + 1, trials - failures + 1).upper;
}

/** The excluded one of two neighbouring doubles, given a rate that is not excluded and one that is. */
function outerEnd(included: number, excluded: number, isExcluded: (rate: number) => boolean): number {
  let inside = included;
  let outside = excluded;
  for (;;) {
    const middle = inside + 0.5 * (outside - inside);
    if (middle === inside || middle === outside) return outside;
    if (isExcluded(middle)) outside = middle;
    else inside = middle;
  }
}

function requireCounts(failures: number, trials: number): void {
  if (!(Number.isInteger(trials) && trials >= 0 && trials <= mostTrials)) {
    throw invalidInput("trials", trials, `an integer from 0 to ${mostTrials}`);
  }
  if (!(Number.isInteger(failures) && failures >= 0 && failures <= trials)) {
    throw invalidInput("failures", failures, `an integer from 0 to the number of trials, ${trials}`);
  }
}

function requireRate(rate: number): void {
  if (!(rate > 0 && rate < 1)) throw invalidInput("rate", rate, "a number strictly between 0 and 1");
}

/**
 * Time-uniform boundary for sums of sub-Gaussian martingale differences.
 *
 * Assumption: S_t is a sum and V_t, its intrinsic time, a predictable non-decreasing variance proxy with
 * E[exp(λΔS_t − λ²ΔV_t/2) | past] ≤ 1 for every real λ (for λ ≥ 0 only, where a single side is bounded). For independent
 * centred observations that are σ²-sub-Gaussian V_t = t·σ²; those in a range of width w have σ² ≤ w²/4.
 *
 * Mixing exp(λS − λ²V/2) over λ ~ N(0, 1/ρ) gives
 *
 *   E_t = √(ρ/(V+ρ)) · exp(S²/(2(V+ρ))),
 *
 * a non-negative supermartingale that starts at 1 or below. Ville's inequality makes P(∃t: E_t ≥ 1/α) ≤ α, that is
 *
 *   P(∃t: |S_t| ≥ u(V_t)) ≤ α,   u(V) = √((V+ρ)·log((V+ρ)/(ρα²))),
 *
 * at all t together, under any stopping rule, and without any approximation. ρ has the unit of V, and must be chosen
 * before the data.
 *
 * Source: H. Robbins, Annals of Mathematical Statistics 41 (1970) 1397–1409; S. R. Howard, A. Ramdas, J. McAuliffe and
 * J. Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences", Annals of Statistics 49 (2021)
 * 1055–1080, where this is the two-sided normal mixture.
 */
import { checkErrorProbability, checkNonNegative, checkPositive } from "./check-arguments.ts";

/**
 * u(V): the two-sided boundary, which |S| exceeds at some time with probability at most α. To a few units in the last
 * place.
 *
 * @param intrinsicTime V ≥ 0.
 * @param alpha Error probability of both sides and all times together, in (0, 1).
 * @param rho ρ > 0; see `subgaussianRho`.
 * @throws AsymptopiaError `invalid-input` for an argument outside its domain.
 */
export function subgaussianBoundary(intrinsicTime: number, alpha: number, rho: number): number {
  check(intrinsicTime, alpha, rho);
  // α² itself would underflow below 1e-162.
  return Math.sqrt((intrinsicTime + rho) * (Math.log1p(intrinsicTime / rho) - 2 * Math.log(alpha)));
}

/**
 * The one-sided boundary, which S itself exceeds at some time with probability at most α:
 *
 *   u₁(V) = √(2(V+ρ)·log((1 + √((V+ρ)/ρ)/α)/2)).
 *
 * Mixing over the half-normal law of |λ| gives 2√(ρ/(V+ρ))·exp(z²/2)·Φ(z) with z = S/√(V+ρ). Since exp(z²/2)·(1 − Φ(z))
 * is at most ½ for z ≥ 0, this is at least √(ρ/(V+ρ))·(2exp(z²/2) − 1), which is 1/α at z = u₁/√(V+ρ).
 *
 * @param intrinsicTime V ≥ 0.
 * @param alpha Error probability of this side at all times together, in (0, 1).
 * @param rho ρ > 0; `subgaussianRho(V, 2α)` suits α < ½.
 * @throws AsymptopiaError `invalid-input` for an argument outside its domain.
 */
export function subgaussianOneSidedBoundary(intrinsicTime: number, alpha: number, rho: number): number {
  check(intrinsicTime, alpha, rho);
  // log of (1 + r/α)/2 as log(r/α) + log1p(α/r) − log 2, so that 1/α cannot overflow.
  const logRoot = 0.5 * Math.log1p(intrinsicTime / rho);
  const log = logRoot - Math.log(alpha) + Math.log1p(alpha * Math.exp(-logRoot)) - Math.LN2;
  return Math.sqrt(2 * (intrinsicTime + rho) * log);
}

/**
 * The ρ for a boundary that is to be narrow at intrinsic time V:
 *
 *   ρ = V / (2·log(1/α) + log(1 + 2·log(1/α))).
 *
 * The minimiser of u(V) is V/(−W₋₁(−α²/e) − 1) with the lower branch of Lambert's W; the denominator above is the
 * beginning of its expansion at small α, and the one that published values of this boundary use. It makes u(V) larger
 * than the minimum by a share of 3e-5 at α = .05, below 5e-4 for α ≤ .3 and below 2e-3 for α ≤ ½. Every ρ > 0 gives a
 * valid boundary, so the difference is one of width and not of error.
 *
 * @param intrinsicTime V > 0, at which the boundary should be narrow.
 * @param alpha Two-sided error probability, in (0, 1); twice the one-sided one.
 * @throws AsymptopiaError `invalid-input` for an argument outside its domain.
 */
export function subgaussianRho(intrinsicTime: number, alpha: number): number {
  checkPositive("intrinsicTime", intrinsicTime);
  checkErrorProbability(alpha);
  const log = -2 * Math.log(alpha);
  return intrinsicTime / (log + Math.log1p(log));
}

function check(intrinsicTime: number, alpha: number, rho: number): void {
  checkNonNegative("intrinsicTime", intrinsicTime);
  checkErrorProbability(alpha);
  checkPositive("rho", rho);
}

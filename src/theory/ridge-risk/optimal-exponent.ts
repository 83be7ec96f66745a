import { invalidInput } from "../../foundation/errors.ts";
import { exactly, type Quantity } from "../../foundation/quantity.ts";
import type { Estimate } from "../equivalents/estimate.ts";
import { RunningSum } from "../populations/running-sum.ts";
import { preconditionedSpectrum } from "./preconditioned-spectrum.ts";
import { riskAt, riskParts } from "./ridge-risk.ts";
import { type RiskPoint, riskPoint } from "./risk-point.ts";
import { checkRidge, checkTeacherSetting, type SignalMasses, signalMasses, type TeacherSetting } from "./setting.ts";
import { tunedRidge } from "./tuned-ridge.ts";

/** A teacher, a ridge, and the exponents that are searched. */
export interface OptimalExponentSetting extends Omit<TeacherSetting, "exponent"> {
  /** λ of at least 0, the same number at every p, 0 being the limit λ ↓ 0; or `tuned`, the best one for each p. */
  readonly lambda: number | "tuned";
  /** The exponents that are searched at a fixed λ; [−4, 4] if absent, from 0 on where H has mass at 0. */
  readonly interval?: readonly [from: number, to: number];
}

/** The exponent of the preconditioner with the least test risk. */
export interface OptimalExponent {
  /** p⋆. */
  readonly exponent: Quantity;
  /** R at p⋆. */
  readonly risk: Quantity;
  /** Whether p⋆ is an end of the interval, with a risk that goes on falling beyond it. */
  readonly atEnd: boolean;
  /** All local minima of the interval's inside, ascending. */
  readonly minima: readonly { readonly exponent: number; readonly risk: number }[];
}

/** Nodes of the search to a unit of p. */
const nodesPerUnit = 16;
const widest = 64;

/**
 * The exponent p⋆ that minimises the test risk of `ridgeRisk` for a teacher of alignment a.
 *
 * With λ tuned for each p it is 2a, exactly, for every φ and noise: θ̃ is then isotropic, and the ridge estimate the
 * posterior mean, whose risk no other estimate has. At a fixed λ, or without a ridge, it is the least of the interval's
 * ends and of the roots of dR/dp, which are bracketed on a grid of spacing 1/16 and found by bisection; two roots between
 * neighbours of the grid would go unseen. dR/dp comes from dκ/dp = κφ∫ pc·log τ dH/(1 − φ df₂), without differences.
 *
 * `ok` up to an error of 1e-9 of p⋆, which is larger where the risk hardly depends on p.
 *
 * @throws AsymptopiaError `invalid-input` naming the member outside its domain, or `lambda` where the risk is the same for
 *   all exponents: without a ridge at φ(1 − H{0}) < 1; `population` where it is one eigenvalue of 1, or nearly so.
 */
export function optimalExponent(setting: OptimalExponentSetting): OptimalExponent {
  const { lambda, alignment } = setting;
  checkTeacherSetting(setting);
  if (lambda === "tuned") {
    if (!Number.isFinite(alignment)) throw invalidInput("alignment", alignment, "a finite number");
    const { risk } = tunedRidge({ ...setting, exponent: 2 * alignment });
    const place = { exponent: 2 * alignment, risk: risk.value };
    return { exponent: exactly(2 * alignment), risk, atEnd: false, minima: [place] };
  }
  checkRidge(lambda);
  const at = (exponent: number): Place => placeAt(setting, lambda, exponent);
  const [from, to] = intervalOf(setting);
  const count = Math.ceil((to - from) * nodesPerUnit);
  const nodes = Array.from({ length: count + 1 }, (_, i) => at(i === count ? to : from + ((to - from) * i) / count));
  if (nodes.every(({ slope }) => Math.abs(slope.value) <= 4 * slope.error)) {
    throw invalidInput("population", setting.population.specification, "one whose risk depends on the exponent");
  }
  const minima = nodes.slice(1).flatMap((upper, i) => {
    return nodes[i].slope.value < 0 && upper.slope.value >= 0 ? [bisected(at, nodes[i], upper)] : [];
  });
  const first = nodes[0].slope.value >= 0 ? [nodes[0]] : [];
  const last = nodes[count].slope.value < 0 ? [nodes[count]] : [];
  const ends = [...first, ...last];
  const best = [...ends, ...minima].reduce((least, one) => (riskOf(one) < riskOf(least) ? one : least));
  const atEnd = ends.includes(best);
  return {
    exponent: atEnd ? exactly(best.exponent) : rootQuantity(at, best),
    risk: riskAt(best.point, best.signal, setting.noiseVariance).risk,
    atEnd,
    minima: minima.map((one) => ({ exponent: one.exponent, risk: riskOf(one) })),
  };
}

interface Place {
  readonly exponent: number;
  readonly point: RiskPoint;
  readonly signal: SignalMasses;
  readonly risk: Estimate;
  /** (1 − φ df₂)/2 · dR/dp. */
  readonly slope: Estimate;
}

function riskOf({ risk }: Place): number {
  return risk.value;
}

function placeAt(setting: OptimalExponentSetting, lambda: number, exponent: number): Place {
  const { population, phi, alignment, normalization, noiseVariance } = setting;
  const spectrum = preconditionedSpectrum(population, exponent);
  const signal = signalMasses(spectrum, alignment, normalization, population);
  const point = riskPoint(spectrum, phi, lambda);
  if (point.regime === "determined") {
    throw invalidInput(
      "lambda",
      lambda,
      "above 0 where phi(1 − H{0}) is below 1: the risk is the same for all exponents",
    );
  }
  if (point.regime === "critical") {
    throw invalidInput("lambda", lambda, "above 0 where phi(1 − H{0}) is 1: the risk is infinite");
  }
  const { risk } = riskParts(point, signal, noiseVariance);
  return { exponent, point, signal, risk, slope: slopeAt(point, signal, risk) };
}

/** φR∫ p²c(log τ − k) dH − ∫θ²τc²p(log τ − k), k = d log κ/dp. */
function slopeAt({ spectrum, phi, kappa, left }: RiskPoint, signal: SignalMasses, risk: Estimate): Estimate {
  const { values, weights, ratios, reference } = spectrum;
  const unit = Math.log(reference);
  const [spread, mean, positive, negative] = [1, 2, 3, 4].map(() => new RunningSum());
  for (let i = 0; i < values.length; i++) {
    const total = values[i] + kappa.value;
    const pc = (values[i] / total) * (kappa.value / total);
    spread.add(weights[i] * pc);
    mean.add(weights[i] * pc * (Math.log(ratios[i]) + unit));
  }
  const shift = (phi * mean.value) / left.value;
  let size = 0;
  for (let i = 0; i < values.length; i++) {
    const total = values[i] + kappa.value;
    const [share, rest] = [values[i] / total, kappa.value / total];
    const along = Math.log(ratios[i]) + unit - shift;
    const up = phi * risk.value * weights[i] * share * share * rest * along;
    const down = signal.masses[i] * rest * rest * share * along;
    positive.add(up);
    negative.add(down);
    size += Math.abs(up) + Math.abs(down);
  }
  const relative = 4 * (kappa.error / kappa.value + risk.error / risk.value + left.error / left.value);
  const rounding = relative + 4 * (spectrum.relativeError + signal.relativeError);
  return { value: positive.value - negative.value, error: rounding * size + signal.missing };
}

function intervalOf({ interval, population }: OptimalExponentSetting): readonly [number, number] {
  const least = population.type === "atomic" && population.values[0] === 0 ? 0 : Number.NEGATIVE_INFINITY;
  const [from, to] = interval ?? [Math.max(-4, least), 4];
  if (!(Number.isFinite(from) && from >= least)) {
    throw invalidInput("interval[0]", from, least === 0 ? "a number of at least 0" : "a finite number");
  }
  if (!(to > from && to - from <= widest)) {
    throw invalidInput("interval[1]", to, `a number above interval[0], which is ${from}, by at most ${widest}`);
  }
  return [from, to];
}

function bisected(at: (exponent: number) => Place, from: Place, to: Place): Place {
  let [lower, upper] = [from, to];
  for (;;) {
    const middle = lower.exponent + (upper.exponent - lower.exponent) / 2;
    if (!(middle > lower.exponent && middle < upper.exponent)) return upper;
    const place = at(middle);
    if (Math.abs(place.slope.value) <= place.slope.error) return place;
    if (place.slope.value < 0) lower = place;
    else upper = place;
  }
}

function rootQuantity(at: (exponent: number) => Place, root: Place): Quantity {
  const step = 1e-4;
  const rise = at(root.exponent + step).slope.value - at(root.exponent - step).slope.value;
  const open = ((root.slope.error + Math.abs(root.slope.value)) * 2 * step) / rise;
  const error = rise > 0 ? 2 * open + Number.EPSILON * Math.abs(root.exponent) : Number.MAX_VALUE;
  return {
    value: root.exponent,
    error,
    status: error <= 1e-9 * Math.max(1, Math.abs(root.exponent)) ? "ok" : "inaccurate",
  };
}

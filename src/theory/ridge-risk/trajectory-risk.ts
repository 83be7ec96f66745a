import { type Complex, multiply } from "../../foundation/complex.ts";
import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import { asQuantity, type Estimate, exact, negated, product, sum } from "../equivalents/estimate.ts";
import { ridgelessRootOnNodes } from "../equivalents/ridgeless-root.ts";
import { type ComplexRidge, complexRidges } from "./complex-ridge.ts";
import { type Contour, ellipse, parabola } from "./contour.ts";
import { type FilteredContour, noiseIntegral, signalIntegral, type TrajectoryProblem } from "./contour-risk.ts";
import { type PreconditionedSpectrum, preconditionedSpectrum } from "./preconditioned-spectrum.ts";
import { checkTeacherSetting, signalMasses, type TeacherSetting } from "./setting.ts";

/** The test risk along training, E(y − ŷ)² with label noise included: risk = σ² + bias + variance. */
export interface TrajectoryRisk {
  readonly risk: Quantity;
  /** What remains of the risk without label noise in training. */
  readonly bias: Quantity;
  /** What training on noisy labels adds. */
  readonly variance: Quantity;
}

/** The error, relative to the risk, up to which a risk is `ok`. */
const promised = 1e-10;
/** Nodes on the parabola: as many as leave 3e-15, and some more to see it. */
const parabolaNodes = [48, 56] as const;
const mostEllipseNodes = 8192;

/**
 * Test risk of a linear student after preconditioned gradient flow from 0 for a time t: in x̃ = Σ^{p/2}x the estimate is
 * (1 − e^{−tS})S⁺X̃ᵀy/n with S = X̃ᵀX̃/n, the flow of ½‖y − X̃w‖²/n. With κ(z) as `complexRidges` says, W = e^{−tz}κ/z and
 * contours around 0 and the spectrum, bias = (1/2πi)²∮∮ W(z₁)W(z₂)Σθ̃²τ̃/((τ̃ + κ₁)(τ̃ + κ₂))/(1 − φ∫ τ̃²/((τ̃ + κ₁)(τ̃ + κ₂)) dH)
 * and variance = −(σ²/2πi)∮ (1 − e^{−tz})²(κ/(−z) − 1)/z dz.
 *
 * The contours are parabolas whose errors depend on nothing but the number of nodes, so that small and large t are alike;
 * of κ the pole that the null space of S makes is taken apart, without a difference. `ok` up to a relative 1e-10 of the
 * risk; where that decays to 0, without noise and with φ(1 − H{0}) < 1, the contours begin at the spectrum's lower edge.
 *
 * @param setting with t ≥ 0 in `time`, in the unit of 1/τ̃. At t = 0 the risk is σ² + θᵀΣθ, as t → ∞ that of `ridgeRisk`
 *   without a ridge.
 * @throws AsymptopiaError `invalid-input` naming the member outside its domain.
 */
export function gradientFlowRisk(setting: TeacherSetting & { readonly time: number }): TrajectoryRisk {
  checkTeacherSetting(setting);
  const { time, noiseVariance } = setting;
  if (!(time >= 0 && Number.isFinite(time))) throw invalidInput("time", time, "a finite number of at least 0");
  const start = problemOf(setting, 1);
  if (time === 0) return startRisk(start, noiseVariance);
  const duration = time * start.spectrum.unit;
  if (!(duration > 1e-100 && duration < 1e100)) {
    throw invalidInput("time", time, "0, or within 1e±100 of an inverse preconditioned eigenvalue");
  }
  const shift = shiftFor(setting, start, duration);
  const contourFor = (t: number, from: number) => parabola(t, parabolaNodes[1], from);
  const problem = refined(setting, start, [
    contourFor(duration, shift),
    contourFor(duration, 0),
    contourFor(2 * duration, 0),
  ]);
  const [coarse, fine] = parabolaNodes.map((nodes) => {
    const at = (t: number, from: number) => {
      return withFilter(problem, parabola(t, nodes, from), (z) => ({
        value: exponential({ re: -t * z.re, im: -t * z.im }),
        error: t * Math.hypot(z.re, z.im) * Number.EPSILON,
      }));
    };
    const once = at(duration, 0);
    const bias = signalIntegral(problem, shift === 0 ? once : at(duration, shift));
    return { bias, variance: varianceOf(problem, once, at(2 * duration, 0), noiseVariance) };
  });
  return answer(fine, difference(coarse, fine), noiseVariance);
}

/**
 * Test risk after `steps` steps of preconditioned gradient descent with learning rate η, from 0: as `gradientFlowRisk`
 * with (1 − ηz)^k in the place of e^{−tz}, on ellipses around the spectrum whose nodes are doubled until two of them agree.
 *
 * `ok` up to a relative 1e-10; that needs some 20√(kηE) nodes, E the upper edge of the spectrum, and there are at most
 * 8192. For η > 2/E descent diverges, and the risk with it.
 *
 * @param setting with k, a whole number of at least 0, in `steps`, and η > 0 in the unit of 1/τ̃ in `learningRate`.
 * @throws AsymptopiaError `invalid-input` naming the member outside its domain; `non-finite` where the risk overflows.
 */
export function gradientDescentRisk(
  setting: TeacherSetting & { readonly steps: number; readonly learningRate: number },
): TrajectoryRisk {
  checkTeacherSetting(setting);
  const { steps, learningRate, noiseVariance, phi } = setting;
  if (!(Number.isSafeInteger(steps) && steps >= 0)) {
    throw invalidInput("steps", steps, "a whole number of at least 0");
  }
  if (!(learningRate > 0 && Number.isFinite(learningRate))) {
    throw invalidInput("learningRate", learningRate, "a finite number above 0");
  }
  const start = problemOf(setting, 1);
  if (steps === 0) return startRisk(start, noiseVariance);
  const rate = learningRate * start.spectrum.unit;
  if (!(rate > 1e-100 && rate < 1e100)) {
    throw invalidInput("learningRate", learningRate, "within 1e±100 of an inverse preconditioned eigenvalue");
  }
  const edge = upperEdge(start.spectrum, phi);
  const margin = 1.5 / (rate * steps);
  const problem = refined(setting, start, [ellipse(edge, margin, 256)]);
  // Where |1 − ηz| is near 1 and far from both ends of the ellipse f is small, or ηz is.
  const filter = (z: Complex) => ({
    value: power(rate, steps, z),
    error: (4 + 4 * steps * rate * Math.hypot(z.re, z.im)) * Number.EPSILON,
  });
  let last: Parts | undefined;
  let change = { bias: Number.MAX_VALUE, variance: Number.MAX_VALUE };
  for (let nodes = 32; nodes <= mostEllipseNodes; nodes *= 2) {
    const once = withFilter(problem, ellipse(edge, margin, nodes), filter);
    const variance = varianceOf(problem, once, squared(once, filter), noiseVariance);
    const parts = { bias: signalIntegral(problem, once), variance };
    if (last !== undefined) change = difference(last, parts);
    last = parts;
    const size = Math.abs(noiseVariance + parts.bias.value + parts.variance.value);
    // The error squares as the nodes double.
    if (change.bias + change.variance <= 1e-12 * size || !Number.isFinite(size)) break;
  }
  return answer(last as Parts, change, noiseVariance);
}

interface Parts {
  readonly bias: Estimate;
  readonly variance: Estimate;
}

/** 1 − (1 − f)² = 2f − f², and a closed contour around all of (q − 1)/z gives 0. */
function varianceOf(
  problem: TrajectoryProblem,
  once: FilteredContour,
  twice: FilteredContour,
  noiseVariance: number,
): Estimate {
  const [first, second] = [noiseIntegral(problem, once), noiseIntegral(problem, twice)];
  return product(noiseVariance, sum(product(2, first), negated(second)));
}

function difference(coarse: Parts, fine: Parts): { bias: number; variance: number } {
  return {
    bias: Math.abs(coarse.bias.value - fine.bias.value),
    variance: Math.abs(coarse.variance.value - fine.variance.value),
  };
}

function answer(
  { bias, variance }: Parts,
  truncation: { readonly bias: number; readonly variance: number },
  noiseVariance: number,
): TrajectoryRisk {
  const ofBias = { value: Math.max(0, bias.value), error: bias.error + truncation.bias };
  const ofVariance = { value: Math.max(0, variance.value), error: variance.error + truncation.variance };
  const risk = sum(exact(noiseVariance), ofBias, ofVariance);
  const name = "the risk along training";
  return {
    risk: asQuantity(risk, promised, name),
    bias: asQuantity(ofBias, promised, name, risk.value),
    variance: asQuantity(ofVariance, promised, name, risk.value),
  };
}

function startRisk({ signal }: TrajectoryProblem, noiseVariance: number): TrajectoryRisk {
  const bias = { value: signal.total, error: signal.relativeError * signal.total + signal.missing };
  return answer({ bias, variance: exact(0) }, { bias: 0, variance: 0 }, noiseVariance);
}

function problemOf(setting: TeacherSetting, fineness: number): TrajectoryProblem {
  const { population, phi, exponent, alignment, normalization } = setting;
  const spectrum = preconditionedSpectrum(population, exponent, fineness);
  const signal = signalMasses(spectrum, alignment, normalization, population);
  const { kappa } = ridgelessRootOnNodes(spectrum, spectrum.meanBound, phi);
  return { spectrum, signal, phi, kappaAtZero: kappa.value };
}

/** As many parts of each piece of a density as the poles of 1/(τ̃ + κ) on these contours ask for. */
function refined(setting: TeacherSetting, problem: TrajectoryProblem, contours: readonly Contour[]): TrajectoryProblem {
  if (setting.population.type === "atomic") return problem;
  const rough = problemOf(setting, 4);
  const distances = contours.flatMap(({ points }) =>
    complexRidges(rough.spectrum, setting.phi, points).map((ridge) => logDistance(rough.spectrum, ridge)),
  );
  // Half a piece has the length 1 in log τ; 1.5 of it away, the Bernstein ellipse has semi-axes that add up to 3.3.
  const needed = Math.min(64, Math.ceil(1.5 / Math.min(...distances)));
  return needed <= 4 ? rough : problemOf(setting, needed);
}

/** Distance of −κ from the spectrum on the axis of log τ̃. */
function logDistance({ values }: PreconditionedSpectrum, { kappa }: ComplexRidge): number {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const size = Math.log(Math.hypot(kappa.re, kappa.im));
  const along = Math.max(Math.log(low) - size, size - Math.log(high), 0);
  return Math.hypot(along, Math.atan2(Math.abs(kappa.im), -kappa.re));
}

/** The maximum of the same ψ below all τ̃, for φ(1 − H{0}) < 1: every ℓ there gives a bound from below. */
function lowerEdge({ values, weights }: PreconditionedSpectrum, phi: number): number {
  const smallest = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  let [low, high] = [0, smallest];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    let total = 0;
    for (let k = 0; k < values.length; k++) total += weights[k] * (values[k] / (middle - values[k])) ** 2;
    if (phi * total < 1) low = middle;
    else high = middle;
  }
  let total = 0;
  for (let k = 0; k < values.length; k++) total += (weights[k] * values[k]) / (low - values[k]);
  return Math.max(0, low * (1 + phi * total));
}

/**
 * A little more than the upper edge of the limiting spectrum: the minimum of ψ(ℓ) = ℓ(1 + φ∫ τ̃/(ℓ − τ̃) dH) over ℓ above
 * all τ̃, where φ∫ τ̃²/(ℓ − τ̃)² dH = 1. Every ℓ gives a bound from above.
 */
function upperEdge({ values, weights }: PreconditionedSpectrum, phi: number): number {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  const slope = (ell: number): number => {
    let total = 0;
    for (let i = 0; i < values.length; i++) total += weights[i] * (values[i] / (ell - values[i])) ** 2;
    return phi * total - 1;
  };
  let [low, high] = [0, largest * Math.sqrt(phi)];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (slope(largest + middle) > 0) low = middle;
    else high = middle;
  }
  const ell = largest + high;
  let total = 0;
  for (let i = 0; i < values.length; i++) total += (weights[i] * values[i]) / (ell - values[i]);
  return ell * (1 + phi * total) * (1 + 1e-6);
}

interface Filtered {
  readonly value: Complex;
  /** Bound on its relative error. */
  readonly error: number;
}

function withFilter(problem: TrajectoryProblem, contour: Contour, filter: (z: Complex) => Filtered): FilteredContour {
  const { points, steps } = contour;
  const filters = points.map(filter);
  return {
    ridges: complexRidges(problem.spectrum, problem.phi, points),
    steps: steps.map((step, k) => multiply(step, filters[k].value)),
    filterErrors: filters.map(({ error }) => error),
  };
}

/** The same contour with the filter once more. */
function squared({ ridges, steps, filterErrors }: FilteredContour, filter: (z: Complex) => Filtered): FilteredContour {
  return {
    ridges,
    steps: steps.map((step, k) => multiply(step, filter(ridges[k].z).value)),
    filterErrors: filterErrors.map((error) => 2 * error),
  };
}

/**
 * How far to the right the contours of the bias may start: up to the lower edge of the spectrum where 0 is no part of it,
 * so that what decays is computed with its decay. W is regular at 0 then. The variance does not decay.
 */
function shiftFor(
  { population }: TeacherSetting,
  { spectrum, phi, kappaAtZero }: TrajectoryProblem,
  time: number,
): number {
  if (kappaAtZero > 0 || phi * (1 - spectrum.zeroMass) > 1 - 1e-6) return 0;
  // The nodes of a density end within it.
  const edge = lowerEdge(spectrum, phi) * (population.type === "atomic" ? 1 - 1e-9 : 0.9);
  return time * edge > 1 ? edge : 0;
}

function exponential({ re, im }: Complex): Complex {
  const size = Math.exp(re);
  return { re: size * Math.cos(im), im: size * Math.sin(im) };
}

/** (1 − ηz)^k. */
function power(rate: number, steps: number, z: Complex): Complex {
  // log|1 − ηz| without a difference where ηz is small.
  const [u, v] = [-rate * z.re, -rate * z.im];
  const logSize = Math.abs(u) < 0.5 ? Math.log1p(u * (2 + u) + v * v) / 2 : Math.log(Math.hypot(1 + u, v));
  return exponential({ re: steps * logSize, im: steps * Math.atan2(v, 1 + u) });
}

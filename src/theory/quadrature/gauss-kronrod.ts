import { AsymptopiaError } from "../../foundation/errors.ts";

/**
 * The 21-point Kronrod extension of the 10-point Gauss–Legendre rule on [−1, 1], exact for polynomials of degree 31
 * (the Gauss rule: 19). Entry i belongs to the abscissae ±`abscissae[i]`; entry 10 is the centre. The odd entries are
 * the Gauss abscissae, with `gaussWeights[(i−1)/2]`. Computed from the Stieltjes polynomial with 60 digits and
 * rounded to the nearest double.
 */
export const abscissae: readonly number[] = [
  0.9956571630258081, 0.9739065285171717, 0.9301574913557082, 0.8650633666889845, 0.7808177265864169,
  0.6794095682990244, 0.5627571346686047, 0.4333953941292472, 0.2943928627014602, 0.14887433898163122, 0,
];
export const kronrodWeights: readonly number[] = [
  0.011694638867371874, 0.032558162307964725, 0.054755896574351995, 0.07503967481091996, 0.0931254545836976,
  0.10938715880229764, 0.12349197626206584, 0.13470921731147334, 0.14277593857706009, 0.14773910490133849,
  0.1494455540029169,
];
export const gaussWeights: readonly number[] = [
  0.06667134430868814, 0.1494513491505806, 0.21908636251598204, 0.26926671930999635, 0.29552422471475287,
];

/** Just inside an endpoint, and the Lagrange weights that extrapolate from the 21 abscissae, ascending, to there. */
const nearEdge = 1 - 2 ** -20;
const extrapolation: readonly number[] = [
  0.003158639381323811, -0.009315256457594647, 0.015291050428163061, -0.021505357432629987, 0.028186952685318428,
  -0.03520838112556377, 0.042593808471259535, -0.05059890967325708, 0.059454973850282096, -0.0693357946818248,
  0.08055312101425774, -0.093591513055302, 0.10906655708137929, -0.12800516822927754, 0.15223549180882842,
  -0.18443917415263633, 0.22901494606842707, -0.29724409388260287, 0.4225868247724838, -0.7047015082131572,
  1.451802791342123,
];

/** Evaluations of the integrand that one panel costs. */
export const pointsPerPanel = 23;

/** An interval of integration with what one application of the rule says about it. */
export interface Panel {
  readonly low: number;
  readonly high: number;
  /** The 21-point value of ∫ f. */
  readonly integral: number;
  /** The 21-point value of ∫ |f|, good to some percents where f changes sign inside. */
  readonly absolute: number;
  /** Estimate from above of the rule's error, see `applyRule`. */
  readonly truncation: number;
  /** What rounding may have done: in f and in the sum, relative to ∫ |f|, and in the abscissae, through ∫ |x f′|. */
  readonly rounding: number;
}

const size = 21;
const nodes: readonly number[] = [...abscissae.map((x) => -x), ...abscissae.slice(0, -1).reverse()];
const weights: readonly number[] = [...kronrodWeights, ...kronrodWeights.slice(0, -1).reverse()];
const differences: readonly number[] = weights.map((weight, i) =>
  i % 2 === 1 ? weight - gaussWeights[(Math.min(i, size - 1 - i) - 1) / 2] : weight,
);
const edgeGap = 1 - abscissae[0];

/**
 * The rule on [low, high], low < high. The endpoints themselves are never asked for.
 *
 * The difference between the 21-point and the 10-point value bounds the error of the former by far where f is smooth,
 * but where f has a kink it vanishes for some places of the kink. The same difference for x·f vanishes for other
 * places: eight times the larger of both bounds the error of every jump and inverse square root, and of a kink at all
 * but 0.1 % of its places, as long as they lie between the outermost abscissae. What lies outside of those shows as a
 * difference between f beside the endpoint and its extrapolation to there, which is taken to hold over the whole gap.
 *
 * @throws AsymptopiaError `non-finite` where f is NaN or infinite.
 */
export function applyRule(f: (x: number) => number, low: number, high: number): Panel {
  const centre = low / 2 + high / 2;
  const half = high / 2 - low / 2;
  let integral = 0;
  let absolute = 0;
  let difference = 0;
  let firstMoment = 0;
  let atLow = 0;
  let atHigh = 0;
  let variation = 0;
  let previous = 0;
  for (let i = 0; i < size; i++) {
    const y = finite(f, centre + half * nodes[i]);
    integral += weights[i] * y;
    absolute += weights[i] * Math.abs(y);
    difference += differences[i] * y;
    firstMoment += differences[i] * nodes[i] * y;
    atLow += extrapolation[size - 1 - i] * y;
    atHigh += extrapolation[i] * y;
    if (i > 0) variation += Math.abs(y - previous);
    previous = y;
  }
  const [left, right] = [centre - half * nearEdge, centre + half * nearEdge];
  const edges =
    (left > low ? Math.abs(finite(f, left) - atLow) : 0) + (right < high ? Math.abs(finite(f, right) - atHigh) : 0);
  const farthest = Math.max(Math.abs(low), Math.abs(high));
  return {
    low,
    high,
    integral: half * integral,
    absolute: half * absolute,
    truncation: half * (8 * Math.max(Math.abs(difference), Math.abs(firstMoment)) + edgeGap * edges),
    rounding: Number.EPSILON * (8 * half * absolute + farthest * variation),
  };
}

function finite(f: (x: number) => number, x: number): number {
  const y = f(x);
  if (Number.isFinite(y)) return y;
  throw new AsymptopiaError("non-finite", `the integrand is ${y} at ${x}`, { field: "integrand", value: y });
}

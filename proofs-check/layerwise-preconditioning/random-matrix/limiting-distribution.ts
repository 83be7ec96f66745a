import type { Population } from "asymptopia/model";
import { boundaryPoint, integrateAgainst, support } from "asymptopia/theory";

/** Nodes of each interval of the support. */
const nodes = 400;

interface TabledInterval {
  readonly low: number;
  readonly high: number;
  /** F and dF/dθ at θ = iπ/nodes, where x = low + (high − low)·sin²(θ/2). */
  readonly values: Float64Array;
  readonly slopes: Float64Array;
}

/**
 * The distribution function F of the limiting law of Σ̂ = XᵀX/n on x > 0, as a table: values of theory at some hundred
 * points of each interval of the support, cubic between them in a coordinate in which F is smooth up to square-root edges.
 * Off by less than 10⁻⁷, which its test compares with values between the nodes.
 *
 * F follows from v = v(x + i0) without quadrature over x: with F_n = (1−φ)δ₀ + φF the law of XXᵀ/n, the antiderivative of
 * v dz is zv + log v − φ∫ log(1 + τv) dH, so that π·F_n(x) = x·Im v + arg v − φ∫ arg(1 + τv) dH.
 */
export function limitingDistribution(population: Population, phi: number): (x: number) => number {
  let below = support(population, phi).atomAtZero.value;
  const intervals = support(population, phi).intervals.map(({ lower, upper, mass }): TabledInterval => {
    const [low, high] = [lower.position.value, upper.position.value];
    const values = new Float64Array(nodes + 1).fill(below);
    const slopes = new Float64Array(nodes + 1);
    for (let i = 1; i < nodes; i += 1) {
      const theta = (i * Math.PI) / nodes;
      const { value, density } = distributionAt(population, phi, low + (high - low) * Math.sin(theta / 2) ** 2);
      values[i] = value;
      slopes[i] = (density * (high - low) * Math.sin(theta)) / 2;
    }
    below += mass.value;
    values[nodes] = below;
    return { low, high, values, slopes };
  });
  const atom = intervals[0].values[0];
  return (x) => {
    const interval = intervals.findLast(({ low }) => x > low);
    if (interval === undefined) return atom;
    return interpolated(interval, x);
  };
}

/** F and its density at x in the support. */
export function distributionAt(
  population: Population,
  phi: number,
  x: number,
): { readonly value: number; readonly density: number } {
  const { re, im } = boundaryPoint(population, phi, x).companion.value;
  const turned = integrateAgainst(population, (tau) => Math.atan2(tau * im, 1 + tau * re)).value;
  const ofCompanion = (x * im + Math.atan2(im, re) - phi * turned) / Math.PI;
  return { value: (ofCompanion - (1 - phi)) / phi, density: im / (Math.PI * phi) };
}

/** Cubic Hermite interpolation in θ. */
function interpolated({ low, high, values, slopes }: TabledInterval, x: number): number {
  if (x >= high) return values[nodes];
  const step = Math.PI / nodes;
  const place = (2 * Math.asin(Math.sqrt((x - low) / (high - low)))) / step;
  const i = Math.min(nodes - 1, Math.floor(place));
  const t = place - i;
  const s = 1 - t;
  const ends = s * s * (1 + 2 * t) * values[i] + t * t * (1 + 2 * s) * values[i + 1];
  return ends + step * s * t * (s * slopes[i] - t * slopes[i + 1]);
}

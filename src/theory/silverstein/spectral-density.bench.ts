import type { Alternative, Benchmark } from "../../bench/benchmark.ts";
import { ourName } from "../../bench/data.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { spectralDensities } from "../spectral-law/density.ts";
import { support } from "../support/support.ts";

const phi = 0.5;
/** Steps a point after which the iteration is given up: where it happens, its time is a lower bound. */
const mostSteps = 20_000;

/** The density at x + i0 along a grid that covers all bulks, for evenly spaced atoms. */
function densityBenchmark([atoms, points]: readonly [number, number]): Benchmark {
  return {
    id: `spectral-density-${atoms}`,
    title: `density at ${points} points, ${atoms} atoms`,
    prepare() {
      const values = Array.from({ length: atoms }, (_, i) => 1 + (9 * i) / (atoms - 1));
      const population = parsePopulation({ kind: "eigenvalues", values });
      const { intervals } = support(population, phi);
      const each = points / intervals.length;
      const xs = intervals.flatMap(({ lower, upper }) => {
        const [low, high] = [lower.position.value, upper.position.value];
        return Array.from({ length: each }, (_, i) => low + ((high - low) * (i + 0.5)) / each);
      });
      const ours = (): Float64Array => spectralDensities(population, phi, xs).values;
      const expected = ours();
      const { largest, capped } = iterated(values, xs, expected);
      if (largest > 1e-9) throw new Error(`the iteration is off by ${largest}`);
      return {
        ours: { name: ourName, run: ours },
        others: [fixedPoint(values, xs, capped)],
      };
    },
  };
}

function fixedPoint(values: readonly number[], xs: readonly number[], capped: number): Alternative {
  const name = "damped fixed point";
  return {
    name: capped === 0 ? name : `${name}, given up at ${capped} points`,
    run: () => xs.map((x) => densityByIteration(values, x).density),
  };
}

/** How far the iteration ends from `expected`, relatively, where it ends, and at how many points it does not. */
function iterated(
  values: readonly number[],
  xs: readonly number[],
  expected: Float64Array,
): { readonly largest: number; readonly capped: number } {
  let [largest, capped] = [0, 0];
  xs.forEach((x, i) => {
    const { density, steps } = densityByIteration(values, x);
    if (steps === mostSteps) capped++;
    else largest = Math.max(largest, Math.abs(density / expected[i] - 1));
  });
  return { largest, capped };
}

/**
 * v ← (v + 1/(−x + φ∫ τ/(1 + τv) dH))/2 from v = i until a step is below 1e-13 of |v|, as one writes it first. Without
 * damping it need not converge on the real axis, where the map is an isometry of the half plane.
 */
function densityByIteration(values: readonly number[], x: number): { density: number; steps: number } {
  let [re, im] = [0, 1];
  let steps = 0;
  while (steps < mostSteps) {
    steps++;
    let [a, b] = [0, 0];
    for (const tau of values) {
      const [c, d] = [1 + tau * re, tau * im];
      const norm = c * c + d * d;
      a += (tau * c) / norm;
      b -= (tau * d) / norm;
    }
    const [p, q] = [-x + (phi * a) / values.length, (phi * b) / values.length];
    const size = p * p + q * q;
    const [nextRe, nextIm] = [(re + p / size) / 2, (im - q / size) / 2];
    const step = Math.hypot(nextRe - re, nextIm - im);
    [re, im] = [nextRe, nextIm];
    if (step <= 1e-13 * Math.hypot(re, im)) break;
  }
  return { density: im / (Math.PI * phi), steps };
}

export const benchmarks: readonly Benchmark[] = (
  [
    [2, 1000],
    [100, 1000],
    [1000, 200],
  ] as const
).map(densityBenchmark);

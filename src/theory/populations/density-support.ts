import type { ContinuousPopulation, DensityResolution } from "../../model/population.ts";

/** A stretch of τ. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The support of a continuous population: [low, high] but for the inside of `gaps`, in ascending order. */
export interface DensitySupport extends Interval {
  readonly gaps: readonly Interval[];
}

const found = new WeakMap<ContinuousPopulation, DensitySupport>();

/**
 * Where H has mass. The kinds that are known by name have it all over [low, high]; a registered density may be 0 on
 * stretches, which show between its panels. One narrower than 1e-9 of its place counts as no gap.
 */
export function densitySupport(population: ContinuousPopulation): DensitySupport {
  let support = found.get(population);
  if (support === undefined) {
    const { low, high, resolution } = population;
    support = resolution === undefined ? { low, high, gaps: [] } : ofPanels(low, high, resolution);
    found.set(population, support);
  }
  return support;
}

/** Distance of a point from the support. */
export function distanceFromDensity(population: ContinuousPopulation, re: number, im: number): number {
  const { low, high, gaps } = densitySupport(population);
  let gap = Math.max(low - re, re - high, 0);
  for (const stretch of gaps) gap = Math.max(gap, Math.min(re - stretch.low, stretch.high - re));
  return Math.hypot(gap, im);
}

/** H([from, to]) for ends off the support, by its panels. */
export function massOfDensity({ low, high, resolution }: ContinuousPopulation, from: number, to: number): number {
  if (resolution === undefined) return from < high && to > low ? 1 : 0;
  let [inside, all] = [0, 0];
  for (const panel of resolution.panels) {
    const { lower, upper } = endsOf(panel);
    const middle = lower / 2 + upper / 2;
    if (middle > from && middle < to) inside += panel.mass;
    all += panel.mass;
  }
  return inside / all;
}

function ofPanels(low: number, high: number, { panels, at }: DensityResolution): DensitySupport {
  const ends = panels.map(endsOf);
  const stretches = [...ends.map(({ lower }) => lower), high].map((next, i) => ({
    low: i === 0 ? low : ends[i - 1].upper,
    high: next,
  }));
  // Beside ends towards which panels are graded a little mass is left out, where the density is not 0.
  const empty = stretches.filter((stretch) => isWide(stretch) && isZero(stretch, at));
  const first = empty.find((stretch) => stretch.low === low);
  const last = empty.find((stretch) => stretch.high === high && stretch !== first);
  return {
    low: first?.high ?? low,
    high: last?.low ?? high,
    gaps: empty.filter((stretch) => stretch !== first && stretch !== last),
  };
}

function endsOf({ origin, sign, from, to }: DensityResolution["panels"][number]): { lower: number; upper: number } {
  return sign > 0 ? { lower: origin + from, upper: origin + to } : { lower: origin - to, upper: origin - from };
}

function isWide({ low, high }: Interval): boolean {
  return high - low > 1e-9 * high;
}

const places = 32;

function isZero({ low, high }: Interval, at: DensityResolution["at"]): boolean {
  for (let i = 0; i < places; i++) {
    if (at(0, 1, low + ((high - low) * (i + 0.5)) / places) > 0) return false;
  }
  return true;
}

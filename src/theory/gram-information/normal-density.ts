/** The density of N(mean, standardDeviation²). */
export function normalDensity(z: number, mean: number, standardDeviation: number): number {
  const u = (z - mean) / standardDeviation;
  return Math.exp(-0.5 * u * u) / (standardDeviation * Math.sqrt(2 * Math.PI));
}

/** Standard deviations beyond which a normal density is below the least double. */
const reach = 39;

/** Places, ascending, between which sums of these densities and what they are made of are smooth on the panel's scale. */
export function panelsAround(
  components: readonly { readonly mean: number; readonly standardDeviation: number }[],
  more: readonly number[] = [],
): readonly number[] {
  const places = components.flatMap(({ mean, standardDeviation }) =>
    [0, 1, 2, 4, 8, 16, reach].flatMap((u) => [mean - u * standardDeviation, mean + u * standardDeviation]),
  );
  return [...places, ...more].sort((a, b) => a - b);
}

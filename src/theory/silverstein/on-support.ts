import type { Population } from "../../model/population.ts";

/** Whether the real number x is in the support of H. */
export function isOnSupport(population: Population, x: number): boolean {
  if (population.type === "continuous") return x >= population.low && x <= population.high;
  const { values } = population;
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < x) low = middle + 1;
    else high = middle;
  }
  return values[low] === x;
}

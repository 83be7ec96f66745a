import type { Population } from "../../model/population.ts";
import { densitySupport } from "../populations/density-support.ts";

/** Whether the real number x is in the support of H. */
export function isOnSupport(population: Population, x: number): boolean {
  if (population.type === "continuous") {
    const { low, high, gaps } = densitySupport(population);
    return x >= low && x <= high && !gaps.some((gap) => x > gap.low && x < gap.high);
  }
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

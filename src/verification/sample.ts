import type { SampleSummary } from "./confidence-sequence/student-mixture.ts";

/** Count, mean and central sums of squares and cubes of a growing sample, by Welford's recursion and Terriberry's. */
export class RunningSample implements SampleSummary {
  count = 0;
  mean = 0;
  /** Σ(xᵢ − mean)². */
  sumOfSquares = 0;
  /** Σ(xᵢ − mean)³. */
  sumOfCubes = 0;

  add(value: number): void {
    const before = this.count;
    this.count += 1;
    const deviation = value - this.mean;
    const step = deviation / this.count;
    const square = deviation * step * before;
    this.mean += step;
    this.sumOfCubes += square * step * (before - 1) - 3 * step * this.sumOfSquares;
    this.sumOfSquares += deviation * (value - this.mean);
  }

  /** Third central moment over the standard deviation cubed, both divided by n; null where nothing varies. */
  get skewness(): number | null {
    if (!(this.sumOfSquares > 0)) return null;
    const skewness = (Math.sqrt(this.count) * this.sumOfCubes) / this.sumOfSquares ** 1.5;
    return Number.isFinite(skewness) ? skewness : null;
  }

  /** Standard error of the mean; NaN below two observations. */
  get standardError(): number {
    return this.count < 2 ? Number.NaN : Math.sqrt(this.sumOfSquares / (this.count - 1) / this.count);
  }
}

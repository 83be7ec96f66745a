import type { SampleSummary } from "./confidence-sequence/student-mixture.ts";

/** Count, mean and Σ(xᵢ − mean)² of a growing sample, by Welford's recursion. */
export class RunningSample implements SampleSummary {
  count = 0;
  mean = 0;
  sumOfSquares = 0;

  add(value: number): void {
    this.count += 1;
    const deviation = value - this.mean;
    this.mean += deviation / this.count;
    this.sumOfSquares += deviation * (value - this.mean);
  }

  /** Standard error of the mean; NaN below two observations. */
  get standardError(): number {
    return this.count < 2 ? Number.NaN : Math.sqrt(this.sumOfSquares / (this.count - 1) / this.count);
  }
}

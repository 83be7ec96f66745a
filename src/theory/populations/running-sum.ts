/**
 * A sum of numbers that come one by one, compensated by Neumaier's method: error about 2⁻⁵³·|sum| plus
 * n·2⁻¹⁰⁶·Σ|terms|.
 */
export class RunningSum {
  private sum = 0;
  private correction = 0;

  add(term: number): void {
    const next = this.sum + term;
    this.correction += Math.abs(this.sum) >= Math.abs(term) ? this.sum - next + term : term - next + this.sum;
    this.sum = next;
  }

  get value(): number {
    return this.sum + this.correction;
  }
}

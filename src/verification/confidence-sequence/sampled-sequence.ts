import { RunningSample } from "../sample.ts";
import type { MeanSequence, SequenceGuarantee } from "./mean-sequence.ts";

/** The part of a confidence sequence that only counts: number, mean and standard error of the observations. */
export abstract class SampledSequence implements MeanSequence {
  abstract readonly guarantee: SequenceGuarantee;
  protected readonly sample = new RunningSample();

  get count(): number {
    return this.sample.count;
  }

  get mean(): number {
    return this.sample.mean;
  }

  get standardError(): number {
    return this.sample.standardError;
  }

  get skewness(): number | null {
    return this.sample.skewness;
  }

  add(value: number): void {
    this.sample.add(value);
  }

  abstract interval(): readonly [number, number];
}

import { cpus, loadavg } from "node:os";
import type { NumpyFacts } from "./numpy-answer.ts";
import type { NumpyProcess } from "./numpy-process.ts";

/** What times depend on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  /** Processes that were running or waiting, on average over the minute before the run: 0 on a quiet machine. */
  readonly load: number;
  readonly numpy: readonly ({ readonly name: string } & NumpyFacts)[];
}

export function machineFacts(numpy: readonly NumpyProcess[]): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() || "unknown",
    cores: processors.length,
    node: process.version,
    load: Math.round(100 * loadavg()[0]) / 100,
    numpy: numpy.map(({ name, facts }) => ({ name, ...facts })),
  };
}

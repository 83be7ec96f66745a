/** A way to do something, whose calls are timed. */
export interface Alternative {
  readonly name: string;
  run(): unknown;
}

/** The same thing in NumPy: a task that the scripts in benchmarks/numpy know, and its arguments. */
export interface NumpyTask {
  readonly task: string;
  readonly arguments: Readonly<Record<string, number>>;
}

/** What is there once the data are made. */
export interface Contestants {
  readonly ours: Alternative;
  readonly others: readonly Alternative[];
  /** Ends what the alternatives have started. */
  close?(): Promise<void>;
}

/** One thing to do, at one size, and who does it. Files named `*.bench.ts` hold these, beside the code they measure. */
export interface Benchmark {
  /** Names its ratios in the baseline. */
  readonly id: string;
  /** What is done, for a table. */
  readonly title: string;
  /** Called once, before the first round; none of it is timed. */
  prepare(): Contestants;
  readonly numpy?: NumpyTask;
}

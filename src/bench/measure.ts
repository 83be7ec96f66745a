import { commandLine } from "../foundation/command-line.ts";
import { packageName, packageVersion } from "../foundation/package.ts";
import { benchmark as workers } from "../runner/workers.bench.ts";
import type { Form } from "./form.ts";
import { kernels } from "./kernels.ts";
import { machineFacts } from "./machine.ts";
import { type NumpyProcess, startNumpy } from "./numpy-process.ts";
import type { BenchmarkResult } from "./result.ts";
import { runBenchmark } from "./run-benchmark.ts";
import { measureAccuracy } from "./sections/accuracy.ts";
import { measureScaling } from "./sections/scaling.ts";

export interface MeasureOptions {
  readonly form: Form;
  /** Whether the scaling is measured, which takes a third of the time. */
  readonly scaling: boolean;
  /** Told what is measured next. */
  readonly onProgress: (what: string) => void;
}

/** Measures everything, beside NumPy where `python3` has it. */
export async function measure({ form, scaling, onProgress }: MeasureOptions): Promise<BenchmarkResult> {
  const numpy: NumpyProcess[] = [];
  try {
    for (const threads of ["one", "default"] as const) {
      const process = await startNumpy(threads);
      if (process !== null) numpy.push(process);
    }
    const machine = machineFacts(numpy);
    // Replicates come first, in a thread that has done nothing else, as workers are: what an engine has learnt from other
    // sizes and other code, and where memory lies by then, costs up to 40 % of a replicate's time.
    onProgress("replicates");
    const accuracy = await measureAccuracy(numpy, form);
    const scalingResult = scaling
      ? await measureScaling(
          numpy.find(({ name }) => name === "NumPy, 1 thread"),
          form,
          (d) => onProgress(`scaling, d = ${d}`),
        )
      : null;
    onProgress("workers");
    const workersContest = await runBenchmark(workers, numpy, form.workers);
    const contests: BenchmarkResult["kernels"][number][] = [];
    for (const kernel of kernels) {
      onProgress(kernel.title);
      contests.push(await runBenchmark(kernel, numpy, form.kernels));
    }
    return {
      schema: "asymptopia-benchmarks/1",
      package: { name: packageName, version: packageVersion },
      form: form.name,
      command: commandLine(["npm", "run", "bench", ...(form.name === "quick" ? ["--", "--quick"] : [])]),
      machine,
      kernels: contests,
      accuracy,
      scaling: scalingResult,
      workers: workersContest,
    };
  } finally {
    for (const process of numpy) process.close();
  }
}

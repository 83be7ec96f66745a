import type { BenchmarkResult } from "../result.ts";
import { type Contest, contestOf } from "../timing.ts";

/** A contest in which ours takes a quarter of a second and the others as many times as long as they are given. */
function contest(id: string, title: string, others: Readonly<Record<string, number>>, ours = "asymptopia"): Contest {
  const seconds = 0.25;
  const samples = [[seconds], ...Object.values(others).map((ratio) => [ratio * seconds])];
  return contestOf(id, title, [ours, ...Object.keys(others)], samples);
}

const blas = (threads: number) => [{ library: "NumPy", core: "SkylakeX", threads }];
const versions = { python: "3.11.7", numpy: "2.4.6", scipy: null };

/** A result with one of everything, whose numbers are made up. */
export function exampleResult(): BenchmarkResult {
  const moments = [
    { correlation: "sgdCorrelation", replicates: 100, mean: 0.75, variance: 1e-4 },
    { correlation: "kfacCorrelation", replicates: 100, mean: 0.8, variance: 4e-4 },
  ] as const;
  const part = { sampler: "reduced", correlations: ["sgdCorrelation", "kfacCorrelation"], replicates: 400 } as const;
  return {
    schema: "asymptopia-benchmarks/1",
    package: { name: "asymptopia", version: "0.1.0" },
    form: "full",
    command: "npm run bench",
    machine: {
      processor: "a processor",
      cores: 2,
      node: "v20.20.2",
      load: 0.25,
      numpy: [
        { name: "NumPy, 1 thread", ...versions, blas: blas(1) },
        { name: "NumPy, 2 threads", ...versions, blas: blas(2) },
      ],
    },
    kernels: [
      contest("multiply-500", "$AB$", { "ml-matrix": 10, "NumPy, 1 thread": 0.5, "NumPy, 2 threads": 0.3 }),
      contest("normals-1000000", "normals", { "three loops": 3, "NumPy, 2 threads": 2 }),
    ],
    accuracy: {
      n: 5000,
      d: 900,
      standardError: 0.001,
      literal: contest("replicate-900", "one literal replicate", { "NumPy, 1 thread": 0.75 }),
      columns: contest("replicate-900-64-columns", "64 columns", { "NumPy, 1 thread": 0.5 }),
      samplers: [{ name: "reduced", seconds: { median: 0.02, quartiles: [0.019, 0.021] }, moments }],
      contest: contest("accuracy-900", "time to the standard error", { "NumPy, 1 thread, 1 column": 12 }),
      plans: [
        { name: "asymptopia", plan: { seconds: 8, parts: [{ ...part, seconds: 8 }] } },
        {
          name: "NumPy, 1 thread, 1 column",
          plan: { seconds: 40, parts: [{ ...part, sampler: "NumPy, 1 thread, 1 column", seconds: 40 }] },
        },
      ],
      numpyMoments: [{ name: "NumPy, 1 thread, 1 column", moments }],
    },
    scaling: {
      standardError: 0.001,
      sizes: [
        {
          n: 1389,
          d: 250,
          literal: contest("scaling-replicate-250", "one literal replicate", { "NumPy, 1 thread": 0.6 }),
          contest: contest("scaling-accuracy-250", "time to the standard error", { "NumPy, 1 thread": 5 }),
          moments,
        },
      ],
      exponents: [
        {
          what: "one literal replicate",
          name: "asymptopia",
          fit: { exponent: 2.125, standardError: 0.0625, range: [250, 4000] },
        },
      ],
    },
    workers: contest("workers", "32 replicates", { "one worker": 1.9 }, "two workers"),
  };
}

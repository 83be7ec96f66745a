import { inPlainTypeScript, ourName } from "../data.ts";
import type { Form } from "../form.ts";
import { inTurns } from "../in-turns.ts";
import { type Moments, momentsOf, variancesOf } from "../moments.ts";
import type { NumpyCalls } from "../numpy-answer.ts";
import { createNumpyTimer, type NumpyProcess } from "../numpy-process.ts";
import { quantile } from "../quantile.ts";
import type { AccuracyResult } from "../result.ts";
import {
  balanced,
  literalMany,
  literalOne,
  type OwnSampler,
  reducedBoth,
  reducedSgd,
  shapeAt,
  successive,
} from "../samplers.ts";
import { type Plan, timeToAccuracy } from "../time-to-accuracy.ts";
import { createTimer } from "../timer.ts";
import { contestOf, spreadOf } from "../timing.ts";

/** The size of the paper's figure of the same experiment: n = 5000, d = 900. */
const size = 900;

const standardError = 0.001;

const own = [literalOne, literalMany, balanced, reducedBoth, reducedSgd];

/** Time of a replicate, of our samplers and of the literal script in NumPy, and what it makes of a standard error. */
export async function measureAccuracy(numpy: readonly NumpyProcess[], form: Form): Promise<AccuracyResult> {
  const { n, d } = shapeAt(size);
  const scripts = numpy.flatMap((process) =>
    [1, 64].map((columns) => ({ process, columns, values: [] as NumpyCalls["values"][number][] })),
  );
  const timers = [
    ...own.map((sampler) => createTimer({ name: sampler.name, run: successive(sampler.at(size)) })),
    createTimer(inPlainTypeScript(successive(literalOne.at(size)))),
    ...scripts.map(({ process, columns, values }) => {
      const task = { task: "replicate", arguments: { n, d, columns } };
      return createNumpyTimer(process, task, process.name, (more) => values.push(...more));
    }),
  ];
  const samples = await inTurns(timers, form.replicates);
  const times = new Map(timers.map((timer, i) => [timer, samples[i]]));
  const ofOwn = (sampler: OwnSampler): number[] => samples[own.indexOf(sampler)];
  const theirTimers = timers.slice(own.length + 1);
  const theirs = scripts.map((script, i) => ({ ...script, samples: times.get(theirTimers[i]) ?? [] }));
  const withColumns = (columns: number) => theirs.filter((script) => script.columns === columns);

  const moments = new Map(own.map((sampler) => [sampler, momentsAt(sampler, size, replicatesOf(sampler, form))]));
  // The literal experiment with one column has the law of the reduced one, which is known from more replicates.
  const variances = (sampler: OwnSampler) =>
    variancesOf(moments.get(sampler === literalOne ? reducedBoth : sampler) ?? []);
  const ourPlan = (seconds: (samples: readonly number[]) => number): Plan =>
    timeToAccuracy(
      own.map((sampler) => ({
        name: sampler.name,
        seconds: seconds(ofOwn(sampler)),
        variances: variances(sampler),
      })),
      standardError,
    );
  const competitors = [
    { name: ourName, plan: ourPlan },
    ...theirs.map(({ process, columns, samples: taken }) => {
      const name = `${process.name}, ${columns === 1 ? "1 column" : `${columns} columns`}`;
      const law = variances(columns === 1 ? literalOne : literalMany);
      return {
        name,
        plan: (seconds: (samples: readonly number[]) => number): Plan =>
          timeToAccuracy([{ name, seconds: seconds(taken), variances: law }], standardError),
      };
    }),
  ];
  const rounds = ofOwn(literalOne).map((_, round) => round);
  const names = (columns: number): string[] => withColumns(columns).map(({ process }) => process.name);
  return {
    n,
    d,
    standardError,
    literal: contestOf(
      `replicate-${d}`,
      "one literal replicate, 1 column",
      [ourName, timers[own.length].name, ...names(1)],
      [ofOwn(literalOne), samples[own.length], ...withColumns(1).map((script) => script.samples)],
    ),
    columns: contestOf(
      `replicate-${d}-64-columns`,
      "one literal replicate, 64 columns",
      [ourName, ...names(64)],
      [ofOwn(literalMany), ...withColumns(64).map((script) => script.samples)],
    ),
    samplers: own.map((sampler) => ({
      name: sampler.name,
      seconds: spreadOf(ofOwn(sampler)),
      moments: moments.get(sampler) ?? [],
    })),
    contest: contestOf(
      `accuracy-${d}`,
      "time to the standard error",
      competitors.map(({ name }) => name),
      competitors.map(({ plan }) => rounds.map((round) => plan((taken) => taken[round]).seconds)),
    ),
    plans: competitors.map(({ name, plan }) => ({ name, plan: plan((taken) => quantile(taken, 0.5)) })),
    numpyMoments: theirs.map(({ values }, i) => ({ name: competitors[i + 1].name, moments: momentsOf(values) })),
  };
}

/** From replicates at fixed seeds, so that they do not differ between runs. */
export function momentsAt(sampler: OwnSampler, atSize: number, count: number): Moments[] {
  const replicates = sampler.at(atSize);
  return momentsOf(Array.from({ length: count }, (_, index) => replicates(index)));
}

function replicatesOf(sampler: OwnSampler, { variances }: Form): number {
  switch (sampler) {
    case reducedSgd:
      return variances.sgd;
    case reducedBoth:
      return variances.one;
    default:
      return variances.many;
  }
}

import { AsymptopiaError, toFailure } from "../foundation/errors.ts";
import type { Json, Parameters } from "../foundation/json.ts";
import type { Experiment, Problem } from "../simulation/experiment.ts";
import { replicateStream } from "../simulation/random/replicate-stream.ts";
import type { Stream } from "../simulation/stream.ts";
import type { Outcome } from "../verification/judge.ts";
import type { ExperimentName, Job, JobResult } from "./job.ts";

/** Finds an experiment by name; `loadExperiment` is the usual one. */
export type ExperimentSource = (name: ExperimentName) => Promise<Experiment>;

/** Loads a claim file for its side effects. */
export type ModuleLoader = (module: string) => Promise<unknown>;

/**
 * Runs a job in this thread. A replicate that throws is run again problem by problem, on the same random numbers, so
 * that one point's failure does not take the others of its cell with it.
 */
export async function executeJob(job: Job, find: ExperimentSource, load: ModuleLoader): Promise<JobResult> {
  for (const module of job.modules) await load(module);
  const experiment = await find(job.experiment);
  const problems = job.points.map((point) => experiment.realise(experiment.parameters.parse(point), job.size));
  const outcomes: Outcome[][] = problems.map(() => []);
  for (let replicate = job.from; replicate < job.to; replicate += 1) {
    const stream = (): Stream => streamOf(job, experiment, replicate);
    runReplicate(experiment, problems, stream).forEach((outcome, i) => {
      outcomes[i].push(outcome);
    });
  }
  return outcomes;
}

function runReplicate(experiment: Experiment, problems: readonly Problem[], stream: () => Stream): readonly Outcome[] {
  try {
    return experiment.run(problems, stream()).map((values) => ({ ok: true, values }));
  } catch (thrown) {
    if (problems.length === 1) return [{ ok: false, failure: toFailure(thrown, "non-finite") }];
    return problems.flatMap((problem) => runReplicate(experiment, [problem], stream));
  }
}

function streamOf(job: Job, experiment: Experiment, replicate: number): Stream {
  return replicateStream({
    seed: job.seed,
    experiment: experiment.id,
    version: experiment.version,
    streamParameters: streamParameters(experiment, job.points[0]),
    size: job.size,
    replicate,
  });
}

/** The values that enter the key of a replicate: what the points of one cell have in common. */
export function streamParameters(experiment: Experiment, point: Parameters): Readonly<Record<string, Json>> {
  return Object.fromEntries(experiment.streamParameters.map((name) => [name, point[name] ?? null]));
}

/**
 * The experiment of that name from its module's export `experiment`.
 *
 * @throws AsymptopiaError `unknown-name` if the module has no such experiment in that version.
 */
export async function loadExperiment(name: ExperimentName, load: ModuleLoader): Promise<Experiment> {
  const found = ((await load(name.module)) as { experiment?: Experiment }).experiment;
  if (found?.id !== name.id || found.version !== name.version) {
    throw new AsymptopiaError(
      "unknown-name",
      `${name.module} does not export experiment ${name.id}, version ${name.version}, as \`experiment\``,
      { field: "experiment", value: name.id, accepted: "the id of the experiment that its module exports" },
    );
  }
  return found;
}

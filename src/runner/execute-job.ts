import { AsymptopiaError, type Failure, toFailure } from "../foundation/errors.ts";
import { ownModules } from "../foundation/package.ts";
import type { Experiment, Problem } from "../simulation/experiment.ts";
import { replicateStreams } from "../simulation/random/replicate-stream.ts";
import type { Stream } from "../simulation/stream.ts";
import { streamParameters } from "../simulation/stream-parameters.ts";
import type { Outcome } from "../verification/judge.ts";
import { checkedOutcomes } from "./checked-outcomes.ts";
import { placed } from "./failure-place.ts";
import type { ExperimentName, Job, JobResult } from "./job.ts";

/** Finds an experiment by name; `loadExperiment` is the usual one. */
export type ExperimentSource = (name: ExperimentName) => Promise<Experiment>;

/** Loads a claim file for its side effects. */
export type ModuleLoader = (module: string) => Promise<unknown>;

/** Told of what happens while a job runs. */
export interface JobWatch {
  /** The code is loaded, and the simulation begins. */
  readonly onStart?: () => void;
  /** What the run returned, before it is looked at. */
  readonly onReturn?: (returned: unknown) => void;
  /** What the run of a single problem threw. */
  readonly onThrow?: (thrown: unknown) => void;
}

/**
 * Runs a job in this thread. A replicate that throws is run again problem by problem, on the same random numbers, so
 * that one point's failure does not take the others of its cell with it.
 */
export async function executeJob(
  job: Job,
  find: ExperimentSource,
  load: ModuleLoader,
  watch: JobWatch = {},
): Promise<JobResult> {
  const { experiment, problems } = await prepare(job, find, load);
  watch.onStart?.();
  const outcomes: Outcome[][] = problems.map(() => []);
  const streams = streamsOf(job, experiment);
  for (let replicate = job.from; replicate < job.to; replicate += 1) {
    const stream = (): Stream => streams(replicate);
    runReplicate(experiment, problems, stream, watch).forEach((outcome, i) => {
      outcomes[i].push(outcome.ok ? outcome : { ok: false, failure: placed(outcome.failure, job, replicate) });
    });
  }
  return outcomes;
}

/**
 * Loads what the job needs. Claim files do more than name an experiment only where they register an activation: they are
 * spared where an experiment of this package, all of which look up what a point names when they read it, can read the
 * points without them.
 */
async function prepare(
  job: Job,
  find: ExperimentSource,
  load: ModuleLoader,
): Promise<{ readonly experiment: Experiment; readonly problems: readonly Problem[] }> {
  const read = async () => {
    const experiment = await find(job.experiment);
    return { experiment, problems: problemsOf(experiment, job) };
  };
  if (job.experiment.module.startsWith(ownModules)) {
    try {
      return await read();
    } catch {
      // If it was for another reason, it fails again.
    }
  }
  for (const module of job.modules) await load(module);
  return read();
}

const mostKept = 32;
const kept = new WeakMap<Experiment, Map<string, readonly Problem[]>>();

/** The problems of a job, which are those of many others: the latest are kept. */
function problemsOf(experiment: Experiment, { points, size }: Job): readonly Problem[] {
  const known = kept.get(experiment) ?? new Map<string, readonly Problem[]>();
  kept.set(experiment, known);
  const key = JSON.stringify([size, points]);
  const problems =
    known.get(key) ?? points.map((point) => experiment.realise(experiment.parameters.parse(point), size));
  // Last in the order of insertion, and so the last to be given up.
  known.delete(key);
  known.set(key, problems);
  for (const oldest of known.keys()) {
    if (known.size <= mostKept) break;
    known.delete(oldest);
  }
  return problems;
}

function runReplicate(
  experiment: Experiment,
  problems: readonly Problem[],
  stream: () => Stream,
  watch: JobWatch,
): readonly Outcome[] {
  try {
    const returned: unknown = experiment.run(problems, stream());
    watch.onReturn?.(returned);
    return checkedOutcomes(experiment, problems, returned);
  } catch (thrown) {
    if (problems.length > 1) return problems.flatMap((problem) => runReplicate(experiment, [problem], stream, watch));
    watch.onThrow?.(thrown);
    return [{ ok: false, failure: thrownIn(experiment, thrown) }];
  }
}

/**
 * A failure with the line of the experiment's file that threw, where the stack tells it. What is not thrown on purpose, as
 * an AsymptopiaError, is a mistake in the experiment and no outcome that a claim could declare.
 */
function thrownIn(experiment: Experiment, thrown: unknown): Failure {
  const failure = toFailure(thrown, "invalid-claim");
  const file = experiment.module.split("/").at(-1);
  const line = thrown instanceof Error ? thrown.stack?.split(`${file}:`)[1]?.match(/^\d+/)?.[0] : undefined;
  if (failure.field !== undefined || line === undefined) return failure;
  return { ...failure, message: `${failure.message} (${file}, line ${line})` };
}

function streamsOf(job: Job, experiment: Experiment): (replicate: number) => Stream {
  return replicateStreams({
    seed: job.seed,
    experiment: experiment.id,
    version: experiment.version,
    streamParameters: streamParameters(experiment, job.points[0]),
    size: job.size,
  });
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

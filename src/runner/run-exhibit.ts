import type { CatalogueExhibit } from "../claims/catalogue.ts";
import type { EstimateAt, SpreadAt } from "../claims/exhibit.ts";
import { AsymptopiaError, fromFailure, invalidInput, withFieldPrefix } from "../foundation/errors.ts";
import type { Parameters } from "../foundation/json.ts";
import { packageName, packageVersion } from "../foundation/package.ts";
import type { Experiment, Problem } from "../simulation/experiment.ts";
import type { Assignment } from "../verification/assignment.ts";
import { exhibitAlpha, MeanJudge } from "../verification/mean-judge.ts";
import type { ExhibitResult } from "../verification/results/exhibit-result.ts";
import type { Executor } from "./executor.ts";
import { type Progress, runAssignments } from "./run-assignments.ts";

export interface ExhibitOptions {
  readonly seed: string;
  readonly executor: Executor;
  /** The command that reproduces the exhibit, for its page. */
  readonly command: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Simulates an exhibit's points and draws its figures.
 *
 * @throws AsymptopiaError the failure of a replicate, if one failed; `worker-failure` if the run was stopped, since a
 *   figure of some of its points would pass for the whole; `invalid-input`, with a field such as `points[2].phi`, for a
 *   point that the experiment refuses or a number of replicates that is none.
 */
export async function runExhibit(source: CatalogueExhibit, options: ExhibitOptions): Promise<ExhibitResult> {
  const { exhibit, module } = source;
  const judged = exhibit.points.map(({ point, size, replicates }, i) => {
    if (!Number.isSafeInteger(replicates) || replicates < 1) {
      throw invalidInput(`points[${i}].replicates`, replicates, "a positive integer");
    }
    const judge = new MeanJudge(size, replicates);
    const { parsed, problem } = realisedPoint(exhibit.experiment, point, size, `points[${i}]`);
    const assignment: Assignment = {
      experiment: exhibit.experiment,
      modules: [module],
      point: parsed,
      problems: new Map([[size, problem]]),
      judge,
    };
    return { assignment, judge, problem };
  });
  const assignments = judged.map(({ assignment }) => assignment);
  await runAssignments(() => assignments, assignments, options);
  if (options.signal?.aborted) throw new AsymptopiaError("worker-failure", `${exhibit.id} was stopped`);
  const results = judged.map(({ judge }) => judge.result());
  for (const { failure } of results) if (failure !== undefined) throw fromFailure(failure);
  const estimate: EstimateAt = (point, observable) => found(exhibit.id, results[point]?.estimates, point, observable);
  const spread: SpreadAt = (point, observable) => found(exhibit.id, results[point]?.trajectories, point, observable);
  const tables = exhibit.tabulate?.(estimate, spread) ?? [];
  return {
    schema: "asymptopia-exhibit/1",
    package: { name: packageName, version: packageVersion },
    id: exhibit.id,
    title: exhibit.title,
    caption: exhibit.caption,
    reference: exhibit.reference,
    seed: options.seed,
    command: options.command,
    alpha: exhibitAlpha,
    points: judged.map(({ assignment, problem }, i) => ({
      parameters: assignment.point,
      size: problem.size,
      shape: problem.shape,
      estimates: Object.fromEntries(results[i].estimates),
      ...(results[i].trajectories.size === 0 ? {} : { trajectories: Object.fromEntries(results[i].trajectories) }),
    })),
    figures: exhibit.draw(estimate, spread),
    ...(tables.length === 0 ? {} : { tables }),
  };
}

function found<T>(id: string, known: ReadonlyMap<string, T> | undefined, point: number, observable: string): T {
  const value = known?.get(observable);
  if (value !== undefined) return value;
  throw new AsymptopiaError("unknown-name", `${id} has no ${observable} at point ${point}`, {
    field: "observable",
    value: observable,
    accepted: [...(known?.keys() ?? [])].join(", "),
  });
}

function realisedPoint(
  experiment: Experiment,
  point: Parameters,
  size: number,
  field: string,
): { parsed: Parameters; problem: Problem } {
  try {
    const parsed = experiment.parameters.parse(point);
    return { parsed, problem: experiment.realise(parsed, size) };
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) throw withFieldPrefix(thrown, field);
    throw thrown;
  }
}

import type { CatalogueClaim } from "../../claims/catalogue.ts";
import type { Claim, Control } from "../../claims/claim.ts";
import { claimAtBudget } from "../../claims/claim-at-budget.ts";
import { ownBudgets } from "../../claims/own-budget.ts";
import { didYouMean } from "../../foundation/did-you-mean.ts";
import { AsymptopiaError, fromFailure, invalidInput, withFieldPrefix } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import { replayReplicate } from "../../runner/replay-replicate.ts";
import type { Experiment, Problem } from "../../simulation/experiment.ts";
import { readsOf } from "../../verification/plan/reads-of.ts";
import { parseReplicateKey, type ReplicateKey } from "../../verification/plan/replicate-key.ts";
import { readOutcome } from "../../verification/sequential/read-outcome.ts";
import { type ExitStatus, exitStatus } from "../exit-status.ts";
import { parseSeed, parseTimeLimit } from "../option-values.ts";
import { note, print } from "../output.ts";
import { errorText } from "../print-error.ts";
import { selectClaims } from "../select-claims.ts";

export interface ReplayCommandOptions {
  readonly seed: string;
  readonly timeLimit: string;
}

/**
 * `asymptopia replay <key> [claim files…]`: one replicate, with the random numbers that it had in the run, and what
 * verification says about it if that is not to take it as it is.
 */
export async function replayCommand(
  text: string,
  files: readonly string[],
  options: ReplayCommandOptions,
): Promise<ExitStatus> {
  const key = parseReplicateKey(text);
  const seed = parseSeed(options.seed);
  const timeLimit = parseTimeLimit(options.timeLimit);
  const { claim: found, module } = await findClaim(key.claim, files);
  const claim = withPointsOf(found, key);
  const point = findPoint(claim, key);
  const { experiment } = claim;
  const { shape } = realised(experiment, point, key.size);
  const { outcome, observations, stack } = await replayReplicate(
    {
      seed,
      experiment: { id: experiment.id, version: experiment.version, module: experiment.module },
      modules: [module],
      points: [point],
      size: key.size,
      from: key.replicate,
      to: key.replicate + 1,
    },
    timeLimit,
  );
  if (observations !== undefined) {
    const { id, version } = experiment;
    print(JSON.stringify({ key: text, seed, experiment: { id, version }, point, shape, observations }, null, 2));
  }
  const read = readOutcome(
    outcome,
    readsOf(findControl(claim, key)?.test ?? claim.test),
    ` at size ${key.size}, replicate ${key.replicate}`,
  );
  if ("observations" in read) return exitStatus.asExpected;
  note(errorText(fromFailure(read.failure)));
  if (stack !== undefined) note(stack);
  if (claim.faults?.codes.some((code) => code === read.failure.code)) {
    const effect = claim.test.kind === "bound" ? "counts it as a violation" : "leaves it out";
    note(`This is a fault that the claim declares: verify ${effect}.`);
  }
  return exitStatus.againstExpectation;
}

/** The claim of that id in the files, or in the shipped catalogue, which a run may have had beside them. */
async function findClaim(id: string, files: readonly string[]): Promise<CatalogueClaim> {
  const { claims } = await selectClaims(files);
  const shipped = files.length === 0 ? [] : (await selectClaims([])).claims;
  const all = [...claims, ...shipped];
  const found = all.find(({ claim }) => claim.id === id);
  if (found !== undefined) return found;
  const ids = all.map(({ claim }) => claim.id);
  throw unknown("claim", id, ids, "an id from `asymptopia list`, with the claim files if it is in them");
}

/** The claim with the points that the key numbers. */
function withPointsOf(found: Claim, { budget }: ReplicateKey): Claim {
  // Any name that is not a budget with points of its own stands for the default.
  const claim = claimAtBudget(found, budget ?? "default");
  if (budget === null || claim.pointsOf === budget) return claim;
  const own = ownBudgets.filter((name) => claimAtBudget(found, name).pointsOf === name);
  const others = own.length === 0 ? "at any budget" : `at budgets other than ${own.join(" and ")}`;
  throw invalidInput("budget", budget, `absent: ${found.id} has no points of its own ${others}`);
}

/** The control that a key names; null where it names the claim itself. */
function findControl({ id: claim, controls }: Claim, { control }: ReplicateKey): Control | null {
  if (control === null) return null;
  const found = controls.find(({ id }) => id === control);
  if (found !== undefined) return found;
  const ids = controls.map(({ id }) => id);
  const accepted = ids.length === 0 ? `no control, since ${claim} has none` : `one of ${ids.join(", ")}`;
  throw unknown("control", control, ids, accepted);
}

function findPoint(claim: Claim, key: ReplicateKey): Parameters {
  const { grid } = findControl(claim, key) ?? claim;
  const point = grid[key.point - 1];
  if (point === undefined) throw invalidInput("point", key.point, `a whole number from 1 to ${grid.length}`);
  return point;
}

function realised(experiment: Experiment, point: Parameters, size: number): Problem {
  try {
    return experiment.realise(point, size);
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) throw withFieldPrefix(thrown, "key");
    throw thrown;
  }
}

function unknown(field: string, name: string, known: readonly string[], accepted: string): AsymptopiaError {
  const near = didYouMean(name, known);
  const hint = near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
  return new AsymptopiaError("unknown-name", `there is no ${field} ${name}${hint}`, {
    field,
    value: name,
    accepted,
  });
}

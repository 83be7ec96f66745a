import type { Claim } from "../../claims/claim.ts";
import { didYouMean } from "../../foundation/did-you-mean.ts";
import { AsymptopiaError, fromFailure, invalidInput, withFieldPrefix } from "../../foundation/errors.ts";
import type { Json, Parameters } from "../../foundation/json.ts";
import { replayReplicate } from "../../runner/replay-replicate.ts";
import type { Experiment, Observation, Problem } from "../../simulation/experiment.ts";
import { parseReplicateKey, type ReplicateKey } from "../../verification/plan/replicate-key.ts";
import { type ExitStatus, exitStatus } from "../exit-status.ts";
import { parseSeed, parseTimeLimit } from "../option-values.ts";
import { note, print } from "../output.ts";
import { errorText } from "../print-error.ts";
import { selectClaims } from "../select-claims.ts";

export interface ReplayCommandOptions {
  readonly seed: string;
  readonly timeLimit: string;
}

/** `asymptopia replay <key> [claim files…]`: one replicate, with the random numbers that it had in the run. */
export async function replayCommand(
  text: string,
  files: readonly string[],
  options: ReplayCommandOptions,
): Promise<ExitStatus> {
  const key = parseReplicateKey(text);
  const seed = parseSeed(options.seed);
  const timeLimit = parseTimeLimit(options.timeLimit);
  const { claims } = await selectClaims(files);
  const found = claims.find(({ claim }) => claim.id === key.claim);
  if (found === undefined) {
    const ids = claims.map(({ claim }) => claim.id);
    throw unknown("claim", key.claim, ids, "an id from `asymptopia list`, with the claim files if it is in them");
  }
  const { claim, module } = found;
  const point = findPoint(claim, key);
  const { experiment } = claim;
  const { shape } = realised(experiment, point, key.size);
  const { outcome, stack } = await replayReplicate(
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
  if (!outcome.ok) {
    note(errorText(fromFailure(outcome.failure)));
    if (stack !== undefined) note(stack);
    return exitStatus.againstExpectation;
  }
  const observations = Object.fromEntries(
    Object.entries(outcome.values).map(([name, observation]) => [name, readable(observation)]),
  );
  const { id, version } = experiment;
  print(JSON.stringify({ key: text, seed, experiment: { id, version }, point, shape, observations }, null, 2));
  return exitStatus.asExpected;
}

function findPoint(claim: Claim, key: ReplicateKey): Parameters {
  const control = claim.controls.find(({ id }) => id === key.control);
  if (key.control !== null && control === undefined) {
    const ids = claim.controls.map(({ id }) => id);
    const accepted = ids.length === 0 ? `no control, since ${claim.id} has none` : `one of ${ids.join(", ")}`;
    throw unknown("control", key.control, ids, accepted);
  }
  const { grid } = control ?? claim;
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

/** Whole, whatever its length, with NaN and the infinities as texts. */
function readable(observation: Observation): Json {
  if (typeof observation === "number") return Number.isFinite(observation) ? observation : String(observation);
  return Array.from(observation, (value) => (Number.isFinite(value) ? value : String(value)));
}

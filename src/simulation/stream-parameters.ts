import type { Json, Parameters } from "../foundation/json.ts";
import type { Experiment } from "./experiment.ts";

/** The values that enter the key of a replicate: what the points of one cell have in common. Absent ones are null. */
export function streamParameters(
  experiment: Pick<Experiment, "streamParameters">,
  point: Parameters,
): Readonly<Record<string, Json>> {
  return Object.fromEntries(experiment.streamParameters.map((name) => [name, point[name] ?? null]));
}

import type { Experiment } from "../simulation/experiment.ts";
import { invalidClaim } from "./invalid-claim.ts";

/** @throws AsymptopiaError `invalid-claim` if the experiment has no observable of that name. */
export function checkObservable(field: string, name: string, { observables }: Pick<Experiment, "observables">): void {
  if (Object.hasOwn(observables, name)) return;
  throw invalidClaim(field, name, `one of ${Object.keys(observables).join(", ")}`);
}

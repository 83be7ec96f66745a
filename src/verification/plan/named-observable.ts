import type { Claim } from "../../claims/claim.ts";
import type { NamedObservable } from "../results/claim-result.ts";

/** An observable of the claim's experiment, for the pages. */
export function namedObservable({ experiment }: Pick<Claim, "experiment">, name: string): NamedObservable {
  return { name, meaning: experiment.observables[name].meaning };
}

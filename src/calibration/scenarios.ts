import { boundScenarios } from "./kinds/bound.ts";
import { identityScenarios } from "./kinds/identity.ts";
import { lawScenarios } from "./kinds/law.ts";
import { limitScenarios } from "./kinds/limit.ts";
import { orderingScenarios } from "./kinds/ordering.ts";
import { rateScenarios } from "./kinds/rate.ts";
import type { Scenario } from "./scenario.ts";

/** All synthetic claims there are, kind by kind. */
export const scenarios: readonly Scenario[] = [
  ...identityScenarios,
  ...limitScenarios,
  ...rateScenarios,
  ...boundScenarios,
  ...orderingScenarios,
  ...lawScenarios,
];

/** @throws RangeError for an id that there is not: a mistake in this folder. */
export function scenario(id: string): Scenario {
  const found = scenarios.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`no scenario ${id}`);
  return found;
}

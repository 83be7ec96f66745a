import { z } from "zod";
import type { Parameters } from "../foundation/json.ts";
import type { Experiment } from "../simulation/experiment.ts";
import { checkObservable } from "./check-observable.ts";
import type { Claim } from "./claim.ts";
import { type ClaimDefinition, defineClaim, type KindRules } from "./define-claim.ts";
import { invalidClaim } from "./invalid-claim.ts";
import { kind, numberWhere, observable, strictly } from "./schema-parts.ts";
import type { OrderingTest } from "./tests.ts";

const differences = ["bounded", "nearly-gaussian", "any"] as const;

const rules: KindRules<OrderingTest> = {
  kind: "ordering",
  fewestSizes: 1,
  whySizes: "",
  hasFigure: false,
  test: strictly({
    kind: kind("ordering"),
    better: observable,
    worse: observable,
    criterion: z.enum(["smaller", "larger"], '"smaller" or "larger"'),
    by: numberWhere(Number.isFinite, "a finite number").optional(),
    differences: z.enum(differences, '"bounded", "nearly-gaussian" or "any"').optional(),
  }),
  check(field, { better, worse, criterion, by = 0, differences: known }, experiment) {
    checkObservable(`${field}.better`, better, experiment);
    checkObservable(`${field}.worse`, worse, experiment);
    if (better === worse) throw invalidClaim(`${field}.worse`, worse, "another observable than better");
    const unbounded = [better, worse].filter((name) => experiment.observables[name].range === undefined);
    if (known === "bounded" && unbounded.length > 0) {
      const accepted = `"nearly-gaussian" or "any": the experiment declares no range of ${unbounded.join(" and ")}`;
      throw invalidClaim(`${field}.differences`, known, accepted);
    }
    const range = differenceRange(experiment, criterion === "larger" ? [better, worse] : [worse, better]);
    if (range !== null && (by <= range[0] || by > range[1])) {
      const accepted = `above ${range[0]} and at most ${range[1]}: the declared ranges leave no other difference, so that nothing would be claimed`;
      throw invalidClaim(`${field}.by`, by, accepted);
    }
  },
};

/** The range of the first observable less the second, where the experiment declares theirs. */
export function differenceRange(
  { observables }: Pick<Experiment, "observables">,
  [first, second]: readonly [string, string],
): readonly [number, number] | null {
  const [a, b] = [observables[first].range, observables[second].range];
  return a === undefined || b === undefined ? null : [a[0] - b[1], a[1] - b[0]];
}

/**
 * A claim that one observable is better than another on average.
 *
 * @throws AsymptopiaError as `defineClaim` does.
 */
export function orderingClaim<P extends Parameters>(
  definition: ClaimDefinition<P, OrderingTest>,
): Claim<P, OrderingTest> {
  return defineClaim(definition, rules);
}

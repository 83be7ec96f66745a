import { z } from "zod";
import type { Parameters } from "../foundation/json.ts";
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
  check(field, { better, worse, differences: known }, experiment) {
    checkObservable(`${field}.better`, better, experiment);
    checkObservable(`${field}.worse`, worse, experiment);
    if (better === worse) throw invalidClaim(`${field}.worse`, worse, "another observable than better");
    const unbounded = [better, worse].filter((name) => experiment.observables[name].range === undefined);
    if (known === "bounded" && unbounded.length > 0) {
      const accepted = `"nearly-gaussian" or "any": the experiment declares no range of ${unbounded.join(" and ")}`;
      throw invalidClaim(`${field}.differences`, known, accepted);
    }
  },
};

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

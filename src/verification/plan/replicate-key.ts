import { isOwnBudget, type OwnBudget, ownBudgets } from "../../claims/own-budget.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";

/** Everything but the seed that a replicate of a claim is found by. */
export interface ReplicateKey {
  readonly claim: string;
  /** Null: the claim's own grid. */
  readonly control: string | null;
  /** The budget whose points are numbered; null: those of the default. */
  readonly budget: OwnBudget | null;
  /** Number of the point in its grid, from 1, as on the claim's page. */
  readonly point: number;
  readonly size: number;
  /** Index from 0. */
  readonly replicate: number;
}

/**
 * `lp/lemma-3.12:5:200:17` or, of a control, `lp/lemma-3.12~isotropic-theory:1:200:17`; of a claim with other points at
 * the budget of the run, `lp/lemma-3.12@quick:5:200:17`.
 */
export function formatReplicateKey({ claim, control, budget, point, size, replicate }: ReplicateKey): string {
  const grid = `${control === null ? "" : `~${control}`}${budget === null ? "" : `@${budget}`}`;
  return `${claim}${grid}:${point}:${size}:${replicate}`;
}

/**
 * The replicate that a key names.
 *
 * @throws AsymptopiaError `invalid-input`, field `key`, for a text of another form.
 */
export function parseReplicateKey(text: string): ReplicateKey {
  const parts = /^([^~@:]+)(?:~([^~@:]+))?(?:@([^~@:]+))?:(\d+):(\d+):(\d+)$/.exec(text);
  const budget = parts?.[3] ?? null;
  const numbers = parts === null ? [] : parts.slice(4).map(Number);
  const possible = numbers.every(Number.isSafeInteger) && numbers[0] >= 1 && numbers[1] >= 1;
  if (parts === null || (budget !== null && !isOwnBudget(budget)) || !possible) {
    const budgets = ownBudgets.map((name) => `@${name}`).join(" or ");
    const accepted = `claim:point:size:replicate, or claim~control:point:size:replicate, such as lp/lemma-3.12:5:200:17, with ${budgets} before the point where that budget has points of its own`;
    throw new AsymptopiaError("invalid-input", `key must be ${accepted}, not ${text}`, {
      field: "key",
      value: text,
      accepted,
    });
  }
  const [point, size, replicate] = numbers;
  return { claim: parts[1], control: parts[2] ?? null, budget, point, size, replicate };
}

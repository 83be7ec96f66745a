/** The named budgets for which a claim may have points and sizes of its own; at all others it has those of its default. */
export const ownBudgets = ["quick", "thorough"] as const;

export type OwnBudget = (typeof ownBudgets)[number];

export function isOwnBudget(name: string): name is OwnBudget {
  return (ownBudgets as readonly string[]).includes(name);
}

import { describe, expect, it } from "vitest";
import { parseBudget } from "../verification/budget.ts";
import type { Claim } from "./claim.ts";
import { claimAtBudget } from "./claim-at-budget.ts";
import { isOwnBudget, ownBudgets } from "./own-budget.ts";
import { kinds, redefineClaim } from "./redefine-claim.ts";
import { claimOf, definitionOf, fewestSizes } from "./testing/kind-definitions.ts";

const control = { id: "c", why: "w", expected: "refuted" };

function made(kind: (typeof kinds)[number], changes: Readonly<Record<string, unknown>>): Claim {
  return claimOf(kind, definitionOf(kind, { controls: [], atBudget: undefined, ...changes })) as unknown as Claim;
}

it.each(ownBudgets)("%s is the name of a budget, and the default is none of them", (name) => {
  expect(parseBudget(name).name).toBe(name);
  expect(["default", "90s", "Quick", ""].some(isOwnBudget)).toBe(false);
});

describe.each(kinds)("a claim of kind %s", (kind) => {
  const more = fewestSizes[kind].map((size) => 5 * size);

  it("is itself where it has the same points at every budget", () => {
    const claim = made(kind, { controls: [control] });
    for (const name of ["quick", "default", "thorough", "90s"]) expect(claimAtBudget(claim, name)).toBe(claim);
  });

  it("has its points and sizes at a budget, and otherwise the default's", () => {
    const atBudget = { quick: { grid: [{ mean: 5 }] }, thorough: { sizes: more } };
    const { atBudget: _, ...rest } = made(kind, { atBudget });
    expect(claimAtBudget(made(kind, { atBudget }), "quick")).toEqual({
      ...rest,
      grid: [{ mean: 5, spread: 1 }],
      pointsOf: "quick",
    });
    expect(claimAtBudget(made(kind, { atBudget }), "thorough")).toEqual({ ...rest, sizes: more, pointsOf: "thorough" });
    for (const name of ["default", "90s", "0.5s"]) expect(claimAtBudget(made(kind, { atBudget }), name)).toEqual(rest);
  });

  it("takes controls along that have its grid, leaves those with one of their own, and asks each for its own", () => {
    const claim = made(kind, {
      atBudget: { quick: { grid: [{ mean: 5 }] } },
      controls: [
        control,
        { ...control, id: "other-grid", grid: [{ mean: 3 }] },
        { ...control, id: "own", atBudget: { quick: { grid: [{ mean: 7 }] }, thorough: { grid: [{ mean: 8 }] } } },
      ],
    });
    expect(redefineClaim(claim, {})).toEqual(claim);
    const means = (name: string) =>
      claimAtBudget(claim, name).controls.map(({ grid }) => grid.map(({ mean }) => mean).join());
    expect(means("default")).toEqual(["1,2", "3", "1,2"]);
    expect(means("quick")).toEqual(["5", "3", "7"]);
    expect(means("thorough")).toEqual(["1,2", "3", "8"]);
    // Only a control differs there, which is enough for another numbering of points.
    expect(claimAtBudget(claim, "thorough").pointsOf).toBe("thorough");
    expect(claimAtBudget(claim, "default").pointsOf).toBeUndefined();
  });

  it("is of its budget for good, also when it is made again with other sizes", () => {
    const claim = claimAtBudget(made(kind, { atBudget: { quick: { grid: [{ mean: 5 }], sizes: more } } }), "quick");
    for (const name of ["quick", "default", "thorough"]) expect(claimAtBudget(claim, name)).toBe(claim);
    const { sizes } = made(kind, {});
    expect(redefineClaim(claim, { sizes })).toEqual({ ...claim, sizes });
  });
});

import { describe, expect, it } from "vitest";
import type { Failure } from "../../foundation/errors.ts";
import type { Observation } from "../../simulation/experiment.ts";
import { sameOutcome } from "./same-outcome.ts";

const shown = (values: Record<string, Observation>) => ({ ok: true, values }) as const;
const failed = (failure: Failure) => ({ ok: false, failure }) as const;

describe("outcomes", () => {
  it("are the same to the last bit", () => {
    const path = Float64Array.of(1, Number.NaN, -0);
    expect(sameOutcome(shown({ x: Number.NaN, path }), shown({ path: path.slice(), x: Number.NaN }))).toBe(true);
    const differing: [Record<string, Observation>, Record<string, Observation>][] = [
      [{ x: 1 }, { x: 1 + Number.EPSILON }],
      [{ x: 0 }, { x: -0 }],
      [{ x: 1 }, { y: 1 }],
      [{ x: 1 }, { x: 1, y: 1 }],
      [{ x: 1 }, { x: Float64Array.of(1) }],
      [{ path }, { path: path.slice(1) }],
      [{ path }, { path: Float64Array.of(1, Number.NaN, 0) }],
    ];
    for (const [a, b] of differing) {
      expect(sameOutcome(shown(a), shown(b))).toBe(false);
      expect(sameOutcome(shown(b), shown(a))).toBe(false);
    }
  });

  it("are the same failure where code and field agree", () => {
    const failure: Failure = { code: "non-finite", message: "it diverged (a.ts, line 3)", field: "x" };
    expect(sameOutcome(failed(failure), failed({ ...failure, message: "it diverged (a.ts, line 4)" }))).toBe(true);
    expect(sameOutcome(failed(failure), failed({ ...failure, code: "not-converged" }))).toBe(false);
    expect(sameOutcome(failed(failure), failed({ code: "non-finite", message: "" }))).toBe(false);
    expect(sameOutcome(failed(failure), shown({}))).toBe(false);
    expect(sameOutcome(shown({}), failed(failure))).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { createStream } from "../simulation/random/create-stream.ts";
import type { Assignment } from "../verification/assignment.ts";
import type { Judge, Outcome, ReplicateRequest } from "../verification/judge.ts";
import { planClaim } from "../verification/plan/plan-claim.ts";
import type { ClaimResult } from "../verification/results/claim-result.ts";
import { measureAgreement, type Planning } from "./agreement.ts";
import { answerPlan } from "./answer-judges.ts";

/** Answers in the order in which they were given: which judge, which size, from which replicate on. */
type Log = string[];

/** The plan of a claim, whose judges write down the answers that they are given. */
async function logged(...[claim, options]: Parameters<Planning>) {
  const plan = await planClaim(claim, options);
  const log: Log = [];
  const watched = new Map<Assignment, Assignment>(
    plan.assignments.map((assignment, number) => [
      assignment,
      { ...assignment, judge: watch(assignment, number, log) },
    ]),
  );
  const open = () => plan.open().map((assignment) => watched.get(assignment) as Assignment);
  return { plan: { ...plan, open }, log };
}

function watch({ judge }: Assignment, number: number, log: Log): Judge<unknown> {
  return {
    requests: () => judge.requests(),
    accept(request: ReplicateRequest, outcomes: readonly Outcome[]) {
      log.push(`${number} ${request.size} ${request.from}`);
      judge.accept(request, outcomes);
    },
    result: () => judge.result(),
    expectedReplicates: (size) => judge.expectedReplicates(size),
  };
}

/** Plans whose results hold what is made of the log. */
function spoilt(of: (log: Log) => Log): Planning {
  return async (claim, options) => {
    const { plan, log } = await logged(claim, options);
    return { ...plan, result: (stopped) => ({ ...plan.result(stopped), log: of(log) }) as unknown as ClaimResult };
  };
}

describe("the comparison of orders of arrival", () => {
  it("finds the same bytes in what verification plans", async () => {
    const rows = await measureAgreement({ seed: "1", claims: 3 });
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(row).toMatchObject({ randomOrder: true, threads: null });
  });

  it("tells apart what depends on the order, in every row", async () => {
    const rows = await measureAgreement({ seed: "1", claims: 5, planning: spoilt((log) => log) });
    // Of five requests or more in a round, all orders equally likely, one in 120 at most is the first; the seed is fixed.
    for (const row of rows) expect(row).toMatchObject({ randomOrder: false });
  });

  it("gives the same answers in either order", async () => {
    const rows = await measureAgreement({ seed: "1", claims: 5, planning: spoilt((log) => log.sort()) });
    for (const row of rows) expect(row).toMatchObject({ randomOrder: true });
  });
});

describe("answerPlan", () => {
  /** A judge of two sizes that asks three times. */
  function assignmentOf(name: string, log: Log): Assignment {
    const open = new Map([10, 20].map((size) => [size, 0]));
    const asked = () => Math.min(...open.values());
    const judge: Judge<null> = {
      requests: () =>
        asked() === 3
          ? []
          : [...open].filter(([, n]) => n === asked()).map(([size, n]) => ({ size, from: n, to: n + 1 })),
      accept({ size, from }) {
        log.push(`${name} ${size} ${from}`);
        open.set(size, from + 1);
      },
      result: () => null,
      expectedReplicates: () => 3,
    };
    const experiment = { run: () => [{}] };
    return {
      experiment,
      modules: [],
      point: {},
      problems: new Map([10, 20].map((size) => [size, {}])),
      judge,
    } as never;
  }

  const answered = (order?: string): Log => {
    const log: Log = [];
    const all = ["a", "b", "c"].map((name) => assignmentOf(name, log));
    const open = () => all.filter(({ judge }) => judge.requests().length > 0);
    answerPlan({ open }, () => createStream([]), order === undefined ? undefined : createStream([order]));
    return log;
  };

  it("answers round by round, mixing judges and sizes where it is to", () => {
    const rounds = [0, 1, 2].map((from) =>
      ["a", "b", "c"].flatMap((name) => [10, 20].map((n) => `${name} ${n} ${from}`)),
    );
    expect(answered()).toEqual(rounds.flat());
    const random = answered("order");
    expect(random).not.toEqual(rounds.flat());
    rounds.forEach((round, r) => {
      expect([...random.slice(6 * r, 6 * (r + 1))].sort()).toEqual([...round].sort());
    });
    // Judges mixed, and sizes: some judge's larger size before its smaller one, and some other judge's in between.
    expect(random.some((entry, i) => entry.includes(" 20 ") && random.indexOf(entry.replace(" 20 ", " 10 ")) > i)).toBe(
      true,
    );
    expect(random.map((entry) => entry[0]).join("")).not.toMatch(/^(?:(.)\1)+$/);
  });

  it("puts every request in every place equally often", () => {
    // 6000 shuffles of six: 1000 of each kind at each place, of variance 833. By Bernstein's inequality a count is off by
    // 190 with probability below 2·exp(−190²/(2·(833 + 190/3))) = 3.6e-9; there are 36.
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i += 1) {
      for (const [place, entry] of answered(`order ${i}`).slice(0, 6).entries()) {
        const key = `${entry} at ${place}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(36);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(190);
  });

  it("does not ask those that are no longer open", () => {
    const log: Log = [];
    const all = ["a", "b"].map((name) => assignmentOf(name, log));
    let round = 0;
    const open = () => {
      round += 1;
      return round === 1 ? all : round === 2 ? [all[1]] : [];
    };
    answerPlan({ open }, () => createStream([]));
    expect(log).toEqual(["a 10 0", "a 20 0", "b 10 0", "b 20 0", "b 10 1", "b 20 1"]);
  });
});

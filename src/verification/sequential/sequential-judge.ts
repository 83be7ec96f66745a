import { AsymptopiaError, type ErrorCode, type Failure, toFailure } from "../../foundation/errors.ts";
import type { Judge, Outcome, ReplicateRequest } from "../judge.ts";
import { failureVerdict } from "../plan/failure-verdict.ts";
import type { Verdict } from "../results/verdict.ts";
import type { Evidence, Observations, Unit } from "./evidence.ts";
import { type Looks, nextLook } from "./looks.ts";
import { readOutcome } from "./read-outcome.ts";

/** How a judge goes about it, whatever it judges. */
export interface SequentialPlan {
  readonly sizes: readonly number[];
  /** Replicates of each size that make one unit. */
  readonly perUnit: readonly number[];
  readonly looks: Looks;
  /** Units after which the statement stays undecided. */
  readonly mostUnits: number;
  /** Codes of the failures that the claim declares. */
  readonly declaredFaults: readonly ErrorCode[];
}

/** A replicate that came to nothing, by what it takes to run it again. */
export interface Fault {
  readonly size: number;
  readonly replicate: number;
  readonly failure: Failure;
}

export interface Judgement<Finding> {
  readonly verdict: Verdict;
  /** Units that the judgement rests on, those with declared faults included. */
  readonly units: number;
  /** Units with faults that the claim declares. */
  readonly declaredFaults: number;
  readonly finding: Finding;
  /** The first fault that the claim does not declare, of the smallest size that has one. */
  readonly fault?: Fault;
}

/**
 * Asks for replicates look by look and hands them, unit by unit in the order of their indices, to the evidence, until
 * that decides or the budget is spent. A fault that the claim does not declare fails the statement, or leaves it
 * incomplete where all that is wrong is an optional package that is not installed.
 */
export class SequentialJudge<Finding> implements Judge<Judgement<Finding>> {
  readonly #plan: SequentialPlan;
  readonly #evidence: Evidence<Finding>;
  /** Per size, what has been answered and not yet handed on; null stands for a declared fault. */
  readonly #waiting: (Observations | null)[][];
  /** Per size, the replicates answered so far. */
  readonly #answered: number[];
  readonly #faults: (Fault | undefined)[];
  #units = 0;
  #declaredFaults = 0;
  #nextLook: number;
  #verdict: "supported" | "refuted" | "undecided" | "failed" | "incomplete" | undefined;

  constructor(plan: SequentialPlan, evidence: Evidence<Finding>) {
    this.#plan = plan;
    this.#evidence = evidence;
    this.#waiting = plan.sizes.map(() => []);
    this.#answered = plan.sizes.map(() => 0);
    this.#faults = plan.sizes.map(() => undefined);
    this.#nextLook = nextLook(plan.looks, 0, plan.mostUnits);
    if (this.#nextLook < 1) this.#verdict = "undecided";
  }

  requests(): readonly ReplicateRequest[] {
    if (this.#verdict !== undefined) return [];
    return this.#plan.sizes.flatMap((size, s) =>
      this.#isAnswered(s) ? [] : [{ size, from: this.#answered[s], to: this.#needed(s) }],
    );
  }

  accept(request: ReplicateRequest, outcomes: readonly Outcome[]): void {
    if (this.#verdict !== undefined) return;
    const s = this.#plan.sizes.indexOf(request.size);
    if (s < 0 || request.from !== this.#answered[s] || outcomes.length !== request.to - request.from) {
      throw new RangeError(`no request for ${outcomes.length} replicates from ${request.from} at size ${request.size}`);
    }
    outcomes.forEach((outcome, i) => {
      this.#read(s, request.from + i, outcome);
    });
    this.#answered[s] = request.to;
    if (!this.#plan.sizes.every((_, at) => this.#isAnswered(at))) return;
    this.#verdict = this.#faultVerdict();
    if (this.#verdict === undefined) this.#look();
  }

  /** The verdict of `result`, without a finding that may take milliseconds. */
  verdict(): Verdict {
    return this.#verdict ?? this.#faultVerdict() ?? "incomplete";
  }

  /** The units of `result`. */
  get units(): number {
    return this.#units;
  }

  result(): Judgement<Finding> {
    const fault = this.#faults.find((found) => found !== undefined);
    return {
      verdict: this.verdict(),
      units: this.#units,
      declaredFaults: this.#declaredFaults,
      finding: this.#evidence.finding(),
      ...(fault === undefined ? {} : { fault }),
    };
  }

  expectedReplicates(size: number): number {
    const perUnit = this.#plan.perUnit[this.#plan.sizes.indexOf(size)] ?? 0;
    if (this.#verdict !== undefined) return perUnit * this.#units;
    const units = Math.max(this.#nextLook, Math.min(this.#plan.mostUnits, this.#evidence.expectedUnits()));
    return perUnit * units;
  }

  #read(s: number, replicate: number, outcome: Outcome): void {
    const size = this.#plan.sizes[s];
    const read = readOutcome(outcome, this.#evidence.reads, ` at size ${size}, replicate ${replicate}`);
    if ("observations" in read) this.#waiting[s].push(read.observations);
    else if (this.#plan.declaredFaults.includes(read.failure.code)) this.#waiting[s].push(null);
    else this.#faults[s] ??= { size, replicate, failure: read.failure };
  }

  #look(): void {
    const arrived = this.#nextLook - this.#units;
    for (let u = 0; u < arrived; u += 1) {
      const unit = this.#waiting.map((waiting, s) => {
        const length = this.#plan.perUnit[s];
        return waiting.slice(u * length, (u + 1) * length);
      });
      if (unit.every(isWhole)) this.#add(unit, this.#units + u);
      else {
        this.#declaredFaults += 1;
        this.#evidence.addFault?.();
      }
    }
    this.#units = this.#nextLook;
    for (const waiting of this.#waiting) waiting.length = 0;
    this.#verdict = this.#faultVerdict();
    if (this.#verdict !== undefined) return;
    const decision = this.#evidence.decision();
    if (decision !== "open") this.#verdict = decision;
    else if (this.#nextLook >= this.#plan.mostUnits) this.#verdict = "undecided";
    else this.#nextLook = this.#lookAfter(this.#nextLook);
  }

  #lookAfter(count: number): number {
    return nextLook(this.#plan.looks, count, this.#plan.mostUnits, () => this.#evidence.expectedUnits());
  }

  /** Adds a unit; what theory cannot say about it, such as a bound that is no number there, is a fault of its first replicate. */
  #add(unit: Unit, index: number): void {
    try {
      this.#evidence.add(unit);
    } catch (thrown) {
      if (!(thrown instanceof AsymptopiaError)) throw thrown;
      const [size] = this.#plan.sizes;
      this.#faults[0] ??= { size, replicate: index * this.#plan.perUnit[0], failure: toFailure(thrown) };
    }
  }

  #faultVerdict(): "failed" | "incomplete" | undefined {
    const verdicts = this.#faults.flatMap((fault) => (fault === undefined ? [] : [failureVerdict(fault.failure)]));
    return verdicts.includes("failed") ? "failed" : verdicts[0];
  }

  #needed(s: number): number {
    return this.#nextLook * this.#plan.perUnit[s];
  }

  #isAnswered(s: number): boolean {
    return this.#answered[s] >= this.#needed(s);
  }
}

function isWhole(replicates: readonly (Observations | null)[]): replicates is Observations[] {
  return !replicates.includes(null);
}

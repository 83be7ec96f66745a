import type { Claim, Control } from "../../claims/claim.ts";
import { type CompiledFormula, loadFormulaCompiler } from "../../claims/formula/compile.ts";
import { formulaTex } from "../../claims/formula/tex.ts";
import { AsymptopiaError, withFieldPrefix } from "../../foundation/errors.ts";
import type { Assignment } from "../assignment.ts";
import type { Budget } from "../budget.ts";
import { verdictOverPoints, verdictWithControls } from "../combine-verdicts.ts";
import type { ClaimResult, ControlResult, Verdict } from "../result.ts";
import { limitFigure } from "./limit-figure.ts";
import { type LimitContext, type LimitPoint, prepareLimitPoint } from "./limit-point.ts";
import { runMutants } from "./mutation.ts";

/** A claim taken apart into what has to be simulated; `result` puts the judges' findings together, at any time. */
export interface ClaimPlan {
  readonly claim: Claim;
  readonly assignments: readonly Assignment[];
  /** @param stopped Whether the run was stopped, or spent its seconds, before its judges had what they asked for. */
  result(stopped: "no" | "interrupted" | "out of time"): ClaimResult;
  /** The verdict alone, without the mutants and figures of the whole result. */
  verdict(): Verdict;
}

export interface PlanOptions {
  /** Share of the familywise error for each point of the claim and its controls. */
  readonly alpha: number;
  readonly budget: Budget;
  /** The file of the claim, which workers load before they read its points. */
  readonly module: string;
}

/**
 * The plan of a limit claim.
 *
 * @throws AsymptopiaError `invalid-claim` if a formula is none; the field begins with the claim's id.
 */
export async function planLimitClaim(claim: Claim, options: PlanOptions): Promise<ClaimPlan> {
  const compile = await loadFormulaCompiler();
  const prepare = (part: Pick<Claim, "test" | "grid"> | Control, field: string): PreparedPart => {
    const formula = compileAt(compile, part.test.formula, field);
    const context: LimitContext = { ...options, claim, test: part.test, formula, modules: [options.module] };
    return { formula, points: part.grid.map((point) => prepareLimitPoint(context, point)) };
  };
  const own = prepare(claim, `${claim.id}: test.formula`);
  const controls = claim.controls.map((control, i) => ({
    control,
    part: prepare(control, `${claim.id}: controls[${i}].test.formula`),
  }));
  const assignments = [own, ...controls.map(({ part }) => part)].flatMap(({ points }) =>
    points.flatMap(({ assignment }) => (assignment === null ? [] : [assignment])),
  );
  return {
    claim,
    assignments,
    result: (stopped) => claimResult(claim, own, controls, stopped),
    verdict: () => claimVerdict(own, controls, "no"),
  };
}

interface PreparedPart {
  readonly formula: CompiledFormula;
  readonly points: readonly LimitPoint[];
}

interface PreparedControl {
  readonly control: Control;
  readonly part: PreparedPart;
}

type Stopped = Parameters<ClaimPlan["result"]>[0];

function claimResult(
  claim: Claim,
  own: PreparedPart,
  prepared: readonly PreparedControl[],
  stopped: Stopped,
): ClaimResult {
  const points = pointResults(own, stopped);
  const controls = prepared.map(({ control, part }): ControlResult => {
    const controlPoints = pointResults(part, stopped);
    return {
      id: control.id,
      why: control.why,
      verdict: partVerdict(part, stopped),
      expected: control.expected,
      observable: observableOf(claim, control.test.observable),
      formulaTex: formulaTex(part.formula),
      points: controlPoints,
    };
  });
  const resolutions = points.flatMap(({ resolution }) => (resolution === null ? [] : [resolution]));
  const { formula, observable, finiteSizeExponent } = claim.test;
  return {
    id: claim.id,
    kind: claim.test.kind,
    title: claim.title,
    statement: claim.statement,
    assumptions: claim.assumptions,
    source: claim.source,
    verdict: claimVerdict(own, prepared, stopped),
    expected: claim.expected,
    formula: { expression: formula.expression, tex: formulaTex(own.formula), symbols: formula.symbols },
    observable: observableOf(claim, observable),
    experiment: { id: claim.experiment.id, version: claim.experiment.version },
    finiteSizeExponent,
    points,
    mutants: runMutants(own.formula, own.points, claim.sizes, claim.test),
    controls,
    resolution: resolutions.length === 0 ? null : Math.min(...resolutions),
    work: [own, ...prepared.map(({ part }) => part)].reduce(
      (sum, part) => sum + part.points.reduce((total, point) => total + point.work(), 0),
      0,
    ),
    figure: claim.figure === undefined ? null : limitFigure(claim, claim.figure, own.formula, points),
  };
}

function claimVerdict(own: PreparedPart, controls: readonly PreparedControl[], stopped: Stopped): Verdict {
  return verdictWithControls(
    partVerdict(own, stopped),
    controls.map(({ control, part }) => ({ verdict: partVerdict(part, stopped), expected: control.expected })),
  );
}

function partVerdict(part: PreparedPart, stopped: Stopped): Verdict {
  return verdictOverPoints(pointResults(part, stopped).map(({ verdict }) => verdict));
}

function observableOf({ experiment }: Claim, name: string): ClaimResult["observable"] {
  return { name, meaning: experiment.observables[name].meaning };
}

function pointResults(part: PreparedPart, stopped: Stopped): ClaimResult["points"] {
  return part.points.map((point) => {
    const result = point.result();
    // A judge that still asks was stopped: by the user, or by the seconds that were its budget.
    const verdict: Verdict =
      result.verdict === "incomplete" && stopped === "out of time" ? "undecided" : result.verdict;
    return { ...result, verdict };
  });
}

function compileAt(
  compile: Awaited<ReturnType<typeof loadFormulaCompiler>>,
  formula: Claim["test"]["formula"],
  field: string,
): CompiledFormula {
  try {
    return compile(formula);
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) throw withFieldPrefix(thrown, field);
    throw thrown;
  }
}

import { AsymptopiaError, withFieldPrefix } from "../foundation/errors.ts";
import { canonicalJson, type Parameters } from "../foundation/json.ts";
import type { Experiment } from "../simulation/experiment.ts";
import type { Claim, ClaimFigure, Control, LimitTest, Source, Tolerance } from "./claim.ts";

/** A control as its author writes it: what it leaves out is the claim's own. */
export interface ControlDefinition<P extends Parameters> {
  readonly id: string;
  readonly why: string;
  readonly expected: "supported" | "refuted";
  readonly grid?: readonly Parameters[];
  readonly test?: Partial<Omit<LimitTest<P>, "kind">>;
}

/** A limit claim as its author writes it. */
export interface LimitClaimDefinition<P extends Parameters> {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  readonly assumptions: readonly string[];
  readonly source: Source;
  readonly experiment: Experiment<P>;
  /** Points as JSON; the experiment reads them, so that defaults and mistakes show here. */
  readonly grid: readonly Parameters[];
  readonly sizes: readonly number[];
  readonly test: Omit<LimitTest<P>, "kind">;
  /** `supported` unless a printed statement is known to be false. */
  readonly expected?: "supported" | "refuted";
  readonly controls?: readonly ControlDefinition<P>[];
  readonly figure?: ClaimFigure;
}

const idPattern = /^[a-z0-9]+(?:[-.][A-Za-z0-9]+)*(?:\/[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*)*$/;

/**
 * A claim that an observable tends to a formula.
 *
 * @throws AsymptopiaError `invalid-claim` or `invalid-input`, with a field such as `grid[3].phi` or
 *   `controls[0].test.margin`, if a part of it is unreadable or contradicts another.
 */
export function limitClaim<P extends Parameters>(definition: LimitClaimDefinition<P>): Claim<P> {
  const { experiment, sizes } = definition;
  checkId("id", definition.id);
  const test: LimitTest<P> = { kind: "limit", ...definition.test };
  checkTest("test", test, experiment);
  if (sizes.length < 2) {
    throw invalidClaim("sizes", sizes, "at least two sizes: an extrapolation has two unknowns");
  }
  const claim: Claim<P> = {
    id: definition.id,
    title: definition.title,
    statement: definition.statement,
    assumptions: definition.assumptions,
    source: definition.source,
    experiment,
    grid: readGrid("grid", definition.grid, experiment, sizes),
    sizes,
    test,
    expected: definition.expected ?? "supported",
    controls: (definition.controls ?? []).map((control, i) => readControl(`controls[${i}]`, control, definition, test)),
    ...(definition.figure === undefined ? {} : { figure: definition.figure }),
  };
  checkUnique(
    "controls",
    claim.controls.map(({ id }) => id),
  );
  return claim;
}

function readControl<P extends Parameters>(
  field: string,
  control: ControlDefinition<P>,
  claim: LimitClaimDefinition<P>,
  test: LimitTest<P>,
): Control<P> {
  checkId(`${field}.id`, control.id);
  const ownTest = { ...test, ...control.test };
  checkTest(`${field}.test`, ownTest, claim.experiment);
  return {
    id: control.id,
    why: control.why,
    expected: control.expected,
    grid: readGrid(`${field}.grid`, control.grid ?? claim.grid, claim.experiment, claim.sizes),
    test: ownTest,
  };
}

function readGrid<P extends Parameters>(
  field: string,
  points: readonly Parameters[],
  experiment: Experiment<P>,
  sizes: readonly number[],
): readonly P[] {
  if (points.length === 0) throw invalidClaim(field, points, "at least one point");
  const grid = points.map((point, i) =>
    located(`${field}[${i}]`, () => {
      const parsed = experiment.parameters.parse(point);
      for (const size of sizes) experiment.realise(parsed, size);
      return parsed;
    }),
  );
  checkUnique(field, grid.map(canonicalJson));
  return grid;
}

function checkTest<P extends Parameters>(field: string, test: LimitTest<P>, experiment: Experiment<P>): void {
  if (!Object.hasOwn(experiment.observables, test.observable)) {
    const names = Object.keys(experiment.observables).join(", ");
    throw invalidClaim(`${field}.observable`, test.observable, `one of ${names}`);
  }
  checkTolerance(`${field}.margin`, test.margin, false);
  checkTolerance(`${field}.residualBias`, test.residualBias, true);
  if (!(test.finiteSizeExponent > 0) || !Number.isFinite(test.finiteSizeExponent)) {
    throw invalidClaim(`${field}.finiteSizeExponent`, test.finiteSizeExponent, "a number above 0");
  }
}

function checkTolerance(field: string, tolerance: Tolerance, zeroAllowed: boolean): void {
  const value = "absolute" in tolerance ? tolerance.absolute : tolerance.relative;
  if (!Number.isFinite(value) || value < 0 || (value === 0 && !zeroAllowed)) {
    throw invalidClaim(field, tolerance, `an absolute or relative length ${zeroAllowed ? "of 0 or more" : "above 0"}`);
  }
}

function checkId(field: string, id: string): void {
  if (!idPattern.test(id)) {
    throw invalidClaim(field, id, "words of letters, digits, '-' and '.', separated by '/', such as lp/lemma-3.12");
  }
}

function checkUnique(field: string, keys: readonly string[]): void {
  const repeated = keys.findIndex((key, i) => keys.indexOf(key) !== i);
  if (repeated !== -1) throw invalidClaim(`${field}[${repeated}]`, keys[repeated], "different from the others");
}

function invalidClaim(field: string, value: unknown, accepted: string): AsymptopiaError {
  return new AsymptopiaError("invalid-claim", `${field} must be ${accepted}`, { field, value, accepted });
}

function located<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) throw withFieldPrefix(thrown, field);
    throw thrown;
  }
}

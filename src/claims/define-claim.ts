import { AsymptopiaError, describe, toFailure, withFieldPrefix } from "../foundation/errors.ts";
import { canonicalJson, type Parameters } from "../foundation/json.ts";
import { parseWith } from "../foundation/parse.ts";
import type { Experiment, Problem } from "../simulation/experiment.ts";
import { streamParameters } from "../simulation/stream-parameters.ts";
import type { AtBudget, Claim, ClaimFigure, Control, OwnPoints } from "./claim.ts";
import { definitionSchema, type KindShape } from "./definition-schema.ts";
import { invalidClaim } from "./invalid-claim.ts";
import { type OwnBudget, ownBudgets } from "./own-budget.ts";
import type { Test } from "./tests.ts";

/** A control as its author writes it: what it leaves out is the claim's own, at each budget. */
export interface ControlDefinition<P extends Parameters, T extends Test<P>> {
  readonly id: string;
  readonly why: string;
  readonly expected: "supported" | "refuted";
  readonly grid?: readonly Parameters[];
  /** Other points at a budget, whether or not the claim has others there. */
  readonly atBudget?: AtBudget<{ readonly grid: readonly Parameters[] }>;
  /** Members that differ from the claim's test. */
  readonly test?: Partial<Omit<T, "kind">>;
}

/** A claim as its author writes it: with points that are still to be read, and without what goes unsaid. */
export interface ClaimDefinition<P extends Parameters, T extends Test<P>>
  extends Omit<Claim<P, T>, "grid" | "atBudget" | "pointsOf" | "test" | "expected" | "controls"> {
  /** Points as JSON; the experiment reads them, so that defaults and mistakes show here. */
  readonly grid: readonly Parameters[];
  /**
   * What stands for `grid` and `sizes` at the budgets `quick` and `thorough`. Controls without a grid of their own take the
   * claim's.
   */
  readonly atBudget?: AtBudget<OwnPoints>;
  readonly test: Omit<T, "kind">;
  /** `supported` unless a printed statement is known to be false. */
  readonly expected?: "supported" | "refuted";
  readonly controls?: readonly ControlDefinition<P, T>[];
}

/** What makes a claim one of its kind. */
export interface KindRules<T extends Test> extends KindShape {
  readonly kind: T["kind"];
  /**
   * Checks what the members of a test have to do with one another, with the experiment and with the claim's sizes.
   *
   * @throws AsymptopiaError `invalid-claim`; `field` is where the test stands in the definition.
   */
  check(field: string, test: T, experiment: Experiment, sizes: readonly number[]): void;
}

/**
 * A claim of the kind that `rules` describe.
 *
 * Everything is checked that can be without simulating or evaluating formulas: each point of the grids is read and
 * realised at every size, at every budget.
 *
 * @throws AsymptopiaError `invalid-input` for a part that is missing, misspelt or outside its domain, `invalid-claim` for
 *   parts that contradict one another, and what the experiment throws about a point; with a field such as `grid[3].phi`,
 *   `atBudget.quick.grid[2].phi` or `controls[0].test.margin`.
 */
export function defineClaim<P extends Parameters, T extends Test<P>>(
  definition: ClaimDefinition<P, T>,
  rules: KindRules<T & Test>,
): Claim<P, T> {
  parseWith(definitionSchema(rules), definition);
  const { experiment, sizes, figure, faults } = definition;
  const test = { ...definition.test, kind: rules.kind } as T;
  checkTest("test", test, definition, rules);
  const grid = readGrid("grid", definition.grid, experiment, sizes);
  if (figure !== undefined) checkFigure("grid", figure, grid);
  const atBudget = atEachBudget((budget) => readOwnPoints(budget, definition));
  const controls = (definition.controls ?? []).map((control, i) =>
    readControl(`controls[${i}]`, control, definition, test, rules),
  );
  const ids = controls.map(({ id }) => id);
  const repeated = firstRepeated(ids);
  if (repeated !== null) {
    const [first, second] = repeated;
    throw invalidClaim(`controls[${second}].id`, ids[second], `another id than that of controls[${first}]`);
  }
  return {
    id: definition.id,
    title: definition.title,
    statement: definition.statement,
    assumptions: definition.assumptions,
    source: definition.source,
    experiment,
    grid,
    sizes,
    ...(atBudget === undefined ? {} : { atBudget }),
    test,
    expected: definition.expected ?? "supported",
    controls,
    ...(faults === undefined ? {} : { faults }),
    ...(figure === undefined ? {} : { figure }),
  };
}

function checkTest<P extends Parameters, T extends Test<P>>(
  field: string,
  test: T,
  { experiment, sizes, atBudget }: ClaimDefinition<P, T>,
  rules: KindRules<T & Test>,
): void {
  const check = (ladder: readonly number[]): void =>
    rules.check(field, test as T & Test, experiment as unknown as Experiment, ladder);
  check(sizes);
  for (const budget of ownBudgets) {
    const own = atBudget?.[budget]?.sizes;
    if (own === undefined) continue;
    try {
      check(own);
    } catch (thrown) {
      // What the test says is right at the default's sizes, so that the fault is in these.
      const accepted = `sizes that ${field} goes with (${toFailure(thrown).message})`;
      throw invalidClaim(`atBudget.${budget}.sizes`, own, accepted);
    }
  }
}

/** What `read` gives by name of a budget; undefined where it gives nothing for any. */
function atEachBudget<Part>(read: (budget: OwnBudget) => Part | undefined): AtBudget<Part> | undefined {
  const parts = ownBudgets.flatMap((budget): readonly (readonly [OwnBudget, Part])[] => {
    const part = read(budget);
    return part === undefined ? [] : [[budget, part]];
  });
  return parts.length === 0 ? undefined : (Object.fromEntries(parts) as AtBudget<Part>);
}

function readOwnPoints<P extends Parameters, T extends Test<P>>(
  budget: OwnBudget,
  { experiment, grid, sizes, atBudget, figure }: ClaimDefinition<P, T>,
): OwnPoints<P> | undefined {
  const own = atBudget?.[budget];
  if (own === undefined) return undefined;
  const field = `atBudget.${budget}.grid`;
  const points = readGrid(field, own.grid ?? grid, experiment, own.sizes ?? sizes);
  if (figure !== undefined) checkFigure(field, figure, points);
  return {
    ...(own.grid === undefined ? {} : { grid: points }),
    ...(own.sizes === undefined ? {} : { sizes: own.sizes }),
  };
}

function readControl<P extends Parameters, T extends Test<P>>(
  field: string,
  control: ControlDefinition<P, T>,
  claim: ClaimDefinition<P, T>,
  claimTest: T,
  rules: KindRules<T & Test>,
): Control<P, T> {
  const test = { ...claimTest, ...control.test };
  parseWith(rules.test, test, `${field}.test`);
  checkTest(`${field}.test`, test, claim, rules);
  const points = control.grid ?? claim.grid;
  const grid = readGrid(`${field}.grid`, points, claim.experiment, claim.sizes);
  const atBudget = atEachBudget((budget) => {
    const claimed = claim.atBudget?.[budget];
    const own = control.atBudget?.[budget]?.grid ?? (control.grid === undefined ? claimed?.grid : undefined);
    if (own === undefined && claimed?.sizes === undefined) return undefined;
    const place = `${field}.atBudget.${budget}.grid`;
    const read = readGrid(place, own ?? points, claim.experiment, claimed?.sizes ?? claim.sizes);
    return own === undefined ? undefined : { grid: read };
  });
  return {
    id: control.id,
    why: control.why,
    expected: control.expected,
    grid,
    ...(atBudget === undefined ? {} : { atBudget }),
    test,
  };
}

function readGrid<P extends Parameters>(
  field: string,
  points: readonly Parameters[],
  experiment: Experiment<P>,
  sizes: readonly number[],
): readonly P[] {
  const grid = points.map((point, i) => readPoint(`${field}[${i}]`, point, experiment, sizes));
  const repeated = firstRepeated(grid.map(canonicalJson));
  if (repeated !== null) {
    const [first, second] = repeated;
    throw invalidClaim(`${field}[${second}]`, points[second], `another point than ${field}[${first}]`);
  }
  checkCells(field, grid, experiment, sizes);
  return grid;
}

/** Points with the same stream parameters are simulated together, on one draw of the data, which must fit them all. */
function checkCells<P extends Parameters>(
  field: string,
  grid: readonly P[],
  experiment: Experiment<P>,
  sizes: readonly number[],
): void {
  const names = [...new Set(grid.flatMap((point) => Object.keys(point)))];
  experiment.streamParameters.forEach((name, i) => {
    if (!names.includes(name)) {
      throw invalidClaim(`experiment.streamParameters[${i}]`, name, `a parameter of ${field}: ${names.join(", ")}`);
    }
  });
  const first = new Map<string, { readonly index: number; readonly shapes: string }>();
  grid.forEach((point, index) => {
    const cell = canonicalJson(streamParameters(experiment, point));
    const shapes = canonicalJson(sizes.map((size) => experiment.realise(point, size).shape));
    const other = first.get(cell);
    if (other === undefined) first.set(cell, { index, shapes });
    else if (other.shapes !== shapes) {
      const between = `${field}[${other.index}] and ${field}[${index}]`;
      const accepted = `a list with whatever decides the shape: ${between} share their random numbers but not that`;
      throw invalidClaim("experiment.streamParameters", experiment.streamParameters, accepted);
    }
  });
}

function readPoint<P extends Parameters>(
  field: string,
  point: Parameters,
  experiment: Experiment<P>,
  sizes: readonly number[],
): P {
  try {
    const read = experiment.parameters.parse(point);
    // Workers read the point again, and must get the one that theory was asked about.
    if (canonicalJson(experiment.parameters.parse(read)) !== canonicalJson(read)) {
      const accepted = "what the experiment's parameters, once read, are read as again";
      throw new AsymptopiaError("invalid-claim", `a point that is read twice is another one: ${describe(read)}`, {
        accepted,
      });
    }
    for (const size of sizes) {
      const problem = experiment.realise(read, size);
      checkProblem(problem, size);
      const cost = experiment.cost(problem);
      if (!(cost > 0 && Number.isFinite(cost)))
        throw invalidClaim("cost", cost, `a finite number above 0 at size ${size}`);
    }
    return read;
  } catch (thrown) {
    const { code, message, ...details } = toFailure(thrown, "invalid-claim");
    const whole = details.field === undefined ? { value: point } : {};
    throw withFieldPrefix(new AsymptopiaError(code, message, { ...whole, ...details, cause: thrown }), field);
  }
}

function checkProblem(problem: Problem, size: number): void {
  const { shape, realised } = problem;
  const counts = typeof shape === "object" && shape !== null && Object.values(shape).every(Number.isInteger);
  if (problem.size === size && counts && typeof realised === "object" && realised !== null) return;
  const accepted = "a problem with point, size, realised parameters, and a shape of whole numbers";
  throw invalidClaim("realise", problem, `a function to ${accepted}`);
}

function checkFigure(field: string, figure: ClaimFigure, grid: readonly Parameters[]): void {
  const [of, within] = field === "grid" ? ["the grid", ""] : [field, ` in ${field}`];
  const names = [...new Set(grid.flatMap((point) => Object.keys(point)))];
  const numbers = (name: string) => grid.map((point) => point[name]).filter((value) => typeof value === "number");
  const numeric = names.filter((name) => numbers(name).length > 0);
  if (!numeric.includes(figure.x)) {
    throw invalidClaim("figure.x", figure.x, `a parameter of ${of} that is a number: ${numeric.join(", ")}`);
  }
  if (figure.scale === "log" && numbers(figure.x).some((x) => x <= 0)) {
    throw invalidClaim("figure.scale", "log", `"linear" where ${figure.x} is not above 0 everywhere${within}`);
  }
  figure.series.forEach((name, i) => {
    if (!names.includes(name)) {
      throw invalidClaim(`figure.series[${i}]`, name, `a parameter of ${of}: ${names.join(", ")}`);
    }
  });
}

/** The first key that occurred before: where it did, and where it does again. */
function firstRepeated(keys: readonly string[]): readonly [number, number] | null {
  const seen = new Map<string, number>();
  for (const [i, key] of keys.entries()) {
    const before = seen.get(key);
    if (before !== undefined) return [before, i];
    seen.set(key, i);
  }
  return null;
}

import type { Claim, ClaimFigure } from "../../claims/claim.ts";
import { describeParameter } from "../../claims/describe-parameters.ts";
import type { CompiledFormula } from "../../claims/formula/compile.ts";
import { formulaInputs, inputValues } from "../../claims/formula/formula-inputs.ts";
import type { LimitTest } from "../../claims/tests.ts";
import { canonicalJson, type Parameters } from "../../foundation/json.ts";
import type { FigureData } from "../results/figure-data.ts";
import type { LimitPointResult } from "./limit-result.ts";

const curveIntervals = 60;

/** The claim's formula as curves over one parameter and its points with their intervals; null without points. */
export function limitFigure(
  claim: Claim<Parameters, LimitTest>,
  figure: ClaimFigure,
  formula: CompiledFormula,
  points: readonly LimitPointResult[],
): FigureData | null {
  const placed = points.filter((point) => typeof point.parameters[figure.x] === "number" && point.theory !== null);
  if (placed.length === 0) return null;
  const xs = placed.map((point) => point.parameters[figure.x] as number);
  const range = [Math.min(...xs), Math.max(...xs)] as const;
  const varying = varyingParameters(placed).filter((name) => name !== figure.x && !figure.series.includes(name));
  const series = figure.series.filter((name) => varyingParameters(placed).includes(name));
  return {
    xLabel: figure.label,
    yLabel: figure.yLabel,
    xScale: figure.scale,
    panels: groupBy(placed, varying).map((panel) => ({
      title: title(panel[0].parameters, varying),
      series: groupBy(panel, series).map((members) => ({
        name: title(members[0].parameters, series),
        curve: curve(claim, figure, formula, members[0].parameters, range),
        points: members.flatMap(({ parameters, estimate, interval }) =>
          estimate === null ? [] : [{ x: parameters[figure.x] as number, estimate, interval }],
        ),
      })),
    })),
  };
}

function curve(
  claim: Claim<Parameters, LimitTest>,
  figure: ClaimFigure,
  formula: CompiledFormula,
  point: Parameters,
  [low, high]: readonly [number, number],
): readonly (readonly [number, number])[] {
  if (low === high) return [];
  return Array.from({ length: curveIntervals + 1 }, (_, i) => {
    const share = i / curveIntervals;
    const x = figure.scale === "log" ? low * (high / low) ** share : low + share * (high - low);
    return [x, valueAt(claim, formula, { ...point, [figure.x]: x })] as const;
  }).filter(([, y]) => Number.isFinite(y));
}

/** NaN where theory has no value: between the grid's points a parameter may leave its domain (a degree of 2.5). */
function valueAt(claim: Claim<Parameters, LimitTest>, formula: CompiledFormula, point: Parameters): number {
  try {
    return formula.evaluate(inputValues(formulaInputs(claim.test.formula, point)));
  } catch {
    return Number.NaN;
  }
}

function varyingParameters(points: readonly LimitPointResult[]): readonly string[] {
  const names = [...new Set(points.flatMap(({ parameters }) => Object.keys(parameters)))];
  return names.filter(
    (name) => new Set(points.map(({ parameters }) => canonicalJson(parameters[name] ?? null))).size > 1,
  );
}

/** Groups in order of first occurrence. */
function groupBy(
  points: readonly LimitPointResult[],
  names: readonly string[],
): readonly (readonly LimitPointResult[])[] {
  const groups = new Map<string, LimitPointResult[]>();
  for (const point of points) {
    const key = canonicalJson(names.map((name) => point.parameters[name] ?? null));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [point]);
    else group.push(point);
  }
  return [...groups.values()];
}

function title(parameters: Parameters, names: readonly string[]): string {
  return names.map((name) => describeParameter(name, parameters[name])).join(", ");
}

import { parameterLabel, specificationTitle } from "../claims/describe-parameters.ts";
import { canonicalJson, type Json, type Parameters } from "../foundation/json.ts";
import { formatExact, formatSignificant } from "./numbers.ts";

/** Parameters of a grid, apart by whether they vary on it. */
export interface GridDescription {
  /** Names and values that all points share. */
  readonly shared: readonly (readonly [name: string, value: string])[];
  /** Names of the parameters that differ somewhere. */
  readonly varying: readonly string[];
  /** Per point, the values of `varying`. */
  readonly values: readonly (readonly string[])[];
}

/** The parameters of the points of a grid as people read them: plain text, names in words. */
export function describeGrid(grid: readonly Parameters[]): GridDescription {
  const columns = [...new Set(grid.flatMap((parameters) => Object.keys(parameters)))].map((key) => {
    const values = grid.map((parameters) => parameters[key]);
    return { name: parameterLabel(key), texts: describeApart(values), varies: distinct(values.map(identity)) > 1 };
  });
  const varying = columns.filter(({ varies }) => varies);
  return {
    shared: columns.filter(({ varies }) => !varies).map(({ name, texts }) => [name, texts[0]]),
    varying: varying.map(({ name }) => name),
    values: grid.map((_, row) => varying.map(({ texts }) => texts[row])),
  };
}

/** `AR(1), ρ = 0.5; aspect ratio = 0.1`: the values at point `index` of what varies on its grid, for a title. */
export function describePoint(description: GridDescription, grid: readonly Parameters[], index: number): string {
  const keys = new Map(Object.keys(grid[index]).map((key) => [parameterLabel(key), grid[index][key]]));
  return description.varying
    .map((name, column) => {
      const text = description.values[index][column];
      // A population or an activation says itself what it is.
      return specificationTitle(keys.get(name)) === text ? text : `${name} = ${text}`;
    })
    .join("; ");
}

/** Titles where they tell all different values apart, and everything that is in the values where they do not. */
function describeApart(values: readonly (Json | undefined)[]): string[] {
  const titles = values.map(
    (value) => specificationTitle(value) ?? describeValue(value, (number) => formatSignificant(number, 6)),
  );
  if (distinct(titles) === distinct(values.map(identity))) return titles;
  return values.map((value) => describeValue(value, formatExact));
}

function identity(value: Json | undefined): string {
  return value === undefined ? "" : canonicalJson(value);
}

function distinct(texts: readonly string[]): number {
  return new Set(texts).size;
}

const LONGEST_LIST = 8;

function describeValue(value: Json | undefined, number: (value: number) => string): string {
  if (value === undefined || value === null) return "none";
  if (typeof value === "number") return number(value);
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (isList(value)) {
    const shown = value.slice(0, LONGEST_LIST).map((member) => describeValue(member, number));
    return `[${shown.join(", ")}${value.length > LONGEST_LIST ? `, … (${value.length} values)` : ""}]`;
  }
  const members = Object.entries(value);
  const kind = typeof value.kind === "string" ? value.kind : "";
  const rest = members
    .filter(([key]) => kind === "" || key !== "kind")
    .map(([key, member]) => `${parameterLabel(key)} ${describeValue(member, number)}`);
  if (kind === "") return `{${rest.join(", ")}}`;
  return rest.length === 0 ? kind : `${kind}(${rest.join(", ")})`;
}

// Array.isArray does not narrow a readonly array out of a union.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

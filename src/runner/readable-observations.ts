import { asJson } from "../foundation/as-json.ts";
import type { Json } from "../foundation/json.ts";

/**
 * What the run of one problem returned, as JSON: numbers and trajectories whole, NaN and the infinities as texts, and
 * anything else, which is no observation, as `asJson` shows it. Undefined where there is nothing of the kind.
 */
export function readableObservations(returned: unknown): Readonly<Record<string, Json>> | undefined {
  const values: unknown = Array.isArray(returned) && returned.length === 1 ? returned[0] : undefined;
  if (typeof values !== "object" || values === null) return undefined;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, readable(value)]));
}

function readable(value: unknown): Json {
  if (typeof value === "number") return readableNumber(value);
  return value instanceof Float64Array ? Array.from(value, readableNumber) : asJson(value);
}

function readableNumber(value: number): Json {
  return Number.isFinite(value) ? value : String(value);
}

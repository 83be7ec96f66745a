import { readFile } from "node:fs/promises";
import { AsymptopiaError, invalidInput, toFailure } from "../foundation/errors.ts";
import { parseWith } from "../foundation/parse.ts";
import type { RunResult } from "../verification/results/run-result.ts";
import { RESULTS_SCHEMA, runSchema } from "./results-schema.ts";

/**
 * `results.json` as text: members in the order of the type, two spaces per level, a final newline. Reading it back
 * gives an equal run (−0 comes back as 0).
 *
 * @throws AsymptopiaError `invalid-input` naming the first member that is not what the format says, such as a NaN.
 */
export function serializeResults(run: RunResult): string {
  return `${JSON.stringify(parseResults(run), null, 2)}\n`;
}

/**
 * The run that `json` (parsed, not text) holds.
 *
 * @throws AsymptopiaError `invalid-input` naming the first offending member: `schema` for another file or another
 *   version of the format, a path such as `claims[0].points[2].interval` otherwise.
 */
export function parseResults(json: unknown): RunResult {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw invalidInput("results", json, "an object as results.json holds it");
  }
  // Before all else: of a file in another format, every further message would be noise.
  const { schema } = json as { readonly schema?: unknown };
  if (schema !== RESULTS_SCHEMA) throw invalidInput("schema", schema, `"${RESULTS_SCHEMA}"`);
  return parseWith(runSchema, json);
}

/**
 * The run in the file at `path`.
 *
 * @throws AsymptopiaError `unreadable-file` if it is absent, is no JSON (a truncated file is none), or is JSON that
 *   `parseResults` refuses; `field` then names the offending member.
 */
export async function readResults(path: string): Promise<RunResult> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (thrown) {
    throw unreadable(path, toFailure(thrown).message, thrown);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    throw unreadable(path, `it is not JSON, or only the beginning of it (${toFailure(thrown).message})`, thrown);
  }
  try {
    return parseResults(json);
  } catch (thrown) {
    throw unreadable(path, toFailure(thrown).message, thrown);
  }
}

function unreadable(path: string, why: string, cause: unknown): AsymptopiaError {
  const { field, value, accepted } = toFailure(cause);
  return new AsymptopiaError("unreadable-file", `${path} cannot be read as results: ${why}`, {
    field: field ?? "file",
    value: field === undefined ? path : value,
    accepted: accepted ?? "a results.json that asymptopia has written",
    cause,
  });
}

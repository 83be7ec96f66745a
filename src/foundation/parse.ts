import type { z } from "zod";
import { AsymptopiaError, invalidInput } from "./errors.ts";

/**
 * `input` as `schema` reads it.
 *
 * @throws AsymptopiaError `invalid-input` with the path of the first offending member below `field` (`input` where the
 *   path is empty). The schema's own messages are the `accepted` phrase, so they must complete the sentence "x must be …".
 *   For a member that it does not know they may begin with "absent: "; what follows then goes on "x is not known here; …".
 */
export function parseWith<T>(schema: z.ZodType<T>, input: unknown, field = ""): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  // A misspelt member is the cause, and the one that is absent for it the consequence.
  const { issues } = result.error;
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  const extra = issue.code === "unrecognized_keys" ? [issue.keys[0]] : [];
  const path = [...issue.path, ...extra];
  const name = path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`),
    field,
  );
  const [, hint] = (issue.code === "unrecognized_keys" && /^absent: (.*)$/s.exec(issue.message)) || [];
  if (hint !== undefined) {
    throw new AsymptopiaError("invalid-input", `${name} is not known here; ${hint}`, {
      field: name,
      value: memberAt(input, path),
      accepted: issue.message,
    });
  }
  // A required member that may have any value raises, where it is absent, an issue that no schema gives a message to.
  const absent = issue.code === "invalid_type" && issue.expected === "nonoptional";
  throw invalidInput(name === "" ? "input" : name, memberAt(input, path), absent ? "present" : issue.message);
}

function memberAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
}

import { describe, toFailure } from "../foundation/errors.ts";

/** An error as lines for a person: what, where, with which value, and what would be accepted. */
export function errorText(thrown: unknown): string {
  const { code, message, field, value, accepted } = toFailure(thrown, "worker-failure");
  return [
    `asymptopia: ${message}`,
    ...(field === undefined ? [] : [`  field     ${field}`]),
    ...(value === undefined ? [] : [`  value     ${describe(value)}`]),
    ...(accepted === undefined ? [] : [`  accepted  ${accepted}`]),
    `  code      ${code}`,
  ].join("\n");
}

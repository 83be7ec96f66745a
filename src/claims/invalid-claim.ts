import { AsymptopiaError, describe } from "../foundation/errors.ts";

/** `field` of a claim must be `accepted` in view of its other members, but is `value`. */
export function invalidClaim(field: string, value: unknown, accepted: string): AsymptopiaError {
  const message = `${field} must be ${accepted}, not ${describe(value)}`;
  return new AsymptopiaError("invalid-claim", message, { field, value, accepted });
}

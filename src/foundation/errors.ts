import { asJson } from "./as-json.ts";
import type { Json } from "./json.ts";

/**
 * What went wrong, for programs:
 * - `invalid-input`: a value outside its domain; `field`, `value` and `accepted` say which, what, and what would do.
 * - `unknown-name`: a claim, quantity, experiment, kind or option that does not exist; `accepted` suggests near ones.
 * - `not-converged`: an iteration ended without the accuracy it promises.
 * - `non-finite`: a computation gave NaN or an infinity.
 * - `invalid-claim`: a claim, formula or control that contradicts itself.
 * - `unreadable-file`: a file that is absent, throws while it loads, or holds something else than expected.
 * - `missing-dependency`: an optional package that is not installed; the message says how to install it. Nothing follows
 *   for a claim that needs it: it is incomplete.
 * - `timed-out`: a replicate that ran past its time limit, which depends on the machine.
 * - `worker-failure`: a worker thread ended or answered with something that is no answer.
 */
export const errorCodes = [
  "invalid-input",
  "unknown-name",
  "not-converged",
  "non-finite",
  "invalid-claim",
  "unreadable-file",
  "missing-dependency",
  "timed-out",
  "worker-failure",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The part of an error that survives a thread boundary or a JSON file. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly field?: string;
  readonly value?: Json;
  readonly accepted?: string;
}

export interface ErrorDetails {
  /** Path of the offending member, for example `population.weights[1]`. */
  readonly field?: string;
  /** The offending value, kept as `asJson` gives it (NaN as its text); `undefined` is no value. */
  readonly value?: unknown;
  /** What would have been accepted, as a phrase: "a number above 0". */
  readonly accepted?: string;
  readonly cause?: unknown;
}

/** The only class of error that this package throws on purpose. */
export class AsymptopiaError extends Error {
  readonly code: ErrorCode;
  readonly field?: string;
  readonly value?: Json;
  readonly accepted?: string;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "AsymptopiaError";
    this.code = code;
    if (details.field !== undefined) this.field = details.field;
    if (details.value !== undefined) this.value = asJson(details.value);
    if (details.accepted !== undefined) this.accepted = details.accepted;
  }
}

/** `field` must be `accepted`, but is `value`: the usual form of an `invalid-input` error. */
export function invalidInput(field: string, value: unknown, accepted: string): AsymptopiaError {
  return new AsymptopiaError("invalid-input", `${field} must be ${accepted}, not ${describe(value)}`, {
    field,
    value,
    accepted,
  });
}

/**
 * An error as data, for another thread or a file; anything else that was thrown gets `fallback` as its code, and so does
 * an AsymptopiaError with a code that there is none of: claim files need not have seen a compiler.
 */
export function toFailure(thrown: unknown, fallback: ErrorCode = "worker-failure"): Failure {
  if (thrown instanceof AsymptopiaError || isFailureLike(thrown)) {
    const { code, message, field, value, accepted } = thrown;
    const known = errorCodes.includes(code);
    return {
      code: known ? code : fallback,
      message: known ? message : `${message} (code ${describe(code)}, where there are ${errorCodes.join(", ")})`,
      ...(field === undefined ? {} : { field }),
      ...(value === undefined ? {} : { value }),
      ...(accepted === undefined ? {} : { accepted }),
    };
  }
  if (thrown instanceof Error) return { code: fallback, message: thrown.message };
  return { code: fallback, message: typeof thrown === "object" ? describe(thrown) : String(thrown) };
}

/** The error that `toFailure` described. */
export function fromFailure(failure: Failure): AsymptopiaError {
  const { code, message, ...details } = failure;
  return new AsymptopiaError(code, message, details);
}

/**
 * A copy of `error` whose field is found under `prefix`, for callers that know where the value came from. A message that
 * begins with the field begins with the longer one then; one of an error without field begins with `prefix`.
 */
export function withFieldPrefix(error: AsymptopiaError, prefix: string): AsymptopiaError {
  const { field: inner, message, value, accepted, cause } = error;
  const field = inner === undefined ? prefix : `${prefix}${inner.startsWith("[") ? "" : "."}${inner}`;
  const details = { field, value, ...(accepted === undefined ? {} : { accepted }), cause };
  if (inner === undefined) return new AsymptopiaError(error.code, `${prefix}: ${message}`, details);
  // The field `m` does not begin the message "moments must …".
  const rest = message.startsWith(inner) ? message.slice(inner.length) : null;
  const named = rest !== null && !/^[\p{L}\p{N}_]/u.test(rest);
  return new AsymptopiaError(error.code, named ? field + rest : message, details);
}

/** A value as a person would write it in a message, of at most 80 UTF-16 code units. */
export function describe(value: unknown): string {
  if (value === undefined) return "absent";
  const text = typeof value === "number" && !Number.isFinite(value) ? String(value) : JSON.stringify(asJson(value));
  // Half of a surrogate pair is no character.
  return text.length > 80 ? `${text.slice(0, 77).replace(/[\uD800-\uDBFF]$/, "")}...` : text;
}

// Claim files may load a second copy of this module, whose class is another one with the same shape.
function isFailureLike(thrown: unknown): thrown is AsymptopiaError {
  return thrown instanceof Error && thrown.name === "AsymptopiaError" && "code" in thrown;
}

import type { Json } from "./json.ts";

/**
 * What went wrong, for programs:
 * - `invalid-input`: a value outside its domain; `field`, `value` and `accepted` say which, what, and what would do.
 * - `unknown-name`: a claim, quantity, experiment, kind or option that does not exist; `accepted` suggests near ones.
 * - `not-converged`: an iteration ended without the accuracy it promises.
 * - `non-finite`: a computation gave NaN or an infinity.
 * - `invalid-claim`: a claim, formula or control that contradicts itself.
 * - `unreadable-file`: a file that is absent, throws while it loads, or holds something else than expected.
 * - `worker-failure`: a worker thread ended or answered with something that is no answer.
 */
export type ErrorCode =
  | "invalid-input"
  | "unknown-name"
  | "not-converged"
  | "non-finite"
  | "invalid-claim"
  | "unreadable-file"
  | "worker-failure";

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
  /** The offending value. Whatever JSON cannot carry (NaN, an infinity, a function) is kept as its text. */
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
    if ("value" in details) this.value = asJson(details.value);
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

/** An error as data, for another thread or a file; any other thrown value gets `fallback` as its code. */
export function toFailure(thrown: unknown, fallback: ErrorCode = "worker-failure"): Failure {
  if (thrown instanceof AsymptopiaError || isFailureLike(thrown)) {
    const { code, message, field, value, accepted } = thrown;
    return {
      code,
      message,
      ...(field === undefined ? {} : { field }),
      ...(value === undefined ? {} : { value }),
      ...(accepted === undefined ? {} : { accepted }),
    };
  }
  return { code: fallback, message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** The error that `toFailure` described. */
export function fromFailure(failure: Failure): AsymptopiaError {
  const { code, message, ...details } = failure;
  return new AsymptopiaError(code, message, details);
}

/** A copy of `error` whose field is found under `prefix`, for callers that know where the value came from. */
export function withFieldPrefix(error: AsymptopiaError, prefix: string): AsymptopiaError {
  const field = error.field === undefined ? prefix : `${prefix}${error.field.startsWith("[") ? "" : "."}${error.field}`;
  const message =
    error.field !== undefined && error.message.startsWith(error.field)
      ? field + error.message.slice(error.field.length)
      : error.message;
  return new AsymptopiaError(error.code, message, {
    field,
    ...(error.value === undefined ? {} : { value: error.value }),
    ...(error.accepted === undefined ? {} : { accepted: error.accepted }),
    cause: error.cause,
  });
}

/** A value as a person would write it in a message, cut to a readable length. */
export function describe(value: unknown): string {
  if (value === undefined) return "absent";
  const text = typeof value === "string" ? JSON.stringify(value) : String(JSON.stringify(asJson(value)));
  const plain = typeof value === "number" && !Number.isFinite(value) ? String(value) : text;
  return plain.length > 80 ? `${plain.slice(0, 77)}...` : plain;
}

// Claim files may load a second copy of this module, whose class is another one with the same shape.
function isFailureLike(thrown: unknown): thrown is AsymptopiaError {
  return thrown instanceof Error && thrown.name === "AsymptopiaError" && "code" in thrown;
}

function asJson(value: unknown): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value as object).map(([key, member]) => [key, asJson(member)]));
  }
  return String(value);
}

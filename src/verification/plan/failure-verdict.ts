import type { Failure } from "../../foundation/errors.ts";

/** The verdict on what came to this: without an optional package nothing is broken, and nothing is known. */
export function failureVerdict({ code }: Pick<Failure, "code">): "failed" | "incomplete" {
  return code === "missing-dependency" ? "incomplete" : "failed";
}

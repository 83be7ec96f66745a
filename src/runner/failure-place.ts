import type { Failure } from "../foundation/errors.ts";

/** A failure whose message ends with the replicate that it happened in. */
export function placed(failure: Failure, { size }: { readonly size: number }, replicate: number): Failure {
  return { ...failure, message: `${failure.message}, at size ${size}, replicate ${replicate}` };
}

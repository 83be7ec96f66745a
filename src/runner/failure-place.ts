import type { Failure } from "../foundation/errors.ts";

/** A failure whose message ends with the replicate that it happened in, unless every replicate would end in it. */
export function placed(failure: Failure, { size }: { readonly size: number }, replicate: number): Failure {
  if (failure.code === "missing-dependency") return failure;
  return { ...failure, message: `${failure.message}, at size ${size}, replicate ${replicate}` };
}

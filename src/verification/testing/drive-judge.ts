import type { Judge, Outcome } from "../judge.ts";

/** Answers a judge's requests by `observe(size, replicate)`, larger sizes first, until it asks no more. */
export function driveJudge<Result>(
  judge: Judge<Result>,
  observe: (size: number, replicate: number) => Outcome,
  rounds = Number.POSITIVE_INFINITY,
): Result {
  for (let round = 0; round < rounds; round += 1) {
    const requests = judge.requests();
    if (requests.length === 0) break;
    for (const request of [...requests].reverse()) {
      const length = request.to - request.from;
      judge.accept(
        request,
        Array.from({ length }, (_, i) => observe(request.size, request.from + i)),
      );
    }
  }
  return judge.result();
}

/** A replicate that shows `x`. */
export function shows(x: number): Outcome {
  return { ok: true, values: { x } };
}

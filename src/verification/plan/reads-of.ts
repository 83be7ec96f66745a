import type { Test } from "../../claims/tests.ts";
import { boundReads } from "../bound/bound-evidence.ts";
import { lawReads } from "../law/law-evidence.ts";
import { limitReads } from "../limit/limit-evidence.ts";
import { orderingReads } from "../ordering/ordering-evidence.ts";
import { rateReads } from "../rate/rate-evidence.ts";
import { roundingReads } from "../rounding/rounding-evidence.ts";
import type { ReadObservable } from "../sequential/evidence.ts";

/** What a test reads of every replicate, whatever its kind; a replicate that lacks some of it is at fault. */
export function readsOf(test: Test): readonly ReadObservable[] {
  switch (test.kind) {
    case "identity":
      return roundingReads(test);
    case "limit":
      return limitReads(test);
    case "bound":
      return boundReads({ observable: test.observable, observed: Object.values(test.bound.observed ?? {}) });
    case "law":
      return lawReads(test);
    case "ordering":
      return orderingReads(test);
    case "rate":
      return rateReads(test);
  }
}

import type { DenseMatrix } from "../../linalg/index.ts";

/** A linear network x ↦ FGx of two layers. */
export interface LinearNetwork {
  /** F, d_Y × k. */
  readonly head: DenseMatrix;
  /** G, k × d. */
  readonly features: DenseMatrix;
}

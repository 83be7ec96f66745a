import { type AlternatingOptions, alternating } from "./alternating.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * Alternating minimisation and gradient descent: algorithm (8) of Zhang et al. 2025, arXiv 2502.01763, with
 * P_G = Q_G = I (L. Collins, H. Hassani, A. Mokhtari and S. Shakkottai, ICML 2021; N. Vaswani 2024).
 */
export function amgd(options: AlternatingOptions): Optimizer {
  return alternating(options, { left: false, right: false, damping: 0 });
}

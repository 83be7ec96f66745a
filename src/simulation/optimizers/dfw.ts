import { type AlternatingOptions, alternating } from "./alternating.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * De-biasing and feature whitening: algorithm (8) of Zhang et al. 2025, arXiv 2502.01763, with P_G = I, Q_G = Σ̂
 * (T. T. Zhang, L. F. Toso, J. Anderson and N. Matni, ICLR 2024).
 */
export function dfw(options: AlternatingOptions): Optimizer {
  return alternating(options, { left: false, right: true, damping: 0 });
}

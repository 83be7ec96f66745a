import { type AlternatingOptions, alternating } from "./alternating.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * Kronecker-factored curvature: algorithm (8) of Zhang et al. 2025, arXiv 2502.01763, with P_G = FᵀF and Q_G = Σ̂, the
 * Kronecker factors of the layer's Fisher information (J. Martens and R. Grosse, ICML 2015). With `damping` λ > 0, which
 * is absent from (8), λI is added to each factor.
 */
export function kfac({ damping = 0, ...options }: AlternatingOptions & { readonly damping?: number }): Optimizer {
  return alternating(options, { left: true, right: true, damping });
}

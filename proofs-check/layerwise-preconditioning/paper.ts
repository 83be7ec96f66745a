/** The paper of these claims. */
export const paper = "Zhang et al., ICML 2025, arXiv:2502.01763";

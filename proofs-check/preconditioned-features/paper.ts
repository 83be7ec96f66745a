/** The paper of these claims. */
export const paper = "Yoshida and Nitanda 2025, arXiv:2509.25637";

import type { Parameters } from "asymptopia";
import type { AlgorithmSpecification } from "asymptopia/simulation";
import { paper } from "../paper.ts";

/** Where the orderings of training come from. */
export const trainingReference = `Section 4 and Appendix F of ${paper}`;

/** Σ of trace d with Haar eigenvectors and log-spaced eigenvalues. */
export function anisotropic(condition: number, basis: "haar" | "diagonal" = "haar") {
  return { basis, spectrum: { kind: "log-spaced", condition } };
}

/** Σ = I + .01(A + Aᵀ), A of N(0, 1) entries. */
export const mild = { basis: "perturbed-identity", deviation: 0.01 };

/** d of the small problems that claims train on. */
export const smallInputs = 20;

/**
 * The paper's experiment made small: d = 20 in the place of 100, and four times its learning rate for a fifth of its
 * iterations. The teacher's head keeps η·λ(F⋆ᵀF⋆)·λ(Σ) moderate, as in the paper's: beyond its stability limit AMGD would
 * jump from side to side, and averages of losses would be those of a few runs.
 */
export const small = {
  headDeviation: 0.6,
  features: 2,
  outputs: 15,
  samples: 200,
  noise: 0.1,
  inputLaw: "gaussian",
  batches: "moments",
  iterations: 200,
} as const;

export const learningRate = 0.04;

export const methods = {
  sgd: { kind: "sgd", learningRate },
  adam: { kind: "adam", learningRate },
  amgd: { kind: "amgd", learningRate },
  normedAmgd: { kind: "amgd", learningRate, batchNorm: true },
  dfw: { kind: "dfw", learningRate },
  kfac: { kind: "kfac", learningRate },
  ngd: { kind: "ngd", learningRate, damping: 1e-3, fisher: "model" },
  slowNgd: { kind: "ngd", learningRate: 1e-4, damping: 1e-3, fisher: "model" },
  empiricalNgd: { kind: "ngd", learningRate, damping: 1e-3, fisher: "empirical" },
} as const satisfies Record<string, AlgorithmSpecification>;

type Method = keyof typeof methods;

/** A point of the pair experiment: two methods in the small setting, with changes. */
export function pair(first: Method, second: Method, covariance: object, changes: object = {}): Parameters {
  return { ...small, covariance, ...changes, first: methods[first], second: methods[second] } as unknown as Parameters;
}

export const trainingAssumptions = [
  "$y = F_\\star G_\\star x + \\varepsilon$, $x \\sim N(0, \\Sigma)$ with $\\operatorname{tr}\\Sigma \\approx d$, $\\varepsilon \\sim N(0, \\sigma_\\varepsilon^2 I)$, $\\sigma_\\varepsilon = 0.1$; two fresh batches an iteration, the same ones for both methods",
  "$F_\\star$ of independent $N(0, 0.6^2)$ entries, $G_\\star$ and $G_0$ with Haar orthonormal rows, $F_0$ of $N(0, 1/k)$ entries",
  "AMGD, DFW and KFAC update $F$ by least squares on the one batch and $G$ on the other, with orthonormalisation; SGD, Adam and NGD update both layers at once on the first batch",
];

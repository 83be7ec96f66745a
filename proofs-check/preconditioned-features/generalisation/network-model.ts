import type { Parameters } from "asymptopia";
import { paper } from "../paper.ts";

/** Where what is said of networks comes from. */
export const networkReference = `Section 5 of ${paper}`;

/**
 * Yoshida and Nitanda's experiment made small: half of its training points, a twentieth of its test points, a larger
 * start and longer steps. What each claim says of it was seen at the experiment's own sizes as well.
 */
export const small = {
  inputs: 10,
  samples: 100,
  testSamples: 500,
  initialScale: 0.1,
  steps: 400,
} as const;

/** Steps that go with `small`. */
export const smallRate = 0.04;

/** h that goes with `small`. */
export const smallHidden = 16;

/** The experiment's own settings, which are the defaults of the points; its h. */
export const own = {} as const;
export const ownRate = 0.01;
export const ownHidden = 500;

/** Sizes at the two other budgets. */
export const thoroughSizes = { sizes: [ownHidden] } as const;

export const high = { teacher: { kind: "high" } } as const;
export const low = { teacher: { kind: "low" } } as const;

/** Full-batch training with Σ^p on the first layer's weights. */
export function covariance(exponent: number, learningRate: number) {
  return { kind: "covariance", exponent, learningRate };
}

/** A point that compares two methods. */
export function compared(first: object, second: object, ...changes: readonly object[]): Parameters {
  return Object.assign({}, ...changes, { first, second }) as Parameters;
}

/** What makes a claim of how often the first of two methods has the better measure. */
export function winsOn(measure: string) {
  return {
    better: `firstWins${measure}`,
    worse: `secondWins${measure}`,
    criterion: "larger",
  } as const;
}

export const networkAssumptions = [
  "$f(x) = w_2^\\top\\max(0, W_1x + b_1) + b_2$ with $h$ hidden units, started at a multiple of Kaiming's uniform law (PyTorch's for biases), trained by steps over the whole batch on the mean of $(f(x) - y)^2$, without $\\tfrac12$, with the penalty $0.5\\cdot10^{-6}\\lVert W\\rVert^2/n$ on both layers' weights inside the preconditioned gradient",
  "*Case High*: $\\Sigma = \\operatorname{diag}(10, 0.1, \\dots, 0.1)$ and $\\beta_\\star$ a standard normal multiple of the top eigenvector. *Case Low*: $\\Sigma = \\operatorname{diag}(10, \\dots, 10, 0.1)$ and the bottom one. $y = \\log(1 + e^{10\\beta_\\star^\\top x})$ with noise whose standard deviation is $1/\\mathrm{SNR}$ of the training signal's, standardised by the training set",
  "the test error is the mean of $(f(x) - y)^2$ on fresh points with $y$ *without* noise, shifted and scaled as the training targets; two methods are compared on the same points from the same start",
];

/** How small the experiment is at the default and the quick budget. */
export const smallAssumption =
  "at the default budget $d = 10$, $h = 16$, $n = 100$, 500 test points, 400 steps of $0.04$ from $0.1$ times Kaiming's law; at the thorough one the paper's $h = 500$, $n = 200$, 9,800 test points, 10,000 steps of $0.01$ from $0.001$ times it";

export const oftenAssumption =
  "what is claimed is that the one method has the smaller test error more often than the other: a statement on all draws that needs no moments, and whose confidence sequence is exact";

import { type BoundFormula, boundClaim, exactly } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { type SampleCovarianceParameters, zeroEigenvalueExperiment } from "asymptopia/simulation";

/** A quarter, or a half, of the eigenvalues of Σ are 0. */
const quarter = { kind: "atoms", values: [0, 1, 3], weights: [0.25, 0.5, 0.25] };
const half = { kind: "atoms", values: [0, 1], weights: [0.5, 0.5] };

/** Where the zeros are those of Σ, and where they are those of n < rank Σ samples. */
const points = [
  { population: quarter, phi: 0.5 },
  { population: half, phi: 1.5 },
  { population: quarter, phi: 2 },
  { population: half, phi: 4 },
];

const symbols = {
  h0: { tex: "H\\{0\\}", meaning: "share of the eigenvalues of $\\Sigma$ that are 0" },
  phi: { tex: "\\varphi", meaning: "aspect ratio, $d/n$" },
};

function inputs({ population, phi }: SampleCovarianceParameters) {
  const parsed = parsePopulation(population);
  const zero = parsed.type === "atomic" ? parsed.values.indexOf(0) : -1;
  const h0 = parsed.type === "atomic" && zero >= 0 ? parsed.weights[zero] : 0;
  // A weight is a share that has been rounded.
  return { h0: { ...exactly(h0), error: Number.EPSILON * h0 }, phi: { ...exactly(phi), error: Number.EPSILON * phi } };
}

const atom: BoundFormula<SampleCovarianceParameters> = { expression: "max(h0, 1 - 1 / phi)", symbols, inputs };

/** The formula that counts the zeros as though those of Σ took part in the ratio of n to its rank. */
const wrongAtom: BoundFormula<SampleCovarianceParameters> = {
  expression: "max(0, 1 - (1 - h0) / phi)",
  symbols,
  inputs,
};

const shared = {
  assumptions: [
    "$\\widehat\\Sigma = X^\\top X/n$; the $n$ rows of $X$ are independent, $N(0, \\Sigma)$",
    "$H$ is the distribution of the $d$ eigenvalues of $\\Sigma$, and $\\varphi = d/n$, at any finite size; the rank of $\\Sigma$ is not $n$",
  ],
  source: { reference: "Silverstein and Choi 1995, the mass at 0, with $H\\{0\\} > 0$", status: "sharper" },
  experiment: zeroEigenvalueExperiment,
  grid: points,
  sizes: [8, 32],
} as const;

const why = "$\\max(0, 1 - (1 - H\\{0\\})/\\varphi)$: the ratio of $n$ to the rank upside down in $H\\{0\\}$";

export const atMost = boundClaim({
  id: "rm/atom-at-zero",
  title: "Zero eigenvalues of a sample covariance: no more",
  statement:
    "The share of the eigenvalues of $\\widehat\\Sigma$ that are 0 is $\\max(H\\{0\\}, 1 - 1/\\varphi)$ almost surely, the mass at 0 of the limiting law, since its rank is that of $\\Sigma$ or $n$, whichever is less. This claim says that it is no larger, the next one that it is no smaller.",
  ...shared,
  test: { observable: "zeroShare", direction: "at-most", bound: atom, failureRate: 0 },
  controls: [{ id: "wrong-atom", why, expected: "refuted", grid: [points[0]], test: { bound: wrongAtom } }],
});

export const atLeast = boundClaim({
  id: "rm/atom-at-zero/no-fewer",
  title: "Zero eigenvalues of a sample covariance: no fewer",
  statement:
    "The share of the eigenvalues of $\\widehat\\Sigma$ that are 0 is at least $\\max(H\\{0\\}, 1 - 1/\\varphi)$.",
  ...shared,
  test: { observable: "zeroShare", direction: "at-least", bound: atom, failureRate: 0 },
  controls: [{ id: "wrong-atom", why, expected: "refuted", grid: [points[2]], test: { bound: wrongAtom } }],
});

export default [atMost, atLeast];

import { exactly, type Formula, limitClaim, type Quantity } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { type EdgeEigenvalueParameters, edgeEigenvalueExperiment } from "asymptopia/simulation";
import { type Edge, support, tracyWidomMoments } from "asymptopia/theory";
import { assumptions } from "./random-matrix-model.ts";

/** Two bulks, each with half of the eigenvalues: a gap between them, and four edges. */
const population = { kind: "atoms", values: [1, 10], weights: [0.5, 0.5] };
const phi = 0.1;

/** Even, with n = 10·d: spectrum and d/n are those of the limit at every size, and one position of an edge serves all. */
const sizes = [8, 32, 128];

const edges = support(parsePopulation(population), phi).intervals.flatMap(({ lower, upper }) => [lower, upper]);

/** The edges on one side of their intervals as points: of two intervals with half of the eigenvalues each. */
function points(side: "upper" | "lower") {
  return edges
    .filter((edge) => edge.side === side)
    .map(({ position }, i) => ({
      population,
      phi,
      edge: position.value,
      side,
      shareBelow: (i + (side === "upper" ? 1 : 0)) / 2,
    }));
}

function edgeAt(parameters: EdgeEigenvalueParameters): Edge {
  const found = edges.find(({ position }) => position.value === parameters.edge);
  if (found === undefined) throw new RangeError(`${parameters.edge} is no edge of the support`);
  return found;
}

const mean = tracyWidomMoments[1].mean;

const symbols = {
  gamma: {
    tex: "\\gamma",
    meaning: "$(\\vert z''\\vert/2)^{1/3}$ at the edge, the scale of the fluctuation, with $z(v)$ as in Theorem E.9",
  },
  mu: { tex: "\\mu_1", meaning: "$-1.2065$, mean of the Tracy–Widom law $F_1$" },
};

function inputs(parameters: EdgeEigenvalueParameters): Record<keyof typeof symbols, Quantity> {
  return {
    gamma: edgeAt(parameters).scale as Quantity,
    mu: { ...exactly(mean), error: 2 * Number.EPSILON * Math.abs(mean) },
  };
}

const formula = (expression: string): Formula<EdgeEigenvalueParameters> => ({ expression, symbols, inputs });

const shared = {
  assumptions: [
    ...assumptions,
    "each edge is regular: the density of the limiting law vanishes there like a square root",
  ],
  source: {
    reference: "El Karoui 2007, Lee and Schnelli 2016, Knowles and Yin 2017: the real case at every regular edge",
    status: "sharper",
  },
  experiment: edgeEigenvalueExperiment,
  sizes,
} as const;

/** A bulk of half of the eigenvalues, 1 or 10, as a Marchenko–Pastur law of its own: ratio φ/2. */
const lonelyLowerBulk = [(1 - Math.sqrt(phi / 2)) ** 2, (1 + Math.sqrt(phi / 2)) ** 2];

const ownLaw =
  "the edge of the lower bulk by itself, a Marchenko–Pastur law of ratio $\\varphi/2$: the pull of the other bulk is left out, which is more than the fluctuation";

/** A control at another edge than the true one keeps the formula of the true one. */
function atTrueEdge(expression: string, index: number): Formula<EdgeEigenvalueParameters> {
  return {
    expression,
    symbols,
    inputs: (parameters) => inputs({ ...parameters, edge: edges[index].position.value }),
  };
}

const finiteSize = {
  margin: { relative: 0.3 },
  // Over two runs of 20,000 draws the intercepts at upper edges were −3.0 to 1.0 % of theory, over one at lower edges −2.5 and
  // −1.7 %, each with a standard error of 1.2 %.
  residualBias: { relative: 0.06 },
  // Moving n by ½ moves the edge by O(1/n), which is n^{-1/3} of the fluctuation.
  finiteSizeExponent: 1 / 3,
  // The fluctuation is O(1) at every size.
  varianceExponent: 0,
} as const;

const upper = limitClaim({
  id: "rm/edge-tracy-widom",
  title: "Mean position of the eigenvalue at an upper edge",
  statement:
    "At the upper edge $E$ of an interval of the limiting support, outermost or inner, $n^{2/3}(\\widehat\\lambda - E)$ tends to $\\gamma$ times the Tracy–Widom law $F_1$, with $E$ at the spectrum of $\\Sigma$ and the $d/n$ of that size; here its mean. The bias is of order $n^{-1/3}$: 28 %, 18 % and 12 % of the mean at $d = 8, 32, 128$, too much for a comparison of laws at any size in reach, so that the claim is one of a limit with $q = 1/3$.",
  ...shared,
  grid: points("upper"),
  // The inner edge.
  atBudget: { quick: { grid: points("upper").slice(0, 1) } },
  test: { observable: "scaledDistance", formula: formula("gamma * mu"), ...finiteSize },
  controls: [
    {
      id: "bulk-by-itself",
      why: ownLaw,
      expected: "refuted",
      grid: [{ ...points("upper")[0], edge: lonelyLowerBulk[1] }],
      test: { formula: atTrueEdge("gamma * mu", 1) },
    },
  ],
});

const lower = limitClaim({
  id: "rm/edge-tracy-widom/lower",
  title: "Mean position of the eigenvalue at a lower edge",
  statement:
    "At the lower edge $E > 0$ of an interval of the limiting support, outermost or inner, $n^{2/3}E\\ln(\\widehat\\lambda/E)$ tends to $-\\gamma$ times the Tracy–Widom law $F_1$; here its mean. The logarithm, which changes nothing in the limit, takes most of the term of order $n^{-2/3}$ off: without it extrapolation leaves a tenth of the mean.",
  ...shared,
  grid: points("lower"),
  // The inner edge.
  atBudget: { quick: { grid: points("lower").slice(1) } },
  test: { observable: "scaledLogarithm", formula: formula("-gamma * mu"), ...finiteSize },
  controls: [
    {
      id: "bulk-by-itself",
      why: ownLaw,
      expected: "refuted",
      grid: [{ ...points("lower")[0], edge: lonelyLowerBulk[0] }],
      test: { formula: atTrueEdge("-gamma * mu", 0) },
    },
  ],
});

export default [upper, lower];

import { exactly, type FormulaSymbol, grid, limitClaim, type Quantity } from "asymptopia";
import { sandwichPowers, type WishartMomentsParameters, wishartMomentsExperiment } from "asymptopia/simulation";
import { integral } from "./random-matrix-model.ts";

const assumptions = [
  "$\\widehat\\Sigma = X^\\top X/n$; the $n$ rows of $X$ are independent, $N(0, \\Sigma)$; any $n$ and $d$",
];

const source = { reference: "Moments of the Wishart law", status: "new" } as const;

const population = { kind: "atoms", values: [0.5, 2], weights: [0.5, 0.5] };

/** Small, so that the terms in 1/n are a good part of the whole. */
const sizes = [6, 10, 16];

/**
 * What is claimed is exact at every size, so that there is no bias to extrapolate: every exponent is right, and with one as
 * large as this the weights are −.08, .50 and .57. The ladder is averaged, with the smallest size next to left out, and a wrong
 * term in 1/n stays in that mean, where extrapolation in 1/n would remove it.
 */
const finiteSizeExponent = 4;

const exactAtEverySize = {
  residualBias: { relative: 0 },
  finiteSizeExponent,
  varianceExponent: 1,
} as const;

const shared = {
  phi: { tex: "\\varphi", meaning: "aspect ratio, $d/n$" },
  r: { tex: "\\tfrac1n", meaning: "one over the number of samples; 0 in the limit" },
} satisfies Record<string, FormulaSymbol>;

const powers = (parameters: WishartMomentsParameters, order: number): Quantity =>
  integral(parameters.population, (tau) => tau ** order);

const secondMoment = limitClaim({
  id: "rm/wishart-moments",
  title: "Second moment of a Wishart matrix, exactly",
  statement:
    "$\\mathbb E\\,\\widehat\\Sigma^2 = (1 + \\frac1n)\\Sigma^2 + \\frac{\\operatorname{tr}\\Sigma}{n}\\Sigma$ at every $n$ and $d$; here its normalised trace. No limit is involved, which makes it a test of the sampler: the claim is one of kind `limit` without any bias.",
  assumptions,
  source,
  experiment: wishartMomentsExperiment,
  grid: grid({ population: [population], phi: [0.5, 2] }),
  sizes,
  test: {
    observable: "secondMoment",
    formula: {
      expression: "(1 + r) * m2 + phi * m1^2",
      symbols: {
        ...shared,
        m1: { tex: "m_1", meaning: "$\\operatorname{tr}\\Sigma/d$" },
        m2: { tex: "m_2", meaning: "$\\operatorname{tr}\\Sigma^2/d$" },
      },
      inputs: (parameters) => ({
        phi: exactly(parameters.phi),
        r: exactly(parameters.inverseSamples),
        m1: powers(parameters, 1),
        m2: powers(parameters, 2),
      }),
      variants: [
        { why: "the term in $\\frac1n$ forgotten: right in the limit alone", expression: "m2 + phi * m1^2" },
        { why: "$2/n$, as if $X$ were complex or counted twice", expression: "(1 + 2 * r) * m2 + phi * m1^2" },
        { why: "$1 - \\frac1n$, as for a centred sample", expression: "(1 - r) * m2 + phi * m1^2" },
      ],
    },
    margin: { relative: 0.01 },
    ...exactAtEverySize,
  },
});

const pairs = {
  uSa: ["u", "a"],
  bSw: ["b", "w"],
  uSb: ["u", "b"],
  aSw: ["a", "w"],
  aSb: ["a", "b"],
  uSw: ["u", "w"],
} as const;

/** uᵀΣv for unit vectors along τ^p and τ^q. */
function form(parameters: WishartMomentsParameters, [left, right]: (typeof pairs)[keyof typeof pairs]): Quantity {
  const [p, q] = [sandwichPowers[left], sandwichPowers[right]];
  const [numerator, u, v] = [p + q + 1, 2 * p, 2 * q].map((order) => powers(parameters, order));
  const value = numerator.value / Math.sqrt(u.value * v.value);
  const relative = numerator.error / numerator.value + (u.error / u.value + v.error / v.value) / 2 + 4 * Number.EPSILON;
  return { value, error: value * relative, status: "ok" };
}

const sandwich = limitClaim({
  id: "rm/wishart-moments/sandwich",
  title: "A Wishart matrix on either side of a test matrix, exactly",
  statement:
    "$\\mathbb E\\,\\widehat\\Sigma A\\widehat\\Sigma = \\Sigma A\\Sigma + \\frac1n(\\Sigma A^\\top\\Sigma + \\operatorname{tr}(A\\Sigma)\\Sigma)$ at every $n$ and $d$, for any $A$; here $u^\\top\\cdot w$ of it with $A = ab^\\top$, which is not symmetric, and unit vectors $u, a, b, w$ along the diagonals of $I, \\Sigma, \\Sigma^{-1}, \\Sigma^{1/2}$.",
  assumptions,
  source,
  experiment: wishartMomentsExperiment,
  grid: grid({ population: [population], phi: [0.5, 2] }),
  sizes,
  atBudget: { quick: { grid: grid({ population: [population], phi: [0.5] }) } },
  test: {
    observable: "sandwich",
    formula: {
      expression: "uSa * bSw + r * (uSb * aSw + aSb * uSw)",
      symbols: {
        r: shared.r,
        ...Object.fromEntries(
          Object.entries(pairs).map(([name, [left, right]]) => [
            name,
            {
              tex: `(${left}^\\top\\Sigma ${right})`,
              meaning: `the form of $\\Sigma$ between $${left}$ and $${right}$`,
            },
          ]),
        ),
      },
      inputs: (parameters) => ({
        r: exactly(parameters.inverseSamples),
        ...Object.fromEntries(Object.entries(pairs).map(([name, pair]) => [name, form(parameters, pair)])),
      }),
      variants: [
        { why: "the terms in $\\frac1n$ forgotten: right in the limit alone", expression: "uSa * bSw" },
        { why: "the trace left out", expression: "uSa * bSw + r * uSb * aSw" },
        { why: "the transposed matrix left out", expression: "uSa * bSw + r * aSb * uSw" },
        { why: "$A$ in the place of $A^\\top$", expression: "uSa * bSw + r * (uSa * bSw + aSb * uSw)" },
      ],
    },
    margin: { relative: 0.02 },
    ...exactAtEverySize,
  },
});

const inverse = limitClaim({
  id: "rm/wishart-moments/inverse",
  title: "Inverse of a Wishart matrix, exactly",
  statement:
    "$\\mathbb E\\,\\widehat\\Sigma^{-1} = \\frac{n}{n - d - 1}\\Sigma^{-1}$ for every $n > d + 1$; here its normalised trace, with numerator and denominator divided by $n$.",
  assumptions,
  source,
  experiment: wishartMomentsExperiment,
  grid: grid({ population: [population], phi: [0.2, 0.5] }),
  sizes,
  atBudget: { quick: { grid: grid({ population: [population], phi: [0.5] }) } },
  test: {
    observable: "inverse",
    formula: {
      expression: "mInverse / (1 - phi - r)",
      symbols: { ...shared, mInverse: { tex: "m_{-1}", meaning: "$\\operatorname{tr}\\Sigma^{-1}/d$" } },
      inputs: (parameters) => ({
        phi: exactly(parameters.phi),
        r: exactly(parameters.inverseSamples),
        mInverse: powers(parameters, -1),
      }),
      variants: [
        { why: "the 1 forgotten: right in the limit alone", expression: "mInverse / (1 - phi)" },
        { why: "$n - d + 1$", expression: "mInverse / (1 - phi + r)" },
        { why: "$n - d - 2$", expression: "mInverse / (1 - phi - 2 * r)" },
      ],
    },
    margin: { relative: 0.01 },
    ...exactAtEverySize,
  },
  controls: [
    {
      id: "no-inflation",
      why: "$\\mathbb E\\,\\widehat\\Sigma^{-1} = \\Sigma^{-1}$, as though the inverse were as unbiased as $\\widehat\\Sigma$",
      expected: "refuted",
      grid: grid({ population: [population], phi: [0.5] }),
      test: {
        formula: {
          expression: "mInverse",
          symbols: { mInverse: { tex: "m_{-1}", meaning: "$\\operatorname{tr}\\Sigma^{-1}/d$" } },
          inputs: (parameters) => ({ mInverse: powers(parameters, -1) }),
        },
      },
    },
  ],
});

export default [secondMoment, sandwich, inverse];

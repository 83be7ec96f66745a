import { boundClaim, exactly, type FormulaSymbol, grid } from "asymptopia";
import { type SelfNormalisedParameters, selfNormalisedExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";

const delta = 0.05;

const symbols = {
  L: { tex: "L", meaning: "$\\ln(\\det(V + \\sum_ix_ix_i^\\top)/\\det V)$, observed" },
  noiseVariance: { tex: "\\sigma^2", meaning: "the noise is $\\sigma^2$-sub-Gaussian" },
  dW: { tex: "d_w", meaning: "dimension of the noise" },
  delta: { tex: "\\delta", meaning: "probability with which the bound may fail" },
} satisfies Record<string, FormulaSymbol>;

function bound(expression: string, ...names: readonly (keyof typeof symbols)[]) {
  return {
    expression,
    symbols: Object.fromEntries(["L" as const, ...names].map((name) => [name, symbols[name]])),
    observed: { L: "logDeterminantRatio" },
    inputs: ({ noiseVariance, outputs }: SelfNormalisedParameters) => {
      const all = { noiseVariance: exactly(noiseVariance), dW: exactly(outputs), delta: exactly(delta), L: exactly(0) };
      return Object.fromEntries(names.map((name) => [name, all[name]]));
    },
  };
}

const shape = { inputs: 5, outputs: 2, noiseVariance: 0.5, regularisation: 1 };

export default boundClaim({
  id: "lp/lemma-B.3",
  title: "A self-normalised sum of inputs times noise",
  statement:
    "With probability at least $1 - \\delta$, $\\Vert (V + \\sum_ix_ix_i^\\top)^{-1/2}\\sum_ix_iw_i^\\top\\Vert ^2 \\le 4\\sigma^2\\ln\\frac{\\det(V + \\sum_ix_ix_i^\\top)}{\\det V} + 8d_w\\sigma^2\\ln5 + 8\\sigma^2\\ln\\frac1\\delta$; here $\\delta = 0.05$. Inputs may depend on the noise before them: those of the adaptive design are reflected so as to point where the noise's sum does.",
  assumptions: [
    "$w_i \\in \\mathbb R^{d_w}$ is $\\sigma^2$-sub-Gaussian given $x_1, w_1, \\dots, x_i$",
    "$V$ is positive definite; here a multiple of $I$",
  ],
  source: {
    reference: `Lemma B.3 of ${paper}, after Abbasi-Yadkori, Pál and Szepesvári 2011`,
    status: "reconstructed",
  },
  experiment: selfNormalisedExperiment,
  grid: [
    ...grid({
      inputs: [5],
      outputs: [2],
      noiseVariance: [0.5],
      regularisation: [1, 100],
      design: ["independent", "adaptive"],
      noiseLaw: ["gaussian", "rademacher"],
    }),
    { ...shape, inputs: 20, outputs: 10 },
  ],
  sizes: [20, 200],
  test: {
    observable: "squaredNorm",
    direction: "at-most",
    bound: bound(
      "4 * noiseVariance * L + 8 * dW * noiseVariance * log(5) + 8 * noiseVariance * log(1 / delta)",
      "noiseVariance",
      "dW",
      "delta",
    ),
    failureRate: delta,
  },
  controls: [
    {
      id: "a-twentieth",
      why: "a twentieth of the bound: shows how loose it is, which holds with some ten times what Gaussian data need",
      expected: "refuted",
      grid: [{ ...shape, inputs: 20, outputs: 10 }],
      test: {
        bound: bound(
          "(4 * noiseVariance * L + 8 * dW * noiseVariance * log(5) + 8 * noiseVariance * log(1 / delta)) / 20",
          "noiseVariance",
          "dW",
          "delta",
        ),
      },
    },
  ],
});

import { boundClaim, grid, orderingClaim } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { readoutPairExperiment } from "asymptopia/simulation";
import { tunedRidge } from "asymptopia/theory";
import { assumptions, averagedAssumption, paper, thinnedWhenQuick, threeAtoms } from "./readout-model.ts";

const source = { reference: `The teacher alignment of ${paper}`, status: "sharper" } as const;

/** At finite sizes: nothing tends to infinity. */
const finiteAssumptions = [...assumptions.filter((_, i) => i !== 3), averagedAssumption];

const pairAssumptions = [...finiteAssumptions, "$\\theta^\\top\\theta = 1$"];

/** p = 2a beside p = 2a + `offset`, each with the ridge that is best for it in theory, the other one's times a factor. */
function pair(
  setting: { readonly phi: number; readonly noiseVariance: number; readonly alignment: number },
  offset: number,
  factor = 1,
) {
  const { phi, noiseVariance, alignment } = setting;
  const population = parsePopulation(threeAtoms);
  const training = (exponent: number, times: number) => {
    const { lambda } = tunedRidge({ ...setting, population, exponent });
    return { exponent, lambda: times * lambda.value };
  };
  return {
    population: threeAtoms,
    phi,
    noiseVariance,
    alignments: [alignment],
    first: training(2 * alignment, 1),
    second: training(2 * alignment + offset, factor),
  };
}

const settings = [0.5, 2].flatMap((phi) =>
  [0.1, 0.5].flatMap((noiseVariance) => [0, 0.5, 1].map((alignment) => ({ phi, noiseVariance, alignment }))),
);

const ordering = {
  better: "firstRisk",
  worse: "secondRisk",
  criterion: "smaller",
  differences: "nearly-gaussian",
} as const;

export const tuned = orderingClaim({
  id: "pf/teacher-alignment",
  title: "At its best ridge the aligned exponent p = 2a is the best",
  statement:
    "For a teacher with $\\theta_i^2 \\propto \\tau_i^{2a}$ the preconditioner $\\Sigma^{2a}$, with the ridge $\\lambda^\\star = \\sigma^2\\varphi\\int\\tau^{2a}dH$ that is best for it, has less risk than $\\Sigma^{2a \\pm 1/2}$ with the ridges that are best for those. Averaged over the signs of the teacher no linear rule has less, so that $p^\\star = 2a$ whatever $\\varphi$ and the noise are.",
  assumptions: pairAssumptions,
  source,
  experiment: readoutPairExperiment,
  ...thinnedWhenQuick(settings.flatMap((setting) => [pair(setting, -0.5), pair(setting, 0.5)])),
  sizes: [64],
  test: ordering,
  controls: [
    {
      id: "without-a-ridge",
      why: "no ridge at all: at $\\varphi = 2$ and little noise $p = 2a = 2$ is too much for the inputs of large variance",
      expected: "refuted",
      grid: grid({
        population: [threeAtoms],
        phi: [2],
        noiseVariance: [0.01],
        alignments: [[1]],
        first: [{ exponent: 2, lambda: 0 }],
        second: [{ exponent: 1, lambda: 0 }],
      }),
    },
    {
      id: "common-ridge",
      why: "the same ridge for both exponents: $p = 2a = 1$ with a hundred times the ridge that is best for it",
      expected: "refuted",
      grid: grid({
        population: [threeAtoms],
        phi: [0.5],
        noiseVariance: [0.1],
        alignments: [[0.5]],
        first: [{ exponent: 1, lambda: 5 }],
        second: [{ exponent: 1.5, lambda: 5 }],
      }),
    },
  ],
});

export const everyDraw = boundClaim({
  id: "pf/teacher-alignment/every-draw",
  title: "The aligned exponent is the best on every single draw of the inputs",
  statement:
    "Averaged over the teacher's signs and the noise, given the inputs, $p = 2a$ with $\\lambda^\\star$ has no more risk than any other exponent with any ridge: not on average alone, but for every $X$ at every size, since no linear rule has less. Here against $p = 2a \\pm 1/2$ with a quarter of their best ridges, these, and four times these.",
  assumptions: pairAssumptions,
  source,
  experiment: readoutPairExperiment,
  ...thinnedWhenQuick(
    [0.5, 2].flatMap((phi) =>
      [-0.5, 0.5].flatMap((offset) =>
        [0.25, 1, 4].map((factor) => pair({ phi, noiseVariance: 0.5, alignment: 0.5 }, offset, factor)),
      ),
    ),
  ),
  // At these n/d is φ exactly, and λ* that of the finite problem.
  sizes: [8, 32],
  test: {
    observable: "secondRisk",
    direction: "at-least",
    bound: {
      expression: "best",
      symbols: { best: { tex: "R^\\star", meaning: "risk of $p = 2a$ at $\\lambda^\\star$ on the same draw" } },
      observed: { best: "firstRisk" },
      inputs: () => ({}),
    },
    failureRate: 0,
  },
  controls: [
    {
      id: "other-ridge",
      why: "$p = 2a$ with a tenth of $\\lambda^\\star$ against $p = 2a$ with $2\\lambda^\\star$",
      expected: "refuted",
      grid: [pair({ phi: 2, noiseVariance: 0.5, alignment: 0.5 }, 0.5)].map((point) => ({
        ...point,
        first: { ...point.first, lambda: point.first.lambda / 10 },
        second: { ...point.first, lambda: 2 * point.first.lambda },
      })),
    },
  ],
});

export const ridgeless = orderingClaim({
  id: "pf/teacher-alignment/whitening",
  title: "Without a ridge p = −1 is the best for a signal that is the same in all directions",
  statement:
    "For $\\varphi > 1$, without a ridge and with $\\theta_i^2 \\propto 1/\\tau_i$ ($a = -\\frac12$) the best exponent is $-1$, whatever the noise: $\\Sigma^{-1}$ has less risk than $\\Sigma^{-1/2}$ and $\\Sigma^{-3/2}$.",
  assumptions: [...finiteAssumptions, "$\\theta^\\top\\Sigma\\theta = 1$", "$\\lambda \\downarrow 0$, $\\varphi > 1$"],
  source,
  experiment: readoutPairExperiment,
  grid: grid({
    population: [threeAtoms],
    phi: [2],
    noiseVariance: [0, 0.1, 2],
    normalization: ["unit-signal"],
    alignments: [[-0.5]],
    first: [{ exponent: -1, lambda: 0 }],
    second: [
      { exponent: -1.5, lambda: 0 },
      { exponent: -0.5, lambda: 0 },
    ],
  }),
  sizes: [64],
  test: ordering,
  controls: [
    {
      id: "another-teacher",
      why: "$a = \\frac12$, a signal in the directions of large variance, with little noise",
      expected: "refuted",
      grid: grid({
        population: [threeAtoms],
        phi: [2],
        noiseVariance: [0.1],
        normalization: ["unit-signal"],
        alignments: [[0.5]],
        first: [{ exponent: -1, lambda: 0 }],
        second: [{ exponent: -0.5, lambda: 0 }],
      }),
    },
  ],
});

export default [tuned, everyDraw, ridgeless];

import type { FormulaSymbol } from "asymptopia";
import { fixedInstance, type RescaledInputsParameters } from "asymptopia/simulation";
import { batchNormTargetDistance, whiteningTargetDistance } from "asymptopia/theory";

export const assumptions = [
  "$y = F_\\star G_\\star x + \\varepsilon$, $x \\sim N(0, \\Sigma)$, $\\varepsilon \\sim N(0, \\sigma_\\varepsilon^2I)$; AMGD with a fresh pair of batches of $n$ samples a step",
  "enough steps, of a size small enough, to converge; $n \\to \\infty$ then",
];

const spectrum = (condition: number) => ({ kind: "log-spaced", condition });

export const diagonal = (condition: number) => ({ basis: "diagonal", spectrum: spectrum(condition) });

export const haar = (condition: number) => ({ basis: "haar", spectrum: spectrum(condition) });

/** Where 60 steps converge. */
export const shape = {
  inputs: 9,
  features: 3,
  outputs: 4,
  head: { kind: "log-spaced", condition: 1 },
  noiseVariance: 0.1,
  distance: 0.8,
  steps: 60,
} as const;

/** Samples of a batch. */
export const sizes = [500, 1500];

const targets = {
  whitening: { tex: "\\mathrm{dist}(G_\\star\\Sigma^{1/2}, G_\\star)", meaning: "distance between the row spaces" },
  batchNorm: {
    tex: "\\mathrm{dist}(G_\\star D^{1/2}, G_\\star)",
    meaning: "distance between the row spaces, $D = \\operatorname{diag}\\Sigma$",
  },
} satisfies Record<string, FormulaSymbol>;

/** The distance of a target from the teacher's features, at the teacher of the point. */
export function targetDistance(target: keyof typeof targets) {
  return {
    expression: target,
    symbols: { [target]: targets[target] },
    inputs: (point: RescaledInputsParameters) => {
      const { teacherFeatures, covariance } = fixedInstance(point);
      const distance = target === "whitening" ? whiteningTargetDistance : batchNormTargetDistance;
      return { [target]: distance(teacherFeatures, covariance.matrix) };
    },
  };
}

/** The bias is of the order of the variance over n of what noise and samples leave. */
export const tolerances = {
  margin: { absolute: 0.01 },
  residualBias: { absolute: 0.002 },
  finiteSizeExponent: 1,
} as const;

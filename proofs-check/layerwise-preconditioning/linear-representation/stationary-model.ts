import { exactly, type FormulaSymbol, type Quantity } from "asymptopia";
import { fixedInstance, type StationaryParameters } from "asymptopia/simulation";
import { curvatures } from "asymptopia/theory";

export const assumptions = [
  "$y = F_\\star G_\\star x + \\varepsilon$, $x \\sim N(0, \\Sigma)$, $\\varepsilon \\sim N(0, \\sigma_\\varepsilon^2I)$; $G_\\star$ has orthonormal rows, $F_\\star$ full column rank",
  "fresh batches of $n > d + 1$ samples in every step, one for $F$, one for $G$; $\\eta_F = 1$, $\\eta_G = \\eta \\in (0, 2)$",
];

export const shape = { inputs: 12, features: 4, outputs: 5, steps: 64 } as const;

export const haar = (condition: number) => ({ basis: "haar", spectrum: { kind: "log-spaced", condition } });

const symbols = {
  eta: { tex: "\\eta", meaning: "step size of $G$" },
  d: { tex: "d", meaning: "inputs" },
  r: { tex: "\\tfrac1n", meaning: "one over the samples of a batch; 0 in the limit" },
  headTrace: { tex: "\\operatorname{tr}(F_\\star^\\top F_\\star)^{-1}", meaning: "trace, over the features" },
  inputsTrace: {
    tex: "\\operatorname{tr}(P_\\perp\\Sigma^{-1}P_\\perp)",
    meaning: "trace over the orthogonal complement of $G_\\star$'s rows, $P_\\perp = I - G_\\star^\\top G_\\star$",
  },
} satisfies Record<string, FormulaSymbol>;

/** n times the stationary squared distance over σ_ε², to first order in σ_ε². */
export const noiseFloor = {
  expression: "eta / (2 - eta) * headTrace * inputsTrace / (1 - (d + 1) * r)",
  symbols,
  inputs: (point: StationaryParameters): Record<keyof typeof symbols, Quantity> => {
    const { teacherHead, teacherFeatures, covariance } = fixedInstance(point);
    const found = curvatures({ teacherHead, teacherFeatures, covariance: covariance.matrix });
    return {
      eta: exactly(point.eta),
      d: exactly(point.inputs),
      r: exactly(point.inverseSamples),
      headTrace: sumOfInverses(found.head, found.headError),
      inputsTrace: sumOfInverses(found.inputs, found.inputsError),
    };
  },
};

function sumOfInverses(values: Float64Array, relativeError: number): Quantity {
  const value = values.reduce((sum, one) => sum + 1 / one, 0);
  return { value, error: relativeError * value, status: relativeError < 1e-9 ? "ok" : "inaccurate" };
}

/** What is exact at every size has no bias to extrapolate: with so large an exponent the ladder is all but averaged. */
export const exactAtEverySize = {
  residualBias: { relative: 0.001 },
  finiteSizeExponent: 8,
  varianceExponent: 0,
} as const;

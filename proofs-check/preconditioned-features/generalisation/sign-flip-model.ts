import { exactly, type FormulaSymbol, type Quantity } from "asymptopia";
import type { SignFlipParameters } from "asymptopia/simulation";
import { populationReadout, type SignFlipSetting } from "asymptopia/theory";
import { paper } from "../paper.ts";

export const signFlipReference = `out-of-distribution experiment of ${paper}; a sign-flip problem that can be solved in closed form`;

/** What all claims on the sign-flip problem say of it. */
export const signFlipAssumptions = [
  "classes $y = \\pm1$ with probability ½; inputs independent given $y$: an invariant feature $0.2y + 0.16g$ (signal $a = 1.25$), a spurious one $y + 0.5g$ in training and $-y + 0.5g$ at test time (signal $b = 2$), nuisance $0.4g$; $g$ standard normal",
  "a linear readout trained from $0$ by $w \\leftarrow w - \\eta\\Sigma^p\\nabla$ on $\\frac12$ mean $(y - w^\\top x)^2$, $\\Sigma = \\mathbb{E}xx^\\top$ of the training **population**; gradient flow unless said, in closed form; time in units of $1/\\lambda_{\\max}(\\Sigma^{1+p})$, ridge $\\lambda$ on $\\Sigma^{p/2}x$ in units of $\\lambda_{\\max}(\\Sigma^{1+p})$",
  "accuracies are those of the population, $\\Phi$ of the margin; no test samples are drawn",
];

/** d where it does not grow with the samples: two features and ten nuisance inputs. */
export const fewInputs = { inputs: 12 };

/** What theory is told of a point. */
export function signFlipSetting(point: SignFlipParameters): SignFlipSetting {
  const { invariantSignal, spuriousSignal, invariantDeviation, spuriousDeviation, nuisanceDeviation, inputs } = point;
  const features = { invariantSignal, spuriousSignal, invariantDeviation, spuriousDeviation };
  return { ...features, nuisanceDeviation: inputs === 2 ? null : nuisanceDeviation };
}

const symbols = {
  a: { tex: "a", meaning: "signal of the invariant feature" },
  b: { tex: "b", meaning: "signal of the spurious feature" },
  u: { tex: "u", meaning: "weight of the invariant feature on the population's path, times its deviation" },
  v: { tex: "v", meaning: "weight of the spurious feature on the population's path, times its deviation" },
} satisfies Record<string, FormulaSymbol>;

/** A margin on the path that infinitely many samples give. */
export function pathMargin(sign: "+" | "-") {
  return {
    expression: `(a * u ${sign} b * v) / sqrt(u ^ 2 + v ^ 2)`,
    symbols,
    inputs: (point: SignFlipParameters): Record<keyof typeof symbols, Quantity> => {
      const { invariantWeight, spuriousWeight } = populationReadout(signFlipSetting(point), point.readout);
      return {
        a: exactly(point.invariantSignal),
        b: exactly(point.spuriousSignal),
        u: invariantWeight,
        v: spuriousWeight,
      };
    },
  };
}

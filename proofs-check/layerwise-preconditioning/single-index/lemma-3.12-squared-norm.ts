import { limitClaim } from "asymptopia";
import { balancedOneStepExperiment } from "asymptopia/simulation";
import {
  assumptions,
  declare,
  figure,
  inputs,
  kfacAtBudget,
  kfacGrid,
  momentMargin,
  paper,
  residualBias,
  sizes,
} from "./one-step-model.ts";

const symbols = ["alpha", "s2", "m1", "phi", "noiseVariance", "lambda", "m", "dm"] as const;

export default limitClaim({
  id: "lp/lemma-3.12/squared-norm",
  title: "Squared norm of the KFAC step",
  statement:
    "$\\|\\beta_{\\rm KFAC}\\|^2$ with $\\beta_{\\rm KFAC} = (\\widehat\\Sigma + \\lambda I)^{-1}X^\\top y/n$ tends to the formula: equation (31) in the proof of Lemma 3.12.",
  assumptions,
  source: { reference: `Equation (31) of ${paper}`, status: "reconstructed" },
  experiment: balancedOneStepExperiment,
  grid: kfacGrid,
  atBudget: kfacAtBudget,
  sizes,
  test: {
    observable: "kfacSquaredNorm",
    formula: {
      expression:
        "alpha^2 * (1 - 2 * lambda * m + lambda^2 * dm) + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * dm)",
      symbols: declare(...symbols),
      inputs: inputs(...symbols),
      variants: [
        {
          why: "$m'$ dropped throughout",
          expression: "alpha^2 * (1 - 2 * lambda * m) + phi * (s2 - alpha^2 * m1 + noiseVariance) * m",
        },
        {
          why: "$m^2$ in the place of $m'$, the square of a mean in the place of the mean of squares",
          expression: "alpha^2 * (1 - lambda * m)^2 + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * m^2)",
        },
        {
          why: "$m(-\\lambda)$ differentiated by $\\lambda$, which is $-m'$",
          expression:
            "alpha^2 * (1 - 2 * lambda * m - lambda^2 * dm) + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m + lambda * dm)",
        },
        {
          why: "$\\lambda^2 m'$ in the place of $1 - 2\\lambda m + \\lambda^2 m'$: the part of the signal that the ridge removes for the part that it leaves",
          expression: "alpha^2 * lambda^2 * dm + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * dm)",
        },
        {
          why: "$m$ in the place of $\\lambda m$, and $m'$ in that of $\\lambda^2 m'$, in the signal",
          expression: "alpha^2 * (1 - 2 * m + dm) + phi * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * dm)",
        },
        {
          why: "the transform of $XX^\\top/n$ in the place of $m$: then $1 - 2\\lambda m + \\lambda^2 m'$ and $m - \\lambda m'$ are $\\varphi$ times as large",
          expression:
            "phi * alpha^2 * (1 - 2 * lambda * m + lambda^2 * dm) + phi^2 * (s2 - alpha^2 * m1 + noiseVariance) * (m - lambda * dm)",
        },
        {
          why: "$s^2$ in the place of the variance that no linear function explains, $s^2 - \\alpha_\\star^2 m_1$",
          expression: "alpha^2 * (1 - 2 * lambda * m + lambda^2 * dm) + phi * (s2 + noiseVariance) * (m - lambda * dm)",
        },
        {
          why: "no noise from the non-linear part of the teacher",
          expression: "alpha^2 * (1 - 2 * lambda * m + lambda^2 * dm) + phi * noiseVariance * (m - lambda * dm)",
        },
      ],
    },
    margin: momentMargin,
    residualBias,
    finiteSizeExponent: 1,
  },
  figure: figure("‖β_KFAC‖²"),
});

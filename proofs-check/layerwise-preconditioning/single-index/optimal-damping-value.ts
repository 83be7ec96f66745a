import { exactly, limitClaim } from "asymptopia";
import { parsePopulation } from "asymptopia/model";
import { balancedOneStepExperiment } from "asymptopia/simulation";
import { solveSilverstein } from "asymptopia/theory";
import { correlationMargin, declare, figure, residualBias, sizes } from "./one-step-model.ts";
import { dampedAtBudget, dampedGrid, optimalDamping, optimalDampingAssumptions } from "./optimal-damping-model.ts";

export default limitClaim({
  id: "lp/optimal-damping/value",
  title: "Correlation of the optimally damped KFAC step",
  statement:
    "At the damping $\\lambda^\\star = \\varphi u^2/\\alpha_\\star^2$ the limit of Lemma 3.12 is the formula, with $m = m(-\\lambda^\\star)$: what the teacher is like enters through $\\lambda^\\star$ alone.",
  assumptions: optimalDampingAssumptions,
  source: { reference: "A consequence of Lemma 3.12", status: "new" },
  experiment: balancedOneStepExperiment,
  grid: dampedGrid(1),
  atBudget: dampedAtBudget(1),
  sizes,
  test: {
    observable: "kfacCorrelation",
    formula: {
      expression: "sqrt(1 - lambda * m)",
      symbols: {
        ...declare("m"),
        lambda: { tex: "\\lambda^\\star", meaning: "$\\varphi u^2/\\alpha_\\star^2$, the optimal damping" },
      },
      // At the finite problem's own optimum: that of the limit is off it by the rounding of n, which the maximum forgives.
      inputs(parameters) {
        const lambda = optimalDamping(parameters);
        const { m } = solveSilverstein(parsePopulation(parameters.population), parameters.phi, lambda.value);
        return { lambda: exactly(lambda.value), m };
      },
      variants: [{ why: "$\\lambda m$ in the place of $1 - \\lambda m$", expression: "sqrt(lambda * m)" }],
    },
    margin: correlationMargin,
    residualBias,
    finiteSizeExponent: 1,
  },
  controls: [
    {
      id: "four-times-the-damping",
      why: "$4\\lambda^\\star$ in the place of $\\lambda^\\star$, with its own $m$",
      expected: "refuted",
      grid: dampedGrid(4, { phi: [0.5], teacher: ["relu"] }),
      atBudget: dampedAtBudget(4, { phi: [0.5], teacher: ["relu"] }),
      test: {
        formula: {
          expression: "sqrt(1 - lambda * m)",
          symbols: { ...declare("m"), lambda: { tex: "\\lambda", meaning: "the damping" } },
          inputs(parameters) {
            const lambda = parameters.lambda as number;
            const { m } = solveSilverstein(parsePopulation(parameters.population), parameters.phi, lambda);
            return { lambda: exactly(lambda), m };
          },
        },
      },
    },
  ],
  figure: figure("correlation of β_KFAC with β⋆"),
});

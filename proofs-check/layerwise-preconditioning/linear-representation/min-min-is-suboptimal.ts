import { orderingClaim } from "asymptopia";
import { stationaryExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";
import { assumptions, haar, shape } from "./stationary-model.ts";

const noisy = {
  ...shape,
  covariance: haar(10),
  head: { kind: "log-spaced", condition: 2 },
  steps: 8,
  noiseVariance: 1e-4,
  instance: 0,
  beside: "full steps",
};

export default orderingClaim({
  id: "lp/min-min-is-suboptimal",
  title: "Under noise, exact minimisation in turn is not the best",
  statement:
    "A KFAC step with $\\eta = 1$ is min–min: it minimises the loss on its batch over $G$ exactly. With noise, smaller steps end up nearer to $G_\\star$, by the factor $\\frac{\\eta}{2 - \\eta}$ of the squared distance.",
  assumptions,
  source: { reference: `A consequence of the noise floor of algorithm (8) of ${paper}`, status: "new" },
  experiment: stationaryExperiment,
  grid: [{ ...noisy, eta: 0.5 }],
  sizes: [40],
  test: { better: "squaredDistance", worse: "fullStepSquaredDistance", criterion: "smaller", differences: "any" },
  controls: [
    {
      id: "without-noise",
      why: "no noise: a full step is exact at once, and a smaller one leaves a part of the distance each time",
      expected: "refuted",
      grid: [{ ...noisy, noiseVariance: 0, distance: 0.5, eta: 0.5 }],
    },
  ],
});

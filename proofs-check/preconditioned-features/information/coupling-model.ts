import type { InputMapParameters } from "asymptopia/simulation";
import { inputMapCouplingExperiment } from "asymptopia/simulation";

/** A point of the coupling experiment with its defaults filled in. */
export function coupled(
  point: Partial<InputMapParameters> & Pick<InputMapParameters, "phi" | "method" | "transformation">,
): InputMapParameters {
  return inputMapCouplingExperiment.parameters.parse({
    hidden: 4,
    steps: 10,
    learningRate: 0.2,
    ...point,
  });
}

/** What a claim of this experiment measures. */
export const observables = { discrepancy: "difference", scale: "scale", condition: "condition" } as const;

export const couplingAssumptions = [
  "$Z = W_1^\\top X$ is the network's only access to its inputs; $X$ has independent $N(0, 1)$ entries, labels are independent $N(0, 1)$",
  "full-batch training of $L = \\frac12\\operatorname{mean}\\Vert f - y\\Vert^2$, the later parameters $\\theta_{2:L}$ by gradient descent",
  "gaps are relative to the norm of what is compared, the largest over training; the rounding allowed for is $\\sqrt D\\thinspace k\\varepsilon$ times a measured condition: how far relative errors of $2^{-26}$ in every number, at the start and after every step, drive a run",
];

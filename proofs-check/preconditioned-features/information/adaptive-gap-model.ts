import type { InputMapParameters, MethodSpecification } from "asymptopia/simulation";
import { coupled } from "./coupling-model.ts";

/** Methods with a learning rate at which all of them learn at a similar speed. */
export const adaptiveMethods = {
  kfac: { kind: "kfac", damping: 0.1 },
  undampedKfac: { kind: "kfac", damping: 0 },
  shampoo: { kind: "shampoo" },
  muon: { kind: "muon" },
  adam: { kind: "adam" },
  adahessian: { kind: "adahessian" },
} as const satisfies Record<string, MethodSpecification>;

export type AdaptiveMethod = keyof typeof adaptiveMethods;

/** A network of four hidden units and more samples than inputs. */
export function adaptivePoint(
  method: AdaptiveMethod,
  transformation: "rotation" | "linear",
  changes: Partial<InputMapParameters> = {},
): InputMapParameters {
  return coupled({
    phi: 0.4,
    method: adaptiveMethods[method],
    transformation,
    steps: 8,
    learningRate: 0.05,
    ...changes,
  });
}

export const adaptiveDefinitions = [
  "KFAC has the batch's factors $A = XX^\\top/n + \\lambda I$, $\\lambda = 0.1$ unless said, and the mean of the samples' $\\nabla_z\\ell\\thinspace \\nabla_z\\ell^\\top$ plus $I/20$; Shampoo both accumulated factors to the power $-\\frac14$, with $10^{-3}I$; Muon momentum 0.95 and five Newton–Schulz steps; Adam the usual constants; AdaHessian the exact diagonal of the Hessian, which its random probes estimate, and no spatial averaging",
  "all of them update $W_1$, the later parameters take gradient steps",
];

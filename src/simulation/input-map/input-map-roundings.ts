import type { Problem } from "../experiment.ts";
import { architectureOf, type InputMapParameters } from "./input-map-parameters.ts";

/**
 * √D·(30d^{5/2} + r + d + 3h + 10m²): by how many roundings times the condition the two sides of a coupled run may differ, as
 * the input-map coupling experiment derives it.
 */
export function inputMapRoundings({ point, shape }: Problem<InputMapParameters>): number {
  const { hidden: h, outputs, tokens, method } = point;
  const { n, d } = shape;
  const r = n * tokens;
  const disturbed = r * d + d * h + architectureOf(point).parameterCount;
  const order = {
    newton: d * h,
    "least-norm-gauss-newton": n * outputs,
    kfac: Math.max(d, h),
    shampoo: Math.max(d, h),
  };
  const m = method.kind in order ? order[method.kind as keyof typeof order] : method.kind === "whitening" ? d : 0;
  return Math.sqrt(disturbed) * (30 * d ** 2.5 + r + d + 3 * h + 10 * m * m);
}

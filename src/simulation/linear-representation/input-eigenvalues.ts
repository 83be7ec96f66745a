import { invalidInput } from "../../foundation/errors.ts";
import { spectrumOf } from "./input-covariance.ts";
import type { InstanceParameters } from "./instance-schema.ts";

/**
 * The eigenvalues of Σ at a point, ascending, where they are a matter of the point and not of chance.
 *
 * @throws AsymptopiaError `invalid-input` naming `covariance.basis` for a perturbed identity.
 */
export function inputEigenvalues({
  covariance,
  inputs,
}: Pick<InstanceParameters, "covariance" | "inputs">): Float64Array {
  if (covariance.basis === "identity") return new Float64Array(inputs).fill(1);
  if (covariance.basis === "perturbed-identity") {
    throw invalidInput("covariance.basis", covariance.basis, '"identity", "diagonal" or "haar"');
  }
  return spectrumOf(covariance.spectrum, inputs);
}

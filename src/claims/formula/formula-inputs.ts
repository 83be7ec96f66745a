import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Parameters } from "../../foundation/json.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Spectrum } from "../../foundation/spectrum.ts";
import type { Formula } from "../formula.ts";
import type { InputValues } from "./evaluate.ts";

/** What a formula is evaluated at, by symbol: numbers with their errors, and spectra. */
export type FormulaInputs = Readonly<Record<string, Quantity | Spectrum>>;

/**
 * What `formula` is given at `parameters`.
 *
 * @throws AsymptopiaError `invalid-claim` with field `spectra.<name>` for a name that `inputs` gives as well; whatever the
 *   claim's own functions throw.
 */
export function formulaInputs<P extends Parameters>(
  formula: Pick<Formula<P>, "inputs" | "spectra">,
  parameters: P,
): FormulaInputs {
  const numbers = formula.inputs(parameters);
  const spectra = formula.spectra?.(parameters);
  if (spectra === undefined) return numbers;
  for (const name of Object.keys(spectra)) {
    if (!Object.hasOwn(numbers, name)) continue;
    const [field, accepted] = [`spectra.${name}`, "absent where inputs has a value of that name"];
    throw new AsymptopiaError("invalid-claim", `${field} must be ${accepted}`, { field, value: name, accepted });
  }
  return { ...numbers, ...spectra };
}

/** The inputs without their errors. */
export function inputValues(inputs: FormulaInputs): InputValues {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, "integrate" in input ? input : input.value]),
  );
}

import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Spectrum } from "../../foundation/spectrum.ts";
import type { CompiledFormula } from "./compile.ts";
import type { InputValues } from "./evaluate.ts";
import { type FormulaInputs, inputValues } from "./formula-inputs.ts";

/**
 * The formula at inputs that know their own errors.
 *
 * `error` is the sum, over the inputs, of the larger of the two changes that moving one input by ± its error makes,
 * plus the rounding bound of the computation. So it is right to first order in the inputs' errors, and follows an input
 * that occurs several times through all its places. `status` is `inaccurate` if that of an input is, and if an input is
 * so near the end of the formula's domain that moving it one way leaves the domain.
 *
 * @throws AsymptopiaError `invalid-input` with field `inputs.<name>` for an input that is missing, not declared, not
 *   finite or with an error that is negative or not finite; `not-converged` with field `equations` where these have no
 *   root in the domain, several, or none that is proved to be the only one; `non-finite` with field `expression` where the formula is
 *   not a finite real number at the inputs, lies within rounding of a pole, or is not real on either side of an input.
 */
export function evaluateWithError(formula: CompiledFormula, inputs: FormulaInputs): Quantity {
  const values = checkedValues(formula, inputs);
  const { value, rounding } = formula.assess(values);
  if (Number.isNaN(value)) {
    checkSolved(formula, values);
    throw nonFinite("is not a finite real number at the inputs", values, "inputs in the formula's domain");
  }
  if (!Number.isFinite(rounding)) {
    throw nonFinite("lies within rounding error of a pole at the inputs", values, "inputs away from the poles");
  }
  let error = rounding;
  let status: Quantity["status"] = "ok";
  for (const [name, input] of Object.entries(inputs)) {
    if (isSpectrum(input)) continue;
    if (input.status === "inaccurate") status = "inaccurate";
    if (input.error === 0) continue;
    const changes = [input.value - input.error, input.value + input.error]
      .map((moved) => Math.abs(formula.evaluate({ ...values, [name]: moved }) - value))
      .filter((change) => Number.isFinite(change));
    if (changes.length === 0) {
      throw nonFinite(`is not real on either side of ${name}`, values, "inputs inside the formula's domain");
    }
    if (changes.length === 1) status = "inaccurate";
    error += Math.max(...changes);
  }
  return { value, error, status };
}

function isSpectrum(input: Quantity | Spectrum): input is Spectrum {
  return "integrate" in input;
}

function checkedValues(formula: CompiledFormula, inputs: FormulaInputs): InputValues {
  if (typeof inputs !== "object" || inputs === null) throw invalidInput("inputs", inputs, "an object of quantities");
  const { roles } = formula;
  const given = (name: string): Quantity | Spectrum | null => {
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    return typeof input === "object" && input !== null ? input : null;
  };
  for (const name of roles.spectra) {
    const input = given(name);
    if (input === null || !isSpectrum(input)) {
      throw invalidInput(`spectra.${name}`, input ?? undefined, "a spectrum, such as spectrumOf(population) gives");
    }
  }
  for (const name of roles.inputs) {
    const input = given(name);
    if (input === null) {
      const accepted = "a value with error and status, such as exactly(0.5) gives";
      throw invalidInput(`inputs.${name}`, inputs[name], accepted);
    }
    if (isSpectrum(input))
      throw invalidInput(`inputs.${name}`, "a spectrum", "a number: no integral is taken against it");
    if (!Number.isFinite(input.value)) throw invalidInput(`inputs.${name}.value`, input.value, "a finite number");
    if (!Number.isFinite(input.error) || input.error < 0) {
      throw invalidInput(`inputs.${name}.error`, input.error, "a finite number of at least 0");
    }
    if (input.status !== "ok" && input.status !== "inaccurate") {
      throw invalidInput(`inputs.${name}.status`, input.status, "ok or inaccurate");
    }
  }
  const known = [...roles.inputs, ...roles.spectra];
  for (const name of Object.keys(inputs)) {
    if (known.includes(name)) continue;
    const accepted = Object.hasOwn(formula.symbols, name)
      ? "absent: its equation or its integral says what it is"
      : `absent: the formula's symbols are ${Object.keys(formula.symbols).join(", ")}`;
    throw invalidInput(`inputs.${name}`, inputs[name], accepted);
  }
  return inputValues(inputs);
}

/** @throws AsymptopiaError `not-converged` where it is the equations that have no value. */
function checkSolved({ unknowns }: CompiledFormula, values: InputValues): void {
  const solution = unknowns?.solve(values);
  if (solution === undefined || solution.roots !== null) return;
  const accepted = "equations with one root in the domain";
  const numbers = Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === "number"));
  throw new AsymptopiaError("not-converged", `equations have ${solution.reason}`, {
    field: "equations",
    value: numbers,
    accepted,
  });
}

function nonFinite(what: string, values: InputValues, accepted: string): AsymptopiaError {
  const numbers = Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === "number"));
  return new AsymptopiaError("non-finite", `expression ${what}`, { field: "expression", value: numbers, accepted });
}

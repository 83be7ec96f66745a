import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { CompiledFormula } from "./compile.ts";
import { evaluate } from "./evaluate.ts";

/**
 * The formula at inputs that know their own errors.
 *
 * `error` is the sum, over the inputs, of the larger of the two changes that moving one input by ± its error makes,
 * plus the rounding bound of the computation. So it is right to first order in the inputs' errors, and follows an input
 * that occurs several times through all its places. `status` is `inaccurate` if that of an input is, and if an input is
 * so near the end of the formula's domain that moving it one way leaves the domain.
 *
 * @throws AsymptopiaError `invalid-input` with field `inputs.<name>` for an input that is missing, not declared, not
 *   finite or with an error that is negative or not finite; `non-finite` with field `expression` where the formula is
 *   not a finite real number at the inputs, lies within rounding of a pole, or is not real on either side of an input.
 */
export function evaluateWithError(formula: CompiledFormula, inputs: Readonly<Record<string, Quantity>>): Quantity {
  const values = checkedValues(formula, inputs);
  const { value, rounding } = evaluate(formula.tree, values);
  if (Number.isNaN(value)) {
    throw nonFinite("is not a finite real number at the inputs", values, "inputs in the formula's domain");
  }
  if (!Number.isFinite(rounding)) {
    throw nonFinite("lies within rounding error of a pole at the inputs", values, "inputs away from the poles");
  }
  let error = rounding;
  let status: Quantity["status"] = "ok";
  for (const [name, input] of Object.entries(inputs)) {
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

function checkedValues(
  formula: CompiledFormula,
  inputs: Readonly<Record<string, Quantity>>,
): Readonly<Record<string, number>> {
  if (typeof inputs !== "object" || inputs === null) throw invalidInput("inputs", inputs, "an object of quantities");
  const declared = Object.keys(formula.symbols);
  for (const name of declared) {
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (typeof input !== "object" || input === null) {
      throw invalidInput(`inputs.${name}`, input, "a value with error and status, such as exactly(0.5) gives");
    }
    if (!Number.isFinite(input.value)) throw invalidInput(`inputs.${name}.value`, input.value, "a finite number");
    if (!Number.isFinite(input.error) || input.error < 0) {
      throw invalidInput(`inputs.${name}.error`, input.error, "a finite number of at least 0");
    }
    if (input.status !== "ok" && input.status !== "inaccurate") {
      throw invalidInput(`inputs.${name}.status`, input.status, "ok or inaccurate");
    }
  }
  for (const name of Object.keys(inputs)) {
    if (Object.hasOwn(formula.symbols, name)) continue;
    throw invalidInput(`inputs.${name}`, inputs[name], `absent: the formula's symbols are ${declared.join(", ")}`);
  }
  return Object.fromEntries(declared.map((name) => [name, inputs[name].value]));
}

function nonFinite(what: string, values: Readonly<Record<string, number>>, accepted: string): AsymptopiaError {
  return new AsymptopiaError("non-finite", `expression ${what}`, { field: "expression", value: values, accepted });
}

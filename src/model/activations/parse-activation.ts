import { parseWith } from "../../foundation/parse.ts";
import type { Activation } from "../activation.ts";
import { hermite, polynomial } from "./polynomial.ts";
import { leakyRelu, relu } from "./rectifier.ts";
import { registeredActivation } from "./registry.ts";
import { errorFunction, hyperbolicTangent, identity, sine, softplus } from "./smooth.ts";
import { activationSchema } from "./specification-schema.ts";

/**
 * The function σ that `input` specifies, ready to be evaluated.
 *
 * Domain: `slope` in [0, 1); `scale` in (0, 1e100]; `degree` an integer from 0 to 20; 1 to 21 `coefficients` in
 * [−1e100, 1e100]; `name` one that `defineActivation` has registered in this thread.
 *
 * @param input an ActivationSpecification, not yet trusted.
 * @param field the input's name in error messages.
 * @throws AsymptopiaError `invalid-input`, naming the offending member below `field`; `unknown-name` for a function
 *   that is not registered.
 */
export function parseActivation(input: unknown, field = "teacher"): Activation {
  const specification = parseWith(activationSchema, input, field);
  switch (specification.kind) {
    case "identity":
      return identity();
    case "relu":
      return relu();
    case "leaky-relu":
      return leakyRelu(specification.slope);
    case "tanh":
      return hyperbolicTangent();
    case "erf":
      return errorFunction();
    case "sin":
      return sine();
    case "softplus":
      return softplus(specification.scale);
    case "hermite":
      return hermite(specification.degree);
    case "polynomial":
      return polynomial(specification.coefficients);
    case "function":
      return registeredActivation(specification.name, `${field}.name`);
  }
}

import { expect, it } from "vitest";
import type { ActivationSpecification } from "../activation.ts";
import { parseActivation } from "./parse-activation.ts";

const cases: [ActivationSpecification, "odd" | "even" | undefined][] = [
  [{ kind: "identity" }, "odd"],
  [{ kind: "tanh" }, "odd"],
  [{ kind: "erf" }, "odd"],
  [{ kind: "sin" }, "odd"],
  [{ kind: "hermite", degree: 2 }, "even"],
  [{ kind: "hermite", degree: 3 }, "odd"],
  [{ kind: "relu" }, undefined],
  [{ kind: "softplus", scale: 2 }, undefined],
];

it.each(cases)("%j has the parity that it states, to the bit", (specification, expected) => {
  const { value, parity } = parseActivation(specification);
  expect(parity).toBe(expected);
  if (parity === undefined) return;
  const sign = parity === "odd" ? -1 : 1;
  for (let exponent = -60; exponent <= 12; exponent++) {
    for (let step = 0; step < 40; step++) {
      const z = 2 ** exponent * (1 + step / 40.7);
      // −0 and 0 are the same number here.
      expect(value(-z) - sign * value(z)).toBe(0);
    }
  }
});

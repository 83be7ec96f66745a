import { expect, it } from "vitest";
import type { ActivationSpecification } from "../activation.ts";
import { activationTitle } from "./title.ts";

it.each<[ActivationSpecification, string]>([
  [{ kind: "identity" }, "identity"],
  [{ kind: "relu" }, "ReLU"],
  [{ kind: "leaky-relu", slope: 0.1 }, "leaky ReLU (slope 0.1)"],
  [{ kind: "tanh" }, "tanh"],
  [{ kind: "erf" }, "erf"],
  [{ kind: "sin" }, "sin"],
  [{ kind: "softplus", scale: 10 }, "softplus (scale 10)"],
  [{ kind: "softplus", scale: 1e30 }, "softplus (scale 1e30)"],
  [{ kind: "softplus", scale: 1 / 3e7 }, "softplus (scale 3.333e−8)"],
  [{ kind: "hermite", degree: 3 }, "He3"],
  [{ kind: "polynomial", coefficients: [0, -3, 0, 1] }, "z³ − 3z"],
  [{ kind: "polynomial", coefficients: [0.5, 1, -2] }, "−2z² + z + 0.5"],
  [{ kind: "polynomial", coefficients: [-1] }, "−1"],
  [{ kind: "polynomial", coefficients: [0, 0] }, "0"],
  [{ kind: "polynomial", coefficients: [...Array(12).fill(0), 1] }, "z¹²"],
  [{ kind: "polynomial", coefficients: [1, 1, 1, 1, 0] }, "polynomial of degree 3"],
  [{ kind: "function", name: "swish" }, "swish"],
])("calls %j %s", (specification, title) => {
  expect(activationTitle(specification)).toBe(title);
});

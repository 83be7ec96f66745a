import fc from "fast-check";
import { describe, expect, it } from "vitest";
import golden from "../golden/gram-information.json" with { type: "json" };
import { gaussianMixtureInformation } from "./gaussian-mixture-information.ts";
import { mixtureInformation } from "./mixture-information.ts";
import { signStepInformation } from "./sign-step-information.ts";

const scale = fc.double({ min: 0.05, max: 20, noNaN: true });
const half = (standardDeviation: number, mean = 0) => ({ weight: 0.5, mean, standardDeviation });

describe("golden values of 40-digit quadrature of entropies", () => {
  it.each(golden.gaussian)("Gaussian mixture $components", ({ components, information }) => {
    const { value, error, status } = gaussianMixtureInformation(
      components.map(([weight, mean, standardDeviation]) => ({ weight, mean, standardDeviation })),
    );
    expect(status).toBe("ok");
    expect(error).toBeLessThan(2e-12);
    expect(Math.abs(value - Number(information))).toBeLessThanOrEqual(error);
  });

  it.each(golden.signStep)("sign step $inputs by $stepSize", ({ inputs, stepSize, label, information }) => {
    const { value, error, status } = signStepInformation({
      inputs: inputs.map(([weight, norm, absoluteNorm]) => ({ weight, norm, absoluteNorm })),
      stepSize,
      label,
    });
    expect(status).toBe("ok");
    expect(error).toBeLessThan(2e-12);
    expect(Math.abs(value - Number(information))).toBeLessThanOrEqual(error);
  });
});

describe("the information of a Gaussian mixture", () => {
  it("is 0 within its error for equal laws", () => {
    fc.assert(
      fc.property(scale, (s) => {
        const { value, error } = gaussianMixtureInformation([half(s, 1), half(s, 1)]);
        expect(value).toBeLessThanOrEqual(error);
      }),
      { numRuns: 30 },
    );
  });

  it("does not change when the line is stretched and moved, and is at most the entropy of the weights", () => {
    fc.assert(
      fc.property(scale, scale, scale, scale, (s, t, stretch, shift) => {
        const here = gaussianMixtureInformation([half(s), half(t, 1)]);
        const there = gaussianMixtureInformation([half(s * stretch, shift), half(t * stretch, stretch + shift)]);
        // Scales and means are rounded, which moves the information by some ε.
        expect(Math.abs(here.value - there.value)).toBeLessThanOrEqual(here.error + there.error + 1e-13);
        expect(here.value).toBeLessThanOrEqual(Math.LN2 + here.error);
      }),
      { numRuns: 30 },
    );
  });

  it("is (v − 1)²/16 to second order for variances 1 and v", () => {
    // Weights of ½ and a relative step δ of the variance: half of the Fisher information ½ times the variance δ²/4.
    const delta = 2 ** -10;
    const { value } = gaussianMixtureInformation([half(1), half(Math.sqrt(1 + delta))]);
    expect(Math.abs(value / (delta ** 2 / 16) - 1)).toBeLessThan(2 * delta);
  });
});

it("of a sign step is 0 before it, and that of the starts where these differ", () => {
  const inputs = [
    { weight: 0.5, norm: 1, absoluteNorm: 1 },
    { weight: 0.5, norm: 3, absoluteNorm: 4 },
  ];
  const { value, error } = signStepInformation({ inputs, stepSize: 0, label: 0 });
  const start = gaussianMixtureInformation([half(1), half(3)]);
  expect(Math.abs(value - start.value)).toBeLessThanOrEqual(error + start.error);
});

it.each([
  [() => gaussianMixtureInformation([]), "components"],
  [() => gaussianMixtureInformation([half(1), { ...half(1), weight: 0.4 }]), "components"],
  [() => gaussianMixtureInformation([half(1), { ...half(1), weight: 0 }]), "components[1].weight"],
  [() => gaussianMixtureInformation([half(0)]), "components[0].standardDeviation"],
  [() => gaussianMixtureInformation([half(1, Number.NaN)]), "components[0].mean"],
  [() => signStepInformation({ inputs: [], stepSize: -1, label: 0 }), "stepSize"],
  [() => signStepInformation({ inputs: [], stepSize: 1, label: Number.NaN }), "label"],
  [
    () => signStepInformation({ inputs: [{ weight: 1, norm: 2, absoluteNorm: 1 }], stepSize: 1, label: 0 }),
    "inputs[0].absoluteNorm",
  ],
  [
    () => signStepInformation({ inputs: [{ weight: 1, norm: 0, absoluteNorm: 1 }], stepSize: 1, label: 0 }),
    "inputs[0].norm",
  ],
])("refuses what is outside the domain: %o", (call, field) => {
  expect(call).toThrow(expect.objectContaining({ code: "invalid-input", field }));
});

it("says where a density is no number", () => {
  const broken = { weight: 1, density: () => Number.NaN };
  expect(() => mixtureInformation([broken], [0, 1])).toThrow(expect.objectContaining({ code: "non-finite" }));
});

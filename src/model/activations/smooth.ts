import erf from "@stdlib/math-base-special-erf";
import type { Activation } from "../activation.ts";

/** z. */
export function identity(): Activation {
  return {
    specification: { kind: "identity" },
    value: (z) => z,
    derivative: () => 1,
    parity: "odd",
    kinks: [],
    steep: [],
  };
}

/** tanh z. */
export function hyperbolicTangent(): Activation {
  return {
    specification: { kind: "tanh" },
    value: Math.tanh,
    // 1 − tanh² would lose all digits in the tails. With u = exp(−2|z|), 1/cosh² = 4u/(1 + u)², at half the cost of cosh.
    derivative(z) {
      const u = Math.exp(-2 * Math.abs(z));
      return (4 * u) / ((1 + u) * (1 + u));
    },
    parity: "odd",
    kinks: [],
    steep: [],
  };
}

const erfSlope = 2 / Math.sqrt(Math.PI);

/** erf z = (2/√π) ∫₀^z exp(−t²) dt. */
export function errorFunction(): Activation {
  return {
    specification: { kind: "erf" },
    value: erf,
    derivative: (z) => erfSlope * Math.exp(-z * z),
    parity: "odd",
    kinks: [],
    steep: [],
  };
}

/** sin z. */
export function sine(): Activation {
  return { specification: { kind: "sin" }, value: Math.sin, derivative: Math.cos, parity: "odd", kinks: [], steep: [] };
}

/**
 * log(1 + exp(scale·z)), scale > 0, without overflow: relative error of a few units in the last place wherever scale·z
 * is a finite double.
 */
export function softplus(scale: number): Activation {
  return {
    specification: { kind: "softplus", scale },
    value(z) {
      const x = scale * z;
      return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    },
    derivative: (z) => scale / (1 + Math.exp(-scale * z)),
    kinks: [],
    steep: scale > 1 ? [{ at: 0, width: 1 / scale }] : [],
  };
}

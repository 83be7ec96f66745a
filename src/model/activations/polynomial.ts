import type { Activation } from "../activation.ts";

/** Σ coefficients[k]·z^k, by Horner's rule. */
export function polynomial(coefficients: readonly number[]): Activation {
  const value = Float64Array.from(coefficients);
  const derivative = value.slice(1).map((coefficient, k) => (k + 1) * coefficient);
  return {
    specification: { kind: "polynomial", coefficients },
    value: (z) => horner(value, z),
    derivative: (z) => horner(derivative, z),
    kinks: [],
    steep: [],
  };
}

/** He_degree(z), the probabilists' Hermite polynomial, by its recursion He_{k+1} = z·He_k − k·He_{k−1}. */
export function hermite(degree: number): Activation {
  return {
    specification: { kind: "hermite", degree },
    value: (z) => hermiteValue(degree, z),
    derivative: (z) => (degree === 0 ? 0 : degree * hermiteValue(degree - 1, z)),
    parity: degree % 2 === 0 ? "even" : "odd",
    kinks: [],
    steep: [],
  };
}

function horner(coefficients: Float64Array, z: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * z + coefficients[k];
  return sum;
}

function hermiteValue(degree: number, z: number): number {
  let previous = 0;
  let current = 1;
  for (let k = 0; k < degree; k++) {
    const next = z * current - k * previous;
    previous = current;
    current = next;
  }
  return current;
}

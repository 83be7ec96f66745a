import type { Activation } from "../activation.ts";

/** max(z, 0). */
export function relu(): Activation {
  return {
    specification: { kind: "relu" },
    value: (z) => (z > 0 ? z : 0),
    derivative: (z) => (z > 0 ? 1 : z < 0 ? 0 : 0.5),
    kinks: [0],
    steep: [],
  };
}

/** max(z, slope·z), slope in [0, 1). */
export function leakyRelu(slope: number): Activation {
  const middle = (1 + slope) / 2;
  return {
    specification: { kind: "leaky-relu", slope },
    value: (z) => (z > 0 ? z : slope * z),
    derivative: (z) => (z > 0 ? 1 : z < 0 ? slope : middle),
    kinks: [0],
    steep: [],
  };
}

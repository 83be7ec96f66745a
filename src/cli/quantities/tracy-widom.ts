import { z } from "zod";
import { tracyWidom, tracyWidomQuantile } from "../../theory/index.ts";
import { defineQuantity, finite, fraction } from "./definition.ts";

const beta = z.literal([1, 2, 4], "a Dyson index: 1, 2 or 4");

export const tracyWidomCdfQuantity = defineQuantity({
  name: "tracy-widom-cdf",
  summary: "F_β(s), the Tracy–Widom law of the largest eigenvalue: β = 1 for real data, 2 for complex ones",
  example: { beta: 1, s: -1 },
  shape: { beta, s: finite },
  evaluate({ beta, s }) {
    const { cdf, upper, density } = tracyWidom(beta, s);
    return { ...cdf, beside: { upper: upper.value, density: density.value } };
  },
});

export const tracyWidomQuantileQuantity = defineQuantity({
  name: "tracy-widom-quantile",
  summary: "the s with F_β(s) = probability",
  example: { beta: 1, probability: 0.95 },
  shape: { beta, probability: fraction },
  evaluate: ({ beta, probability }) => tracyWidomQuantile(beta, probability),
});

import type { Quantity } from "../../foundation/quantity.ts";
import { parseActivation } from "../../model/index.ts";
import { gaussianMoments } from "../../theory/index.ts";
import { defineQuantity, positive, teacher } from "./definition.ts";

export const gaussianMomentsQuantity = defineQuantity({
  name: "gaussian-moments",
  summary: "mean E σ(z), secondMoment E σ(z)², derivativeMean E σ′(z) and stein E zσ(z) for z ~ N(0, variance)",
  example: { teacher: { kind: "relu" }, variance: 1 },
  shape: { teacher, variance: positive },
  evaluate({ teacher, variance }) {
    const moments = Object.entries<Quantity>({ ...gaussianMoments(parseActivation(teacher), variance) });
    return {
      value: Object.fromEntries(moments.map(([name, { value }]) => [name, value])),
      error: Math.max(...moments.map(([, { error }]) => error)),
      status: moments.every(([, { status }]) => status === "ok") ? "ok" : "inaccurate",
    };
  },
});

import { localRate, localRateMethods } from "../../theory/index.ts";
import { defineQuantity, nonNegative, word } from "./definition.ts";
import { matrix } from "./matrix.ts";

export const localRateQuantity = defineQuantity({
  name: "local-rate",
  summary: "factor of a noise-free step near G⋆ for any covariance; method is amgd, dfw, left or kfac",
  example: {
    teacherHead: [[2], [1]],
    teacherFeatures: [[0.6, 0.8, 0]],
    covariance: [
      [2, 0.5, 0],
      [0.5, 1, 0],
      [0, 0, 0.5],
    ],
    method: "amgd",
    eta: 0.1,
  },
  shape: {
    teacherHead: matrix,
    teacherFeatures: matrix,
    covariance: matrix,
    method: word(localRateMethods, "a method"),
    eta: nonNegative,
  },
  evaluate({ teacherHead, teacherFeatures, covariance, method, eta }) {
    const { rate, ...rest } = localRate({ teacherHead, teacherFeatures, covariance }, method, eta);
    const beside = Object.fromEntries(Object.entries(rest).map(([name, { value }]) => [name, value]));
    return { ...rate, beside };
  },
});

import { describe, expect, it } from "vitest";
import { type DenseMatrix, multiply } from "../../linalg/index.ts";
import { createStream } from "../random/create-stream.ts";
import { drawInstance, type LinearInstance } from "./instance.ts";
import { haarRows, transpose } from "./orthonormal-rows.ts";
import {
  featuresGradient,
  headGradient,
  leastSquaresHead,
  plus,
  populationStep,
  preconditionings,
} from "./population-step.ts";

const stream = createStream("population step");
const instance = drawInstance(
  {
    inputs: 7,
    features: 2,
    outputs: 4,
    covariance: { basis: "haar", spectrum: { kind: "log-spaced", condition: 20 } },
    head: { kind: "log-spaced", condition: 3 },
  },
  stream,
);
const features = haarRows(2, 7, stream.child("start"));

/** ½E‖y − FGx‖² without noise, ½tr((FG − M)Σ(FG − M)ᵀ). */
function loss({ product, covariance }: LinearInstance, head: DenseMatrix, g: DenseMatrix): number {
  const residual = plus(multiply(head, g), product, -1);
  const image = multiply(residual, covariance.matrix);
  return residual.data.reduce((sum, entry, i) => sum + entry * image.data[i], 0) / 2;
}

const norm = ({ data }: DenseMatrix): number => Math.hypot(...data);

describe("gradients", () => {
  it("are the loss's central differences, which are exact for a quadratic up to rounding", () => {
    const head = haarRows(2, 4, stream.child("head"));
    const f = transpose(head);
    const direction = haarRows(2, 7, stream.child("direction"));
    const headDirection = transpose(haarRows(2, 4, stream.child("head direction")));
    const h = 2 ** -10;
    const inner = (a: DenseMatrix, b: DenseMatrix) => a.data.reduce((sum, entry, i) => sum + entry * b.data[i], 0);
    const byFeatures =
      (loss(instance, f, plus(features, direction, h)) - loss(instance, f, plus(features, direction, -h))) / (2 * h);
    const byHead =
      (loss(instance, plus(f, headDirection, h), features) - loss(instance, plus(f, headDirection, -h), features)) /
      (2 * h);
    // Losses near 10 with a few dozen roundings, divided by h.
    const tolerance = (100 * 10 * Number.EPSILON) / h;
    expect(Math.abs(byFeatures - inner(featuresGradient(instance, f, features), direction))).toBeLessThan(tolerance);
    expect(Math.abs(byHead - inner(headGradient(instance, f, features), headDirection))).toBeLessThan(tolerance);
    expect(Math.abs(byFeatures)).toBeGreaterThan(1e-3);
  });

  it("vanish for the head at its least-squares value, and for both at the teacher", () => {
    const tolerance = 1000 * Number.EPSILON;
    expect(norm(headGradient(instance, leastSquaresHead(instance, features), features))).toBeLessThan(tolerance);
    const { teacherHead, teacherFeatures } = instance;
    expect(norm(plus(leastSquaresHead(instance, teacherFeatures), teacherHead, -1))).toBeLessThan(tolerance);
    expect(norm(featuresGradient(instance, teacherHead, teacherFeatures))).toBeLessThan(tolerance);
  });
});

describe("a step", () => {
  it("has the preconditioners that its name says", () => {
    const { matrix } = instance.covariance;
    for (const [name, factors] of Object.entries(preconditionings)) {
      const step = populationStep(instance, features, factors, 0.25);
      const change = plus(features, step.unnormalised, -1);
      // P(G − Ḡ)Q = η∇, whichever of P and Q are there.
      const onLeft = factors.left ? multiply(multiply(step.head, step.head, { transposeA: true }), change) : change;
      const both = factors.right ? multiply(onLeft, matrix) : onLeft;
      const gradient = featuresGradient(instance, step.head, features);
      const error = norm(plus(both, gradient, -0.25));
      expect(error, name).toBeLessThan(1000 * Number.EPSILON * norm(gradient));
      expect(norm(gradient)).toBeGreaterThan(0.01);
      const gram = multiply(step.features, step.features, { transposeB: true }).data;
      expect(Math.hypot(gram[0] - 1, gram[1], gram[2], gram[3] - 1)).toBeLessThan(50 * Number.EPSILON);
    }
  });

  it("at a right angle, where FᵀF is singular, is an error", () => {
    const isotropic = drawInstance(
      { inputs: 2, features: 1, outputs: 1, covariance: { basis: "identity" }, head: { kind: "gaussian" } },
      createStream("right angle"),
    );
    const [a, b] = isotropic.teacherFeatures.data;
    const orthogonal = { rows: 1, columns: 2, data: Float64Array.of(-b, a) };
    expect(() => populationStep(isotropic, orthogonal, preconditionings.kfac, 0.5)).toThrow(
      expect.objectContaining({ code: "invalid-input" }),
    );
    // Without the left factor it is a fixed point.
    const { features: fixed } = populationStep(isotropic, orthogonal, preconditionings.amgd, 0.5);
    expect(norm(plus(fixed, orthogonal, -1))).toBeLessThan(4 * Number.EPSILON);
  });
});

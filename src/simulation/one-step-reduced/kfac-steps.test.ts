import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conjugateGradients } from "../../linalg/conjugate-gradients.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/dense-matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { symmetricProduct } from "../../linalg/symmetric-product.ts";
import type { RidgeMethod } from "../one-step/ridge-method.ts";
import { ridgeRegression } from "../one-step/ridge-regression.ts";
import { createStream } from "../random/create-stream.ts";
import { drawBartlettFactor } from "./bartlett-factor.ts";
import { sampleCovariance, sampleCovarianceOperator } from "./covariance.ts";
import { type InputDraws, reducedInputs, withComponent } from "./inputs.ts";
import { kfacSteps } from "./kfac-steps.ts";

const epsilon = 2 ** -52;

function drawsOf(n: number, d: number, seed: number): InputDraws {
  const stream = createStream(["kfac steps", seed]);
  const normals = (label: string): Float64Array => {
    const out = new Float64Array(d);
    stream.child(label).fillNormal(out);
    return out;
  };
  const unit = normals("unit");
  const length = norm(unit);
  for (let j = 0; j < d; j++) unit[j] /= length;
  return {
    roots: Float64Array.from({ length: d }, (_, j) => 0.5 + j / d),
    unit,
    along: withComponent(normals("along"), unit, Math.sqrt(n)),
    across: withComponent(normals("across"), unit, 0),
    factor: n > 2 ? drawBartlettFactor(n - 2, d, stream.child("factor")) : undefined,
  };
}

const norm = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
const distance = (a: Float64Array, b: Float64Array): number => norm(a.map((value, i) => value - b[i]));

const shape = fc.record({ n: fc.integer({ min: 2, max: 40 }), d: fc.integer({ min: 1, max: 40 }), seed: fc.nat() });

describe("withComponent", () => {
  it("sets the component along the unit vector and keeps what is across", () => {
    const unit = Float64Array.of(0.6, 0.8);
    const row = withComponent(Float64Array.of(2, 1), unit, 5);
    // (2, 1) = 2·(.6, .8) + (.8, −.6).
    expect(distance(row, Float64Array.of(3.8, 3.4))).toBeLessThanOrEqual(8 * epsilon);
  });
});

describe("reducedInputs", () => {
  it("has two rows for the labels, and others that do not meet β⋆", () => {
    const { roots, unit, ...rest } = drawsOf(9, 5, 1);
    const inputs = reducedInputs({ roots, unit, ...rest });
    expect([inputs.rows, inputs.columns]).toEqual([7, 5]);
    // Xβ⋆ = ωZu: without Σ^{1/2}, rows have the component ‖g‖ = 3 along u, and 0.
    const projections = Array.from({ length: inputs.rows }, (_, i) =>
      unit.reduce((sum, value, j) => sum + (inputs.data[i * 5 + j] / roots[j]) * value, 0),
    );
    projections.forEach((value, i) => {
      expect(Math.abs(value - (i === 0 ? 3 : 0))).toBeLessThanOrEqual(100 * epsilon);
    });
    expect(reducedInputs(drawsOf(2, 5, 1)).rows).toBe(2);
    expect(reducedInputs(drawsOf(4, 5, 1)).rows).toBe(4);
  });
});

describe("the sample covariance", () => {
  it("is that of the reduced inputs, as a matrix and as an operator", () => {
    fc.assert(
      fc.property(shape, ({ n, d, seed }) => {
        const draws = drawsOf(n, d, seed);
        const inputs = reducedInputs(draws);
        const expected = symmetricProduct(inputs, "columns", 1 / n);
        const covariance = sampleCovariance(draws, n);
        // Every one of some 40 + n + d terms is at most ‖p‖² + ‖q‖² + 4‖R‖² in size, and so are their sums.
        const square = (vector: Float64Array | undefined): number => (vector === undefined ? 0 : norm(vector) ** 2);
        const size = (square(draws.along) + square(draws.across) + 4 * square(draws.factor?.data)) / n;
        const largestRoot = draws.roots[d - 1];
        const tolerance = (40 + n + d) * epsilon * size * largestRoot ** 2;
        for (let i = 0; i < d; i++) {
          for (let j = 0; j <= i; j++) {
            const at = i * d + j;
            expect(Math.abs(covariance.data[at] - expected.data[at])).toBeLessThanOrEqual(tolerance);
          }
        }
        const v = new Float64Array(d);
        createStream(seed).fillNormal(v);
        const image = new Float64Array(d).fill(Number.NaN);
        sampleCovarianceOperator(draws, n, 0.3)(v, image);
        const expectedImage = multiply(expected, denseMatrix(d, 1, v)).data.map((value, j) => value + 0.3 * v[j]);
        expect(distance(image, expectedImage)).toBeLessThanOrEqual(d * (tolerance + epsilon) * norm(v));
      }),
      { numRuns: 100 },
    );
  });

  it("is right where the triangle takes several blocks", () => {
    const draws = drawsOf(400, 300, 5);
    const expected = symmetricProduct(reducedInputs(draws), "columns", 1 / 400);
    const covariance = sampleCovariance(draws, 400);
    let worst = 0;
    for (let i = 0; i < 300; i++) {
      for (let j = 0; j < 300; j++) {
        const value = covariance.data[i * 300 + j];
        if (j > i) expect(value).toBe(0);
        else worst = Math.max(worst, Math.abs(value - expected.data[i * 300 + j]));
      }
    }
    // Entries of size 2 at most, in sums of 300 terms.
    expect(worst).toBeLessThanOrEqual(600 * epsilon);
  });
});

describe("kfacSteps", () => {
  const methods: readonly RidgeMethod[] = ["gram", "push-through", "conjugate-gradients"];

  function gradientOf(inputs: DenseMatrix, labels: { along: number; across: number }, n: number): DenseMatrix {
    const vector = denseMatrix(inputs.rows, 1);
    vector.data.set([labels.along, labels.across]);
    return multiply(inputs, vector, { transposeA: true, alpha: 1 / n });
  }

  it("has one answer, whatever the method: the ridge regression on the reduced inputs", () => {
    fc.assert(
      fc.property(shape, fc.constantFrom(0.05, 1, 1e6), ({ n, d, seed }, lambda) => {
        const draws = drawsOf(n, d, seed);
        const inputs = reducedInputs(draws);
        const labels = { along: 1.5, across: 0.25 };
        const gradient = gradientOf(inputs, labels, n);
        // That regression divides by the number of rows, n or d + 2: the same with λ·n/rows.
        const reference = ridgeRegression(inputs).solve(
          (lambda * n) / inputs.rows,
          "gram",
          denseMatrix(inputs.rows, 1),
          denseMatrix(
            d,
            1,
            gradient.data.map((value) => (value * n) / inputs.rows),
          ),
        ).data;
        const steps = kfacSteps(draws, n);
        const condition = 1 + norm(inputs.data) ** 2 / n / lambda;
        for (const method of methods) {
          const { data } = steps.solve(lambda, method, labels, gradient);
          // The direct methods err by a few ε per term; conjugate gradients stop at a residual of 1e-12.
          const relative = method === "conjugate-gradients" ? 2e-12 : 200 * epsilon * (n + d);
          expect(distance(data, reference), method).toBeLessThanOrEqual(relative * condition * norm(reference));
          expect(distance(data, reference), method).toBeLessThanOrEqual(1e-8 * norm(reference));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("shares factors without a trace", () => {
    const draws = drawsOf(30, 20, 3);
    const labels = { along: 2, across: 1 };
    const gradient = gradientOf(reducedInputs(draws), labels, 30);
    for (const method of methods) {
      const shared = kfacSteps(draws, 30);
      for (const lambda of [0.1, 2, 0.1, 2]) {
        const alone = kfacSteps(draws, 30).solve(lambda, method, labels, gradient);
        expect(shared.solve(lambda, method, labels, gradient).data).toEqual(alone.data);
      }
    }
  });

  it("uses an operator that conjugate gradients can trust to be symmetric", () => {
    const draws = drawsOf(50, 12, 9);
    const apply = sampleCovarianceOperator(draws, 50, 0.1);
    const start = Float64Array.from({ length: 12 }, (_, j) => Math.cos(j));
    expect(conjugateGradients(apply, start, { tolerance: 1e-13 }).iterations).toBeLessThanOrEqual(20);
  });
});

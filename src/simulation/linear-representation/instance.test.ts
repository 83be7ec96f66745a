import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DenseMatrix, multiply, singularValueDecomposition, symmetricEigenvalues } from "../../linalg/index.ts";
import { createStream } from "../random/create-stream.ts";
import { parseCovariance } from "./covariance-specification.ts";
import { drawBatch } from "./data.ts";
import { drawCovariance } from "./input-covariance.ts";
import { drawInstance } from "./instance.ts";
import { haarRows } from "./orthonormal-rows.ts";
import { featuresAtSines, spreadSines } from "./start.ts";
import { principalSines, subspaceDistance, weightedPrincipalSines } from "./subspace-distance.ts";
import { drawHead, parseHead } from "./teacher-head.ts";

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  largest(Float64Array.from({ length: Math.max(a.length, b.length) }, (_, i) => a[i] - b[i]));

function identity(order: number): Float64Array {
  return Float64Array.from({ length: order * order }, (_, i) => (i % (order + 1) === 0 ? 1 : 0));
}

const gram = (rows: DenseMatrix): Float64Array => multiply(rows, rows, { transposeB: true }).data;

describe("covariances", () => {
  it.each([
    { basis: "identity" },
    { basis: "diagonal", spectrum: { kind: "atoms", values: [0.5, 2] } },
    { basis: "haar", spectrum: { kind: "log-spaced", condition: 1e4 } },
    { basis: "perturbed-identity", deviation: 0.01 },
  ] as const)("have a root and the eigenvalues they say: %j", (specification) => {
    const { matrix, root, eigenvalues } = drawCovariance(specification, 12, createStream("covariance"));
    // Products and an eigenvalue problem of order 12.
    const tolerance = 12 * 12 * Number.EPSILON * largest(eigenvalues);
    expect(difference(multiply(root, root).data, matrix.data)).toBeLessThan(tolerance);
    expect(difference(symmetricEigenvalues(matrix), eigenvalues)).toBeLessThan(tolerance);
    expect(
      difference(root.data, multiply(root, { rows: 12, columns: 12, data: identity(12) }, { transposeA: true }).data),
    ).toBe(0);
  });

  it("of a log-spaced spectrum have trace d and the condition number", () => {
    const { eigenvalues } = drawCovariance(
      parseCovariance({ basis: "diagonal", spectrum: { kind: "log-spaced", condition: 1000 } }),
      7,
      createStream("unused"),
    );
    expect(Math.abs(eigenvalues.reduce((a, b) => a + b) - 7)).toBeLessThan(20 * Number.EPSILON * 7);
    expect(Math.abs(eigenvalues[6] / eigenvalues[0] - 1000)).toBeLessThan(20 * Number.EPSILON * 1000);
    expect(Math.abs(eigenvalues[1] / eigenvalues[0] - Math.sqrt(10))).toBeLessThan(20 * Number.EPSILON * 4);
  });

  it("that are not positive definite are errors", () => {
    const singular = { basis: "diagonal", spectrum: { kind: "atoms", values: [0, 1] } } as const;
    for (const bad of [singular, { basis: "perturbed-identity", deviation: 5 } as const]) {
      expect(() => drawCovariance(bad, 6, createStream("bad"))).toThrow(
        expect.objectContaining({ code: "non-finite", field: "covariance" }),
      );
    }
  });

  it.each([
    [null, "covariance"],
    [{ basis: "random" }, "covariance.basis"],
    [{ basis: "haar" }, "covariance.spectrum"],
    [{ basis: "haar", spectrum: { kind: "log-spaced", condition: 0.5 } }, "covariance.spectrum.condition"],
    [{ basis: "haar", spectrum: { kind: "log-spaced", condition: 2, mean: 1 } }, "covariance.spectrum.mean"],
    [{ basis: "haar", spectrum: { kind: "normal" } }, "covariance.spectrum.kind"],
    [{ basis: "identity", spectrum: 1 }, "covariance.spectrum"],
    [{ basis: "perturbed-identity", deviation: -1 }, "covariance.deviation"],
  ])("are not read from %j", (input, field) => {
    expect(() => parseCovariance(input)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });

  it("say which bases there are", () => {
    expect(() => parseCovariance({ basis: "random" })).toThrow(
      /"identity", "diagonal", "haar" or "perturbed-identity"/,
    );
    expect(() => parseHead({ kind: "random" })).toThrow(/"gaussian", "log-spaced" or "singular-values"/);
  });
});

describe("heads", () => {
  it("have the singular values they say", () => {
    const spaced = drawHead(parseHead({ kind: "log-spaced", condition: 100 }), 5, 3, createStream("spaced"));
    const tolerance = 50 * Number.EPSILON;
    expect(difference(singularValueDecomposition(spaced).values, [1, 0.1, 0.01])).toBeLessThan(tolerance);
    const listed = drawHead(parseHead({ kind: "singular-values", values: [3, 2] }), 2, 2, createStream("listed"));
    expect(difference(singularValueDecomposition(listed).values, [3, 2])).toBeLessThan(3 * tolerance);
  });

  it("with Gaussian entries have variance 1/k", () => {
    const { data } = drawHead({ kind: "gaussian" }, 100, 25, createStream("gaussian"));
    // 25·Σ entries² is χ² with 2500 degrees of freedom: five standard deviations of 71 are exceeded with probability 6e-7.
    expect(Math.abs(25 * data.reduce((sum, x) => sum + x * x, 0) - 2500)).toBeLessThan(5 * Math.sqrt(5000));
  });

  it.each([
    [() => parseHead({ kind: "random" }), "head.kind"],
    [() => parseHead({ kind: "log-spaced", condition: 0 }), "head.condition"],
    [() => parseHead({ kind: "gaussian", scale: 1 }), "head.scale"],
    [() => parseHead({ kind: "singular-values", values: [] }), "head.values"],
    [() => parseHead({ kind: "singular-values", values: [1, 0] }), "head.values[1]"],
    [() => drawHead({ kind: "gaussian" }, 2, 3, createStream("few")), "outputs"],
    [() => drawHead({ kind: "singular-values", values: [1] }, 2, 2, createStream("few")), "head.values"],
  ])("are refused where they are none", (make, field) => {
    expect(make).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});

describe("starts and distances", () => {
  it("have the prescribed principal angles", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 10 }),
        fc.double({ min: 1e-8, max: 1, noNaN: true }),
        fc.nat(),
        (k, more, distance, seed) => {
          const stream = createStream(`sines ${seed}`);
          const teacher = haarRows(k, 2 * k + more, stream.child("teacher"));
          const sines = spreadSines(distance, k);
          const features = featuresAtSines(teacher, sines, stream);
          const tolerance = 8 * teacher.columns * Number.EPSILON;
          expect(difference(principalSines(features, teacher), sines)).toBeLessThan(tolerance);
          expect(Math.abs(subspaceDistance(features, teacher) - distance)).toBeLessThan(tolerance);
          expect(difference(gram(features), identity(k))).toBeLessThan(tolerance);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("in the geometry of Σ are those by eigenvalues of a product of projections", () => {
    const stream = createStream("weighted");
    const { covariance, teacherFeatures } = drawInstance(
      {
        inputs: 9,
        features: 2,
        outputs: 3,
        covariance: { basis: "haar", spectrum: { kind: "log-spaced", condition: 50 } },
        head: { kind: "gaussian" },
      },
      stream,
    );
    const features = haarRows(2, 9, stream.child("start"));
    const times = (a: DenseMatrix, b: DenseMatrix): DenseMatrix =>
      multiply(a, multiply(covariance.matrix, b, { transposeB: true }));
    const inverse = ({ data: [a, b, c, d] }: DenseMatrix): DenseMatrix => ({
      rows: 2,
      columns: 2,
      data: Float64Array.from([d, -b, -c, a], (entry) => entry / (a * d - b * c)),
    });
    const cross = times(features, teacherFeatures);
    // Its eigenvalues are the squared cosines.
    const product = multiply(
      multiply(inverse(times(features, features)), cross),
      multiply(inverse(times(teacherFeatures, teacherFeatures)), cross, { transposeB: true }),
    ).data;
    const sines = weightedPrincipalSines(features, teacherFeatures, covariance.root);
    const cosines = Array.from(sines, (sine) => 1 - sine * sine);
    // A few dozen operations, amplified by the condition number.
    const tolerance = 50 * 50 * Number.EPSILON;
    expect(Math.abs(product[0] + product[3] - cosines[0] - cosines[1])).toBeLessThan(tolerance);
    expect(Math.abs(product[0] * product[3] - product[1] * product[2] - cosines[0] * cosines[1])).toBeLessThan(
      tolerance,
    );
  });

  it.each([
    [() => featuresAtSines(haarRows(2, 5, createStream("t")), [0.5], createStream("s")), "sines"],
    [() => featuresAtSines(haarRows(2, 5, createStream("t")), [0.5, 1.1], createStream("s")), "sines[1]"],
    [() => featuresAtSines(haarRows(2, 3, createStream("t")), [0.5, 0.1], createStream("s")), "sines"],
    [() => haarRows(4, 3, createStream("t")), "features"],
  ])("are refused where there are none", (make, field) => {
    expect(make).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});

describe("instances and batches", () => {
  const specification = {
    inputs: 6,
    features: 2,
    outputs: 3,
    covariance: { basis: "haar", spectrum: { kind: "log-spaced", condition: 10 } },
    head: { kind: "log-spaced", condition: 4 },
  } as const;

  it("are what the stream's key says, part by part", () => {
    const instance = drawInstance(specification, createStream("key"));
    expect(drawInstance(specification, createStream("key"))).toEqual(instance);
    const other = drawInstance({ ...specification, covariance: { basis: "identity" } }, createStream("key"));
    expect(other.product).toEqual(instance.product);
    expect(other.covariance).not.toEqual(instance.covariance);
    expect(drawInstance(specification, createStream("another")).product).not.toEqual(instance.product);
  });

  it("have labels that are the teacher's, and noise of the size that is asked for", () => {
    const instance = drawInstance(specification, createStream("teacher"));
    const draw = (noise: number, inputLaw: "gaussian" | "rademacher") =>
      drawBatch(instance, { samples: 400, noise, inputLaw }, createStream("batch"));
    const quiet = draw(0, "rademacher");
    const noisy = draw(0.5, "rademacher");
    expect(noisy.inputs).toEqual(quiet.inputs);
    expect(difference(quiet.labels.data, multiply(quiet.inputs, instance.product, { transposeB: true }).data)).toBe(0);
    const squares = noisy.labels.data.reduce((sum, label, i) => sum + (label - quiet.labels.data[i]) ** 2, 0) / 0.25;
    // χ² with 1200 degrees of freedom; five standard deviations, 6e-7.
    expect(Math.abs(squares - 1200)).toBeLessThan(5 * Math.sqrt(2400));
    // Σ^{-½}x has entries ±1.
    const { root } = instance.covariance;
    const signs = draw(0, "rademacher").inputs;
    const z = Float64Array.from({ length: 6 }, (_, j) => signs.data[j]);
    const corners = Array.from({ length: 64 }, (_, bits) =>
      multiply(
        { rows: 1, columns: 6, data: Float64Array.from({ length: 6 }, (_, j) => ((bits >> j) & 1 ? 1 : -1)) },
        root,
      ),
    );
    expect(Math.min(...corners.map(({ data }) => difference(data, z)))).toBeLessThan(20 * Number.EPSILON);
    expect(draw(0, "gaussian").inputs).not.toEqual(signs);
  });

  it("draw inputs of covariance Σ, for both laws", () => {
    const instance = drawInstance(specification, createStream("teacher"));
    for (const inputLaw of ["gaussian", "rademacher"] as const) {
      const { inputs } = drawBatch(instance, { samples: 4000, noise: 0, inputLaw }, createStream("many"));
      const sample = multiply(inputs, inputs, { transposeA: true, alpha: 1 / 4000 }).data;
      // An entry has a standard deviation of at most √2·λ_max/√4000, and 42 of them are looked at for six deviations:
      // probability 8e-8.
      const deviation = (Math.SQRT2 * largest(instance.covariance.eigenvalues)) / Math.sqrt(4000);
      expect(difference(sample, instance.covariance.matrix.data)).toBeLessThan(6 * deviation);
    }
  });
});

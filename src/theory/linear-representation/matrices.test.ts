import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Quantity } from "../../foundation/quantity.ts";
import { type DenseMatrix, denseMatrix, multiply, thinQr } from "../../linalg/index.ts";
import golden from "../golden/linear-representation.json" with { type: "json" };
import { curvatures, type LinearTeacher } from "./curvatures.ts";
import { kfacContraction } from "./kfac-recursion.ts";
import { logDeterminantRatio } from "./lemma-B.3.ts";
import { type LocalRate, localRate, localRateMethods } from "./local-rate.ts";
import { minimaxRate } from "./minimax-rate.ts";
import { kfacNoiseFloor, multiTaskNoiseFloor, stationaryFactor } from "./noise-floor.ts";
import { principalAngleSines, subspaceDistance } from "./principal-angles.ts";
import { batchNormTargetDistance, whiteningTargetDistance } from "./target-distance.ts";
import { fromScratchRisk, transferRisk } from "./transfer-risk.ts";

const eps = Number.EPSILON;
const dense = (rows: readonly (readonly number[])[]): DenseMatrix =>
  denseMatrix(rows.length, rows[0].length, Float64Array.from(rows.flat()));
const identity = (order: number): DenseMatrix =>
  dense(Array.from({ length: order }, (_, i) => Array.from({ length: order }, (_, j) => (i === j ? 1 : 0))));
const { matrices } = golden;
const teacherHead = dense(matrices.teacherHead);
const teacherFeatures = dense(matrices.teacherFeatures);
const features = dense(matrices.features);
const covariance = dense(matrices.covariance);
const teacher: LinearTeacher = { teacherHead, teacherFeatures, covariance };

/** Within its own error of the golden value, and that error within a thousand times what the golden matrices need. */
function expectGolden({ value, error }: Quantity, expected: string): void {
  const exact = Number(expected);
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(error + eps * Math.abs(exact));
  // The condition number of Σ is 15514, and the order 4.
  expect(error).toBeLessThanOrEqual(2e-9 * Math.max(1, Math.abs(exact)));
}

describe("golden values at 420 times the Hilbert matrix", () => {
  it("sines of principal angles", () => {
    const plain = principalAngleSines({ features, teacherFeatures });
    plain.forEach((sine, i) => {
      expectGolden(sine, golden.sines[i]);
      expect(sine.status).toBe("ok");
    });
    principalAngleSines({ features, teacherFeatures, covariance }).forEach((sine, i) => {
      expectGolden(sine, golden.sinesInCovariance[i]);
    });
    expect(subspaceDistance(features, teacherFeatures)).toEqual(plain[0]);
  });

  it("targets of whitening and of batch normalisation", () => {
    expectGolden(whiteningTargetDistance(teacherFeatures, covariance), golden.whitening);
    expectGolden(batchNormTargetDistance(teacherFeatures, covariance), golden.batchNorm);
  });

  it("transfer risk", () => {
    const risk = transferRisk({ ...teacher, features, samples: 20, noiseVariance: 1 / 64 });
    expectGolden(risk.bias, golden.transfer.bias);
    expectGolden(risk.risk, golden.transfer.risk);
    expectGolden(risk.biasBound as Quantity, golden.transfer.biasBound);
    expect(Math.abs(risk.bias.value + risk.variance.value - risk.risk.value)).toBeLessThanOrEqual(4 * eps);
  });

  it("curvatures, local rates and noise floors", () => {
    const { head, headError, inputs, inputsError } = curvatures(teacher);
    for (const [values, error, expected] of [
      [head, headError, golden.curvatures.head],
      [inputs, inputsError, golden.curvatures.inputs],
    ] as const) {
      values.forEach((value, i) => {
        expect(Math.abs(value / Number(expected[i]) - 1)).toBeLessThanOrEqual(error);
      });
    }
    expect(headError).toBeLessThan(1e-13);
    // Σ's condition number is 15514, G⋆'s less than 2.
    expect(inputsError).toBeLessThan(3 * 8 * 15514 * eps);
    for (const method of localRateMethods) {
      const rates = localRate(teacher, method, 2 ** -17);
      for (const [name, value] of Object.entries(golden.localRates[method])) {
        expectGolden(rates[name as keyof LocalRate], value);
      }
    }
    const setting = { eta: 0.25, batchSize: 60, noiseVariance: 1 / 64 };
    expectGolden(kfacNoiseFloor(teacher, setting), golden.noiseFloor);
    const tasks = matrices.teacherHead.map((row, t) => ({
      teacherHead: dense([row]),
      covariance: [
        covariance,
        identity(4),
        dense([
          [1, 0, 0, 0],
          [0, 2, 0, 0],
          [0, 0, 3, 0],
          [0, 0, 0, 4],
        ]),
      ][t],
    }));
    expectGolden(multiTaskNoiseFloor(teacherFeatures, tasks, setting), golden.multiTaskNoiseFloor);
  });

  it("ratios of determinants, large and small", () => {
    expectGolden(logDeterminantRatio(covariance, dense(matrices.samples)), golden.logDeterminantRatio);
    const small = dense(matrices.samples.map((row) => row.map((entry) => entry * 2 ** -30)));
    const { value } = logDeterminantRatio(covariance, small);
    // Relative accuracy, at 1.3e-16: 4·d·ε·κ.
    expect(Math.abs(value / Number(golden.smallLogDeterminantRatio) - 1)).toBeLessThanOrEqual(16 * 15514 * eps);
  });
});

const entry = fc.double({ min: -1, max: 1, noNaN: true });
/** Matrices of full rank with entries of a fair size: a diagonal beside noise. */
const rowsOf = (k: number, d: number): fc.Arbitrary<DenseMatrix> =>
  fc.array(entry, { minLength: k * d, maxLength: k * d }).map((list) =>
    denseMatrix(
      k,
      d,
      Float64Array.from(list, (x, at) => 0.15 * x + (Math.floor(at / d) === at % d ? 1 : 0)),
    ),
  );
const covarianceOf = (d: number): fc.Arbitrary<DenseMatrix> =>
  rowsOf(d, d).map((a) => multiply(a, a, { transposeB: true }));
const [k, d] = [2, 5];
const setting = fc.record({
  features: rowsOf(k, d),
  teacherFeatures: rowsOf(k, d),
  teacherHead: rowsOf(3, k),
  covariance: covarianceOf(d),
});

describe("for every teacher, representation and covariance", () => {
  test.prop([setting, rowsOf(k, k)])("the distance is symmetric, in [0, 1] and blind to the basis", (given, mix) => {
    const forth = subspaceDistance(given.features, given.teacherFeatures);
    const back = subspaceDistance(given.teacherFeatures, given.features);
    const mixed = subspaceDistance(multiply(mix, given.features), given.teacherFeatures);
    expect(forth.value).toBeLessThanOrEqual(1);
    expect(Math.abs(forth.value - back.value)).toBeLessThanOrEqual(forth.error + back.error);
    expect(Math.abs(forth.value - mixed.value)).toBeLessThanOrEqual(forth.error + mixed.error);
    const self = subspaceDistance(multiply(mix, given.features), given.features);
    expect(self.value).toBeLessThanOrEqual(self.error);
  });

  test.prop([setting, fc.double({ min: 0.05, max: 1, noNaN: true })])(
    "a population step of KFAC contracts every angle in the coordinates Σ^½ as the recursion says",
    ({ features, teacherFeatures, covariance }, eta) => {
      // F⋆ drops out but for its rank: Ḡ = (1 − η)G + ηA⁻¹G⋆, A = G⋆ΣGᵀ(GΣGᵀ)⁻¹, here for k = 2 by Cramer's rule.
      const g = orthonormalRows(features);
      const star = orthonormalRows(teacherFeatures);
      const gs = multiply(g, covariance);
      const a = multiply(multiply(star, gs, { transposeB: true }), inverse2(multiply(gs, g, { transposeB: true })));
      const pulled = multiply(inverse2(a), star);
      const next = denseMatrix(
        k,
        d,
        g.data.map((x, i) => (1 - eta) * x + eta * pulled.data[i]),
      );
      const before = principalAngleSines({ features, teacherFeatures, covariance });
      const after = principalAngleSines({ features: next, teacherFeatures, covariance });
      const predicted = before.map(({ value }) => kfacContraction(value, eta)).sort((x, y) => y - x);
      // All matrices have condition numbers below 100.
      after.forEach(({ value }, i) => {
        expect(Math.abs(value - predicted[i])).toBeLessThanOrEqual(1e5 * eps);
      });
    },
  );

  test.prop([setting])("the transfer risk is that of the best head, found otherwise, and within its bound", (given) => {
    const { bias, biasBound } = transferRisk({ ...given, samples: 10, noiseVariance: 0.5 });
    // M − F∞Ĝ from the normal equations.
    const m = multiply(given.teacherHead, given.teacherFeatures);
    const gs = multiply(given.features, given.covariance);
    const best = multiply(
      multiply(m, gs, { transposeB: true }),
      inverse2(multiply(gs, given.features, { transposeB: true })),
    );
    const fitted = multiply(best, given.features);
    const rest = denseMatrix(
      3,
      d,
      m.data.map((x, i) => x - fitted.data[i]),
    );
    const squared = multiply(multiply(rest, given.covariance), rest, { transposeB: true });
    const trace = squared.data[0] + squared.data[4] + squared.data[8];
    expect(Math.abs(bias.value - trace)).toBeLessThanOrEqual(1e5 * eps);
    expect(bias.value).toBeLessThanOrEqual((biasBound as Quantity).value + bias.error + (biasBound as Quantity).error);
    const exact = transferRisk({ ...given, features: given.teacherFeatures, samples: 10, noiseVariance: 0.5 });
    expect(exact.bias.value).toBeLessThanOrEqual(exact.bias.error);
    expect(Math.abs(exact.risk.value - (0.5 * 3 * 2) / 7)).toBeLessThanOrEqual(4 * eps);
  });

  test.prop([setting])("preconditioning both sides leaves 1 − η, and κ(S) is at most κ(Σ)", (given) => {
    expect(localRate(given, "kfac", 0.3).rate.value).toBe(0.7);
    const { head, inputs } = curvatures(given);
    const both = localRate(given, "amgd", 0).conditionNumber.value;
    expect(Math.abs(both / ((head[1] / head[0]) * (inputs[2] / inputs[0])) - 1)).toBeLessThanOrEqual(8 * eps);
    for (const method of localRateMethods) {
      const { minimaxRate: best, minimaxStepSize, conditionNumber, stabilityLimit } = localRate(given, method, 0);
      const reached = localRate(given, method, minimaxStepSize.value).rate.value;
      expect(Math.abs(reached - best.value)).toBeLessThanOrEqual(16 * eps);
      expect(Math.abs(best.value - minimaxRate(Math.max(1, conditionNumber.value)).rate)).toBeLessThanOrEqual(8 * eps);
      expect(localRate(given, method, 1.01 * stabilityLimit.value).rate.value).toBeGreaterThan(1);
    }
  });

  test.prop([setting])("one task, and equal tasks, have the noise floor of KFAC", (given) => {
    const run = { eta: 0.4, batchSize: 30, noiseVariance: 0.1 };
    const single = kfacNoiseFloor(given, run);
    const task = { teacherHead: given.teacherHead, covariance: given.covariance };
    for (const tasks of [1, 3]) {
      const { value, error } = multiTaskNoiseFloor(given.teacherFeatures, Array(tasks).fill(task), run);
      expect(Math.abs(value * tasks - single.value)).toBeLessThanOrEqual(error * tasks + single.error);
    }
    expect(kfacNoiseFloor(given, { ...run, noiseVariance: 0 }).value).toBe(0);
    const full = kfacNoiseFloor(given, { ...run, eta: 1 }).value;
    expect(Math.abs(single.value / full - stationaryFactor(0.4))).toBeLessThanOrEqual(4 * eps);
  });

  test.prop([setting])("only the row space of G⋆ matters where F⋆ absorbs the rest", (given) => {
    const mix = dense([
      [2, 1],
      [0, 0.5],
    ]);
    const unmix = dense([
      [0.5, -1],
      [0, 2],
    ]);
    const other = {
      ...given,
      teacherFeatures: multiply(mix, given.teacherFeatures),
      teacherHead: multiply(given.teacherHead, unmix),
    };
    const [a, b] = [given, other].map((one) => localRate(one, "amgd", 0.01).rate);
    expect(Math.abs(a.value - b.value)).toBeLessThanOrEqual(a.error + b.error);
  });
});

describe("special cases", () => {
  it("whitening moves nothing at Σ = I, nor does batch normalisation at equal variances", () => {
    for (const target of [whiteningTargetDistance, batchNormTargetDistance]) {
      const { value, error, status } = target(teacherFeatures, identity(4));
      expect(value).toBeLessThanOrEqual(error);
      expect(status).toBe("ok");
    }
    const diagonal = dense([
      [1, 0, 0, 0],
      [0, 2, 0, 0],
      [0, 0, 3, 0],
      [0, 0, 0, 4],
    ]);
    const [full, normed] = [whiteningTargetDistance, batchNormTargetDistance].map((f) => f(teacherFeatures, diagonal));
    expect(Math.abs(full.value - normed.value)).toBeLessThanOrEqual(full.error + normed.error);
  });

  it("one direction in the plane: distance sin θ, also at 1e-12, and the target of whitening in closed form", () => {
    for (const theta of [1e-12, 0.3, 1.5]) {
      const turned = dense([[Math.cos(theta), Math.sin(theta)]]);
      const { value, error } = subspaceDistance(turned, dense([[1, 0]]));
      expect(Math.abs(value - Math.sin(theta))).toBeLessThanOrEqual(error);
    }
    // G⋆ = (1, 1), Σ = diag(4, 1): G⋆Σ^½ = (2, 1), of which the part across is 1/√10.
    const { value, error } = whiteningTargetDistance(
      dense([[1, 1]]),
      dense([
        [4, 0],
        [0, 1],
      ]),
    );
    expect(Math.abs(value - Math.sqrt(0.1))).toBeLessThanOrEqual(error);
    expect(subspaceDistance(dense([[1, 0]]), dense([[0, 1]])).value).toBe(1);
  });

  it("from scratch, and wider features than the teacher's", () => {
    expect(fromScratchRisk({ inputs: 10, outputs: 3, samples: 31, noiseVariance: 0.5 })).toBe(0.75);
    const all = transferRisk({ ...teacher, features: identity(4), samples: 25, noiseVariance: 0.5 });
    const scratch = fromScratchRisk({ inputs: 4, outputs: 3, samples: 25, noiseVariance: 0.5 });
    expect(Math.abs(all.risk.value - scratch)).toBeLessThanOrEqual(all.risk.error + eps);
    expect(all.biasBound).toBeUndefined();
  });

  it("at a condition number of 1e12 says that digits are lost, and how many", () => {
    const wide = dense([
      [1, 0, 0],
      [0, 1e-6, 0],
      [0, 0, 1e-12],
    ]);
    const given = { teacherHead: dense([[1]]), teacherFeatures: dense([[1, 1, 1]]), covariance: wide };
    const { conditionNumber } = localRate(given, "left", 0.1);
    expect(conditionNumber.status).toBe("inaccurate");
    // NΣ⁻¹Nᵀ has the product of eigenvalues 1ᵀΣ1/(3 det Σ) and the sum tr Σ⁻¹ − 1ᵀΣ⁻¹1/3 = (2/3) tr Σ⁻¹.
    const sum = (2 / 3) * (1 + 1e6 + 1e12);
    const product = (1 + 1e-6 + 1e-12) / 3e-18;
    const largest = (sum + Math.sqrt(sum * sum - 4 * product)) / 2;
    const exact = (largest * largest) / product;
    expect(Math.abs(conditionNumber.value - exact)).toBeLessThanOrEqual(conditionNumber.error);
    expect(conditionNumber.error).toBeLessThan(0.1 * exact);
  });

  it("names what does not fit, is no number, or lacks rank", () => {
    const noise = { eta: 0.5, batchSize: 60, noiseVariance: 0.1 };
    const transfer = { ...teacher, features, samples: 20, noiseVariance: 0.1 };
    const wrong: readonly [string, () => unknown][] = [
      [
        "features",
        () =>
          subspaceDistance(
            dense([
              [1, 2, 0, -1],
              [2, 4, 0, -2],
            ]),
            teacherFeatures,
          ),
      ],
      [
        "teacherFeatures",
        () =>
          subspaceDistance(
            features,
            dense([
              [0, 0, 0, 0],
              [1, 0, 0, 0],
            ]),
          ),
      ],
      ["features.columns", () => subspaceDistance(identity(3), teacherFeatures)],
      ["features.rows", () => subspaceDistance(identity(4), teacherFeatures)],
      ["features.rows", () => subspaceDistance(dense([[1], [2]]), dense([[1]]))],
      ["features.data[1]", () => subspaceDistance(dense([[1, Number.NaN]]), dense([[1, 0]]))],
      ["covariance.rows", () => whiteningTargetDistance(teacherFeatures, identity(3))],
      ["covariance.columns", () => whiteningTargetDistance(teacherFeatures, features)],
      [
        "covariance",
        () =>
          whiteningTargetDistance(
            dense([[1, 0]]),
            dense([
              [1, 2],
              [2, 4],
            ]),
          ),
      ],
      [
        "covariance",
        () =>
          whiteningTargetDistance(
            dense([[1, 0]]),
            dense([
              [1, 0],
              [0, -1],
            ]),
          ),
      ],
      [
        "covariance.data[2]",
        () =>
          whiteningTargetDistance(
            dense([[1, 0]]),
            dense([
              [1, 0.5],
              [0.4, 1],
            ]),
          ),
      ],
      [
        "covariance.data[3]",
        () =>
          batchNormTargetDistance(
            dense([[1, 0]]),
            dense([
              [1, 0],
              [0, 0],
            ]),
          ),
      ],
      [
        "teacherHead",
        () =>
          curvatures({
            ...teacher,
            teacherHead: dense([
              [1, 2],
              [2, 4],
              [3, 6],
            ]),
          }),
      ],
      ["teacherHead.rows", () => curvatures({ ...teacher, teacherHead: dense([[1, 2]]) })],
      ["teacherHead.columns", () => curvatures({ ...teacher, teacherHead: dense([[1], [2]]) })],
      [
        "teacherFeatures.rows",
        () => curvatures({ teacherHead: identity(2), teacherFeatures: identity(2), covariance: identity(2) }),
      ],
      ["method", () => localRate(teacher, "adam" as "amgd", 0.1)],
      ["eta", () => localRate(teacher, "amgd", -1)],
      ["eta", () => kfacNoiseFloor(teacher, { ...noise, eta: 2 })],
      ["batchSize", () => kfacNoiseFloor(teacher, { ...noise, batchSize: 5 })],
      ["noiseVariance", () => kfacNoiseFloor(teacher, { ...noise, noiseVariance: -1 })],
      ["tasks", () => multiTaskNoiseFloor(teacherFeatures, [], noise)],
      ["tasks", () => multiTaskNoiseFloor(teacherFeatures, [{ teacherHead: dense([[1, 1]]), covariance }], noise)],
      [
        "tasks[0].teacherHead.columns",
        () => multiTaskNoiseFloor(teacherFeatures, [{ teacherHead: identity(3), covariance }], noise),
      ],
      [
        "tasks[0].covariance.rows",
        () => multiTaskNoiseFloor(teacherFeatures, [{ teacherHead: identity(2), covariance: identity(2) }], noise),
      ],
      ["samples", () => transferRisk({ ...transfer, samples: 3 })],
      ["noiseVariance", () => transferRisk({ ...transfer, noiseVariance: Number.NaN })],
      ["teacherHead.columns", () => transferRisk({ ...transfer, teacherHead: identity(3) })],
      ["teacherFeatures.columns", () => transferRisk({ ...transfer, teacherFeatures: identity(3) })],
      ["samples.data[0]", () => logDeterminantRatio(identity(1), dense([[Number.POSITIVE_INFINITY]]))],
      ["regularisation", () => logDeterminantRatio(dense([[0]]), dense([[1]]))],
      ["samples", () => fromScratchRisk({ inputs: 4, outputs: 1, samples: 5, noiseVariance: 1 })],
    ];
    for (const [field, call] of wrong) {
      expect(call, field).toThrow(expect.objectContaining({ code: "invalid-input", field }));
    }
  });
});

function orthonormalRows(rows: DenseMatrix): DenseMatrix {
  const { q } = thinQr(transposedOf(rows));
  return transposedOf(q);
}

function transposedOf({ rows, columns, data }: DenseMatrix): DenseMatrix {
  return denseMatrix(
    columns,
    rows,
    Float64Array.from(data, (_, at) => data[(at % rows) * columns + Math.floor(at / rows)]),
  );
}

function inverse2({ data: [a, b, c, e] }: DenseMatrix): DenseMatrix {
  const determinant = a * e - b * c;
  return dense([
    [e / determinant, -b / determinant],
    [-c / determinant, a / determinant],
  ]);
}

import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Activation, ActivationSpecification } from "../../model/activation.ts";
import { defineActivation, parseActivation } from "../../model/index.ts";
import { type GaussianMoments, gaussianMoments } from "./gaussian-moments.ts";
import { quadratureMoments } from "./quadrature-moments.ts";

const eps = Number.EPSILON;
const keys = ["mean", "secondMoment", "derivativeMean", "stein"] as const;
type Key = (typeof keys)[number];

interface GoldenRow extends Readonly<Record<Key, string>> {
  readonly activation: ActivationSpecification;
  readonly variance: number;
  readonly absolute: Readonly<Record<Key, string>>;
}

// Their origin is told in the README beside them.
const golden: readonly GoldenRow[] = JSON.parse(
  readFileSync(new URL("../golden/gaussian-moments.json", import.meta.url), "utf8"),
);

// The functions that the golden table knows by name.
defineActivation({
  name: "hard-tanh",
  value: (z) => Math.max(-1, Math.min(1, z)),
  derivative: (z) => (Math.abs(z) < 1 ? 1 : Math.abs(z) > 1 ? 0 : 0.5),
  kinks: [-1, 1],
});
defineActivation({ name: "shifted-step", value: (z) => (z > 0.5 ? 1 : 0), derivative: () => 0, kinks: [0.5] });
defineActivation({ name: "exponential", value: Math.exp, derivative: Math.exp });
defineActivation({ name: "wave", value: (z) => Math.sin(30 * z + 1), derivative: (z) => 30 * Math.cos(30 * z + 1) });

/** The activation that the given functions define, under a name of its own. */
function define(
  name: string,
  value: (z: number) => number,
  derivative: (z: number) => number,
  kinks: readonly number[] = [],
): Activation {
  return parseActivation(defineActivation({ name, value, derivative, kinks }));
}

const statuses = (moments: GaussianMoments) => keys.map((key) => moments[key].status);

describe.each(golden.map((row) => ({ ...row, title: `${JSON.stringify(row.activation)} at v = ${row.variance}` })))(
  "$title",
  (row) => {
    it("agrees with the golden table within its error and within 1e-12 of E|integrand|", () => {
      const moments = gaussianMoments(parseActivation(row.activation), row.variance);
      for (const key of keys) {
        const { value, error, status } = moments[key];
        const reference = Number(row[key]);
        expect(status, key).toBe("ok");
        const tableError = (eps / 2) * Math.abs(reference) + 1e-28 * Number(row.absolute[key]);
        expect(Math.abs(value - reference), key).toBeLessThanOrEqual(error + tableError);
        expect(Math.abs(value - reference), key).toBeLessThanOrEqual(1e-12 * Number(row.absolute[key]));
      }
    });

    it("is confirmed by quadrature, closed form or not", () => {
      const moments = quadratureMoments(parseActivation(row.activation), row.variance);
      for (const key of keys) {
        const { value, error, absolute } = moments[key];
        const reference = Number(row[key]);
        expect(error, key).toBeLessThanOrEqual(1e-12 * absolute);
        expect(Math.abs(value - reference), key).toBeLessThanOrEqual(error + (eps / 2) * Math.abs(reference));
        expect(Math.abs(absolute / Number(row.absolute[key]) - 1), key).toBeLessThanOrEqual(0.05);
      }
    });
  },
);

const specification = fc.oneof(
  fc.constantFrom<ActivationSpecification[]>(
    { kind: "identity" },
    { kind: "relu" },
    { kind: "tanh" },
    { kind: "erf" },
    { kind: "sin" },
    { kind: "function", name: "hard-tanh" },
    { kind: "function", name: "shifted-step" },
  ),
  fc.record({ kind: fc.constant("leaky-relu" as const), slope: fc.double({ min: 0, max: 0.99, noNaN: true }) }),
  fc.record({ kind: fc.constant("softplus" as const), scale: powerOfTen(-3, 5) }),
  fc.record({ kind: fc.constant("hermite" as const), degree: fc.integer({ min: 0, max: 20 }) }),
  fc.record({
    kind: fc.constant("polynomial" as const),
    coefficients: fc.array(
      fc.integer({ min: -64, max: 64 }).map((i) => i / 16),
      { minLength: 1, maxLength: 21 },
    ),
  }),
);

function powerOfTen(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true }).map((exponent) => 10 ** exponent);
}

describe("gaussianMoments", () => {
  test.prop([specification, powerOfTen(-8, 4)])("obeys Stein's identity, Jensen and Cauchy-Schwarz", (input, v) => {
    const moments = gaussianMoments(parseActivation(input), v);
    expect(statuses(moments)).toEqual(["ok", "ok", "ok", "ok"]);
    const { mean, secondMoment, derivativeMean, stein } = moments;
    const steinError = stein.error + v * derivativeMean.error + eps * Math.abs(stein.value);
    expect(Math.abs(stein.value - v * derivativeMean.value)).toBeLessThanOrEqual(steinError);
    // The variance is at least the part that is linear in z: E σ² ≥ (E σ)² + (E zσ)²/v.
    const linear = mean.value ** 2 + stein.value ** 2 / v;
    const slack =
      secondMoment.error + 2 * Math.abs(mean.value) * mean.error + (2 * Math.abs(stein.value) * stein.error) / v;
    expect(linear).toBeLessThanOrEqual(secondMoment.value + slack + 4 * eps * linear);
  });

  test.prop([specification, powerOfTen(-4, 4)])("agrees with quadrature", (input, v) => {
    const activation = parseActivation(input);
    const moments = gaussianMoments(activation, v);
    const quadrature = quadratureMoments(activation, v);
    for (const key of keys) {
      const allowed = moments[key].error + quadrature[key].error;
      // Horner's rule, at most 2·20 roundings, loses digits where a polynomial's terms cancel; its caller cannot know.
      const cancellation = input.kind === "polynomial" ? 64 * eps * termSize(input.coefficients, v, key) : 0;
      expect(Math.abs(moments[key].value - quadrature[key].value), key).toBeLessThanOrEqual(allowed + cancellation);
    }
  });

  test.prop([powerOfTen(-3, 4), powerOfTen(-6, 3)])(
    "gives softplus of any scale the moments of scale 1",
    (scale, v) => {
      // σ_c(z) = σ_1(cz): mean and second moment at v are those of σ_1 at c²v, the derivative's gains a factor c.
      const one = gaussianMoments(parseActivation({ kind: "softplus", scale: 1 }), scale * scale * v);
      const scaled = gaussianMoments(parseActivation({ kind: "softplus", scale }), v);
      for (const [key, factor] of [
        ["mean", 1],
        ["secondMoment", 1],
        ["derivativeMean", scale],
        ["stein", 1 / scale],
      ] as const) {
        const allowed = scaled[key].error + factor * one[key].error + 8 * eps * Math.abs(scaled[key].value);
        expect(Math.abs(scaled[key].value - factor * one[key].value), key).toBeLessThanOrEqual(allowed);
      }
    },
  );

  test.prop([powerOfTen(-6, 6), powerOfTen(-6, 4)])("scales ReLU like √v, v, 1, v", (c, v) => {
    const [base, scaled] = [v, c * v].map((variance) => gaussianMoments(parseActivation({ kind: "relu" }), variance));
    // Closed forms of at most six roundings on either side.
    const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(8 * eps * Math.abs(b));
    near(scaled.mean.value, Math.sqrt(c) * base.mean.value);
    near(scaled.secondMoment.value, c * base.secondMoment.value);
    near(scaled.stein.value, c * base.stein.value);
    expect(scaled.derivativeMean.value).toBe(0.5);
  });

  test.prop([fc.integer({ min: 0, max: 20 }), powerOfTen(-4, 4)])(
    "finds for Hermite polynomials what their coefficients give exactly",
    (degree, v) => {
      const hermite = gaussianMoments(parseActivation({ kind: "hermite", degree }), v);
      const coefficients = hermiteCoefficients(degree);
      const exact = gaussianMoments(parseActivation({ kind: "polynomial", coefficients }), v);
      for (const key of keys) {
        expect(Math.abs(hermite[key].value - exact[key].value), key).toBeLessThanOrEqual(
          hermite[key].error + exact[key].error,
        );
      }
    },
  );

  it("knows the orthogonality of Hermite polynomials at v = 1", () => {
    for (let degree = 1; degree <= 20; degree++) {
      const { mean, secondMoment } = gaussianMoments(parseActivation({ kind: "hermite", degree }), 1);
      expect(mean).toEqual({ value: 0, error: 0, status: "ok" });
      expect(secondMoment.value).toBe(Array.from({ length: degree }, (_, i) => i + 1).reduce((a, b) => a * b));
    }
  });

  it("finds the moments of an even or odd function that vanish", () => {
    const he2 = gaussianMoments(parseActivation({ kind: "hermite", degree: 2 }), 0.7);
    expect(he2.derivativeMean.value).toBe(0);
    expect(he2.stein.value).toBe(0);
    const tanh = gaussianMoments(parseActivation({ kind: "tanh" }), 0.7);
    expect(Math.abs(tanh.mean.value)).toBeLessThanOrEqual(4 * eps);
    expect(tanh.mean.status).toBe("ok");
  });

  it("orders the sign of He₃'s slope by the variance", () => {
    const slope = (v: number) => gaussianMoments(parseActivation({ kind: "hermite", degree: 3 }), v).derivativeMean;
    expect(slope(0.9).value).toBeLessThan(0);
    expect(slope(1).value).toBe(0);
    expect(slope(1.1).value).toBeGreaterThan(0);
  });

  it("counts a declared jump in the slope: α⋆ of a sign function is √(2/(πv))", () => {
    const sign = define("sign", Math.sign, () => 0, [0]);
    for (const v of [1e-8, 1, 1e4]) {
      const moments = gaussianMoments(sign, v);
      expect(statuses(moments)).toEqual(["ok", "ok", "ok", "ok"]);
      const exact = Math.sqrt(2 / (Math.PI * v));
      expect(Math.abs(moments.derivativeMean.value / exact - 1)).toBeLessThanOrEqual(16 * eps);
    }
  });

  it("reports an undeclared jump, or a wrong derivative, in the slope alone", () => {
    const jump = gaussianMoments(
      define(
        "undeclared-step",
        (z) => (z > 0.3 ? 1 : 0),
        () => 0,
      ),
      1,
    );
    expect(statuses(jump)).toEqual(["ok", "ok", "inaccurate", "ok"]);
    const density = Math.exp(-0.045) / Math.sqrt(2 * Math.PI);
    expect(Math.abs(jump.stein.value - density)).toBeLessThanOrEqual(jump.stein.error);
    expect(jump.derivativeMean.error).toBeGreaterThanOrEqual(density * (1 - 1e-10));

    const wrong = gaussianMoments(
      define("wrong-slope", Math.tanh, (z) => 1 - Math.tanh(z)),
      1,
    );
    expect(statuses(wrong)).toEqual(["ok", "ok", "inaccurate", "ok"]);
    const right = gaussianMoments(parseActivation({ kind: "tanh" }), 1);
    const off = Math.abs(wrong.derivativeMean.value - right.derivativeMean.value);
    expect(off).toBeGreaterThan(0.1);
    expect(wrong.derivativeMean.error).toBeGreaterThanOrEqual(off * (1 - 1e-10));
  });

  it.each([1e-4, 1, 100])("is as accurate for undeclared kinks as for declared ones, at v = %f", (v) => {
    const value = (z: number) => Math.abs(z - 0.3) + Math.max(0, z - 1.7);
    const derivative = (z: number) => (z > 0.3 ? 1 : z < 0.3 ? -1 : 0) + (z > 1.7 ? 1 : z < 1.7 ? 0 : 0.5);
    const undeclared = gaussianMoments(define("undeclared-kinks", value, derivative), v);
    const declared = gaussianMoments(define("declared-kinks", value, derivative, [1.7, 0.3]), v);
    expect(statuses(undeclared)).toEqual(["ok", "ok", "ok", "ok"]);
    for (const key of keys) {
      const difference = Math.abs(undeclared[key].value - declared[key].value);
      expect(difference, key).toBeLessThanOrEqual(undeclared[key].error + declared[key].error);
    }
  });

  it("admits that an oscillation is too fast for it", () => {
    const fast = define(
      "fast-wave",
      (z) => Math.sin(1e6 * z) + 2,
      (z) => 1e6 * Math.cos(1e6 * z),
    );
    const { mean, derivativeMean } = gaussianMoments(fast, 1);
    expect(mean.status).toBe("inaccurate");
    expect(Math.abs(mean.value - 2)).toBeLessThanOrEqual(mean.error);
    expect(derivativeMean.status).toBe("inaccurate");
    expect(Math.abs(derivativeMean.value)).toBeLessThanOrEqual(derivativeMean.error);
  });

  it("admits that a moment does not exist", () => {
    // E σ² = E exp(z²/2) diverges from v = 1 on; E σ = 1/√(1 − v/2) exists up to v = 2.
    const bell = define(
      "inverted-bell",
      (z) => Math.exp((z * z) / 4),
      (z) => (z / 2) * Math.exp((z * z) / 4),
    );
    const at = (v: number) => gaussianMoments(bell, v);
    expect(statuses(at(0.8))).toEqual(["ok", "ok", "ok", "ok"]);
    expect(Math.abs(at(0.8).secondMoment.value - 1 / Math.sqrt(0.2))).toBeLessThanOrEqual(at(0.8).secondMoment.error);
    expect(at(1).secondMoment.status).toBe("inaccurate");
    expect(at(1).mean.status).toBe("ok");
    expect(at(1.5).secondMoment.status).toBe("inaccurate");
    expect(() => at(9)).toThrow(expect.objectContaining({ code: "non-finite" }));
  });

  it("integrates a singular derivative at a declared kink", () => {
    // σ = sign(z)·√|z|, E σ′ = E|z|^{−1/2}/2 = Γ(1/4)/(2·2^{1/4}·√π) at v = 1,
    // 0.86003998732451953538 by 40-digit mpmath.
    const root = define(
      "signed-root",
      (z) => Math.sign(z) * Math.sqrt(Math.abs(z)),
      (z) => 0.5 / Math.sqrt(Math.abs(z)),
      [0],
    );
    const { derivativeMean, secondMoment } = gaussianMoments(root, 1);
    expect(Math.abs(derivativeMean.value - 0.8600399873245195)).toBeLessThanOrEqual(derivativeMean.error);
    expect(derivativeMean.status).toBe("ok");
    expect(Math.abs(secondMoment.value - Math.sqrt(2 / Math.PI))).toBeLessThanOrEqual(secondMoment.error);
  });

  test.prop([specification, fc.constantFrom(1e-200, 1e-100, 1e-30, 1e30, 1e100)])(
    "never gives NaN or an infinity at extreme variances",
    (input, v) => {
      try {
        const moments = gaussianMoments(parseActivation(input), v);
        for (const key of keys) {
          expect(Number.isFinite(moments[key].value) && moments[key].error >= 0).toBe(true);
          expect(Number.isFinite(moments[key].error)).toBe(true);
        }
      } catch (error) {
        // A polynomial's moments may be beyond the largest double; nothing else's.
        expect(error).toMatchObject({ code: "non-finite" });
        expect(["hermite", "polynomial"]).toContain(input.kind);
        expect(v).toBeGreaterThan(1);
      }
    },
  );

  it("takes z = 0 at variance 0, the limit of small variances", () => {
    const activations = [
      { kind: "softplus", scale: 3 },
      { kind: "leaky-relu", slope: 0.5 },
      { kind: "hermite", degree: 4 },
    ];
    for (const input of activations) {
      const [zero, small] = [0, 1e-30].map((v) => gaussianMoments(parseActivation(input), v));
      expect(statuses(zero)).toEqual(["ok", "ok", "ok", "ok"]);
      // What is left at v = 1e-30 is of order √v.
      for (const key of keys) expect(Math.abs(zero[key].value - small[key].value), key).toBeLessThanOrEqual(1e-14);
    }
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e-300, 1e200])("refuses the variance %f", (v) => {
    expect(() => gaussianMoments(parseActivation({ kind: "relu" }), v)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "variance" }),
    );
  });

  it("says where a function is not finite", () => {
    const partial = define(
      "partial",
      (z) => Math.sqrt(9 - z),
      (z) => -0.5 / Math.sqrt(9 - z),
    );
    expect(() => gaussianMoments(partial, 1)).toThrow(
      expect.objectContaining({ code: "non-finite", message: expect.stringContaining("activation partial is NaN at") }),
    );
  });
});

/** He_n's coefficients, integers below 2⁵³. */
function hermiteCoefficients(degree: number): number[] {
  let [previous, current] = [[0], [1]];
  for (let k = 0; k < degree; k++) {
    const next = [0, ...current].map((coefficient, i) => coefficient - k * (previous[i] ?? 0));
    [previous, current] = [current, next];
  }
  return current;
}

/** The moments of Σ |c_k|·|z|^k: what Horner's rule has to add up, whatever cancels. */
function termSize(coefficients: readonly number[], v: number, key: Key): number {
  const absolute = [1, Math.sqrt((2 * v) / Math.PI)];
  for (let k = 2; k <= 2 * coefficients.length; k++) absolute.push((k - 1) * v * absolute[k - 2]);
  const sum = (term: (c: number, k: number) => number) =>
    coefficients.reduce((total, c, k) => total + term(Math.abs(c), k), 0);
  switch (key) {
    case "mean":
      return sum((c, k) => c * absolute[k]);
    case "secondMoment":
      return sum((c, k) => sum((other, j) => c * other * absolute[k + j]));
    case "derivativeMean":
      return sum((c, k) => (k === 0 ? 0 : k * c * absolute[k - 1]));
    case "stein":
      return sum((c, k) => c * absolute[k + 1]);
  }
}

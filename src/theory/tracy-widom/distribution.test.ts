import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Quantity } from "../../foundation/quantity.ts";
import { integrate } from "../quadrature/integrate.ts";
import { airy } from "./airy.ts";
import { airySpectrum } from "./airy-operator.ts";
import { type TracyWidomBeta, tracyWidom } from "./distribution.ts";
import { leftTail } from "./left-tail.ts";
import { tracyWidomMoments } from "./moments.ts";
import { tracyWidomQuantile } from "./quantile.ts";

const eps = Number.EPSILON;
const betas: readonly TracyWidomBeta[] = [1, 2, 4];
const members = ["cdf", "upper", "density"] as const;

describe("golden values from Painlevé II", () => {
  type Texts = Record<string, string>;
  const rows: readonly ({ s: number } & Record<(typeof members)[number], Texts>)[] = JSON.parse(
    readFileSync(new URL("../golden/tracy-widom.json", import.meta.url), "utf8"),
  );
  it("reach both tails", () => expect([rows[0].s, rows.at(-1)?.s]).toEqual([-11.25, 20]));
  it.each(rows)("at $s", (row) => {
    for (const beta of betas) {
      const law = tracyWidom(beta, row.s);
      for (const member of members) {
        const exact = Number(row[member][beta]);
        const { value, error, status } = law[member];
        expect(Math.abs(value - exact)).toBeLessThanOrEqual(error + eps * exact);
        // Worst seen: 60 eps for F₁ and F₂, 170 eps for F₄, whose tail the smaller of two eigenvalues carries; further
        // left |log F| is 50 to 150, and its rounding counts.
        if (row.s >= -8 && (beta < 4 || row.s < 2)) {
          expect(Math.abs(value / exact - 1)).toBeLessThanOrEqual((beta < 4 ? 100 : 400) * eps);
          expect(status).toBe("ok");
        }
        expect(error).toBeLessThanOrEqual((beta < 4 || row.s < 2 ? 4000 : 4e5) * eps * exact);
      }
    }
  });
});

it("known values", () => {
  expect(Math.abs(tracyWidom(1, 0).cdf.value - 0.83190806620295)).toBeLessThanOrEqual(1e-14);
  expect(Math.abs(tracyWidom(2, 0).cdf.value - 0.96937282835526)).toBeLessThanOrEqual(1e-14);
  expect(Math.abs(tracyWidom(2, -2).cdf.value - 0.41322414250512)).toBeLessThanOrEqual(1e-14);
});

describe("second computations", () => {
  it("the trace of the Airy kernel on (s, ∞) is that of B², in closed form", () => {
    // ∫_s^∞ K(x, x) dx = (2s²Ai² − 2sAi′² − AiAi′)/3.
    for (const s of [-3, -1, 0.5, 2, 6]) {
      const { value, slope } = airy(s);
      const closed = (2 * s * s * value * value - 2 * s * slope * slope - value * slope) / 3;
      const trace = airySpectrum(s).eigenvalues.reduce((sum, x) => sum + x * x, 0);
      // The three terms of the closed form cancel by a factor s³ or so.
      expect(Math.abs(trace / closed - 1)).toBeLessThanOrEqual(64 * eps * (1 + Math.max(0, s) ** 3));
    }
  });

  it("determinants and table agree left of where they meet, as far as the determinants hold", () => {
    // −3 is the leftmost place of the operator; the law is smooth there.
    const { eigenvalues, rates } = airySpectrum(-3);
    const first = eigenvalues.reduce((sum, x) => sum + Math.log1p(-x), 0);
    const second = eigenvalues.reduce((sum, x) => sum + Math.log1p(-x * x), 0);
    const slope = eigenvalues.reduce((sum, x, j) => sum + rates[j] / (1 - x), 0);
    const table = leftTail(-3);
    // 1/(1 − λ₁) = 19.5.
    expect(Math.abs(first - table.first)).toBeLessThanOrEqual(200 * eps);
    expect(Math.abs(second - table.second)).toBeLessThanOrEqual(200 * eps);
    expect(Math.abs(slope - table.firstSlope)).toBeLessThanOrEqual(2000 * eps);
  });

  it.each(betas)("moments of F_%i by quadrature of the density", (beta) => {
    const breakpoints = [-12, -9, -7, -5, -4, -3, -2.5, -3 / Math.SQRT2, -1, 0, 1, 2, 4, 7, 11, 20].toSorted(
      (a, b) => a - b,
    );
    const options = { relativeTolerance: 1e-11 };
    const about = (centre: number, power: number): number =>
      integrate((s) => (s - centre) ** power * tracyWidom(beta, s).density.value, breakpoints, options).value;
    const { mean, variance, skewness, excessKurtosis } = tracyWidomMoments[beta];
    expect(Math.abs(about(0, 0) - 1)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs(about(mean, 1))).toBeLessThanOrEqual(1e-11);
    expect(Math.abs(about(mean, 2) - variance)).toBeLessThanOrEqual(1e-11);
    expect(Math.abs(about(mean, 3) / variance ** 1.5 - skewness)).toBeLessThanOrEqual(1e-11);
    expect(Math.abs(about(mean, 4) / variance ** 2 - 3 - excessKurtosis)).toBeLessThanOrEqual(1e-11);
  });

  it("means and variances are those that are printed in the literature", () => {
    expect(Math.abs(tracyWidomMoments[1].mean - -1.206533574582)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs(tracyWidomMoments[1].variance - 1.607781034581)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs(tracyWidomMoments[2].mean - -1.77108680741)).toBeLessThanOrEqual(1e-11);
    expect(Math.abs(tracyWidomMoments[2].variance - 0.81319479283)).toBeLessThanOrEqual(1e-11);
    expect(Math.abs(tracyWidomMoments[4].mean - -2.306884893241)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs(tracyWidomMoments[4].variance - 0.5177237207726)).toBeLessThanOrEqual(1e-12);
  });
});

const place = fc.double({ min: -9, max: 12, noNaN: true });
const beta = fc.constantFrom(...betas);

test.prop([beta, place], { numRuns: 60 })("the density is the slope of both tails", (b, s) => {
  const h = 1e-4;
  const [left, middle, right] = [s - h, s, s + h].map((x) => tracyWidom(b, x));
  // A central difference is off by h²F‴/6; all of F, F′, F‴ change by factors of up to |s|² + 10 per derivative.
  const scale = (s * s + 10) ** 2;
  const byCdf = (right.cdf.value - left.cdf.value) / (2 * h);
  const byUpper = (left.upper.value - right.upper.value) / (2 * h);
  const better = s < -1 ? byCdf : byUpper;
  expect(Math.abs(better / middle.density.value - 1)).toBeLessThanOrEqual(h * h * scale + 1e-8);
});

test.prop([beta, place], { numRuns: 60 })("both tails sum to 1", (b, s) => {
  const { cdf, upper } = tracyWidom(b, s);
  expect(Math.abs(cdf.value + upper.value - 1)).toBeLessThanOrEqual(cdf.error + upper.error + eps);
});

describe("quantiles", () => {
  const within = (quantity: Quantity, exact: number): void => {
    expect(Math.abs(quantity.value - exact)).toBeLessThanOrEqual(quantity.error);
    expect(quantity.error).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(exact)));
  };

  it.each([-8, -5.5, -3, -1.2, 0.3, 3, 9])("invert both tails at %f", (s) => {
    for (const b of betas) {
      const { cdf, upper } = tracyWidom(b, s);
      // A probability rounded to a double is known to ε of itself: near 1 that is a wide step in s.
      if (cdf.value < 0.9) within(tracyWidomQuantile(b, cdf.value), s);
      if (upper.value < 0.9) within(tracyWidomQuantile(b, upper.value, "upper"), s);
    }
  });

  it("agree with the printed percentage points of F₁", () => {
    // Two decimals in the tables of Johnstone, Ann. Statist. 29 (2001): 0.45, 0.98, 2.02.
    expect(tracyWidomQuantile(1, 0.9).value).toBeCloseTo(0.45, 2);
    expect(tracyWidomQuantile(1, 0.95).value).toBeCloseTo(0.98, 2);
    expect(tracyWidomQuantile(1, 0.01, "upper").value).toBeCloseTo(2.02, 2);
  });

  test.prop([beta, fc.double({ min: -200, max: -1e-4, noNaN: true }), fc.boolean()], { numRuns: 40 })(
    "are found for every probability",
    (b, exponent, isUpper) => {
      const p = 10 ** Math.max(exponent, -199);
      const s = tracyWidomQuantile(b, p, isUpper ? "upper" : "lower");
      const law = tracyWidom(b, s.value);
      const got = isUpper ? law.upper : law.cdf;
      expect(Math.abs(got.value - p)).toBeLessThanOrEqual(2 * got.error + 2 * s.error * law.density.value);
      expect(s.error).toBeLessThanOrEqual(1e-9);
    },
  );
});

describe("far out", () => {
  it.each(betas)("F_%i is 0 and 1, and says what it does not know", (b) => {
    for (const s of [Number.NEGATIVE_INFINITY, -1e9, -40]) {
      const { cdf, upper, density } = tracyWidom(b, s);
      expect([cdf.value, upper.value, density.value]).toEqual([0, 1, 0]);
      expect([cdf.status, upper.status]).toEqual(["inaccurate", "ok"]);
    }
    for (const s of [Number.POSITIVE_INFINITY, 1e9, 120]) {
      const { cdf, upper, density } = tracyWidom(b, s);
      expect([cdf.value, upper.value, density.value]).toEqual([1, 0, 0]);
      expect([cdf.status, upper.status]).toEqual(["ok", "inaccurate"]);
    }
  });
});

describe("invalid input", () => {
  it.each([
    [() => tracyWidom(3 as TracyWidomBeta, 0), "beta"],
    [() => tracyWidom(1, Number.NaN), "s"],
    [() => tracyWidomQuantile(1, 0), "probability"],
    [() => tracyWidomQuantile(1, 1), "probability"],
    [() => tracyWidomQuantile(1, Number.NaN), "probability"],
    [() => tracyWidomQuantile(1, 0.5, "both" as "upper"), "tail"],
  ])("%# is refused", (call, field) => {
    expect(call).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });
});

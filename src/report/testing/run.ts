import type { Parameters } from "../../foundation/json.ts";
import type { LimitClaimResult, LimitPointResult, LimitSize } from "../../verification/limit/limit-result.ts";
import type { FigureData } from "../../verification/results/figure-data.ts";
import type { MutationResult } from "../../verification/results/mutation-result.ts";
import type { RunResult } from "../../verification/results/run-result.ts";
import type { Verdict } from "../../verification/results/verdict.ts";
import { boundClaim, identityClaim, lawClaim, orderingClaim, rateClaim } from "./kinds.ts";

const sizes = [100, 200, 400, 800];

/** Deterministic scatter in [−1, 1] that looks like noise. */
export function scatter(index: number): number {
  return Math.sin(12.9898 * index + 4.1414) * Math.cos(78.233 * index);
}

export interface PointOptions {
  readonly parameters?: Parameters;
  readonly verdict?: Verdict;
  readonly theory?: number;
  /** estimate − theory. */
  readonly offset?: number;
  readonly halfWidth?: number;
  readonly margin?: number;
  readonly replicates?: number;
}

/** A point whose simulation tends to theory + offset like 1/size. */
export function point(options: PointOptions = {}): LimitPointResult {
  const { parameters = { aspectRatio: 0.5 }, verdict = "supported", theory = 0.74481, offset = 0.0011 } = options;
  const { halfWidth = 0.0036, margin = 0.01, replicates = 640 } = options;
  const estimate = theory + offset;
  return {
    parameters,
    verdict,
    theory,
    theoryError: 3e-16,
    estimate,
    interval: [estimate - halfWidth, estimate + halfWidth],
    withoutSmallestSize: {
      estimate: estimate + halfWidth / 3,
      interval: [estimate - halfWidth, estimate + 2 * halfWidth],
      change: -halfWidth / 3,
      changeInterval: [-halfWidth, halfWidth / 3],
    },
    skewness: 0.127,
    margin,
    residualBias: margin / 10,
    replicates,
    declaredFaults: 0,
    sizes: sizes.map((size, index): LimitSize => {
      const atSize = theory * (1 + 0.2 / size);
      const standardError = halfWidth / (4 + index);
      const bias = offset - (2.5 * margin * sizes[0]) / size + standardError * scatter(index + 100 * theory);
      const n = Math.round(size / 0.5);
      const perDraw = index === 0 ? 4 : 1;
      return {
        size,
        shape: { n, d: size },
        replicates: perDraw * replicates,
        theory: atSize,
        mean: atSize + bias,
        standardError,
        bias,
      };
    }),
    resolution: (halfWidth + Math.abs(offset)) / theory,
  };
}

/** A point at which nothing was simulated. */
export function emptyPoint(parameters: Parameters, verdict: Verdict = "incomplete"): LimitPointResult {
  return {
    ...point({ parameters, verdict, replicates: 0 }),
    estimate: null,
    interval: null,
    withoutSmallestSize: null,
    skewness: null,
    resolution: null,
    sizes: sizes.map((size) => ({
      size,
      shape: { n: 2 * size, d: size },
      replicates: 0,
      theory: 0.7448,
      mean: null,
      standardError: null,
      bias: null,
    })),
  };
}

const noMutants: MutationResult = { total: 0, killed: 0, survivors: [], equivalent: 0, invalid: 0 };

const mutants: MutationResult = {
  total: 43,
  killed: 40,
  survivors: [
    {
      expression: "alpha * m1 / sqrt(alpha^2 * m2 + phi * m1 * (s2 + noise / 2))",
      tex: "\\frac{\\alpha_\\star m_1}{\\sqrt{\\alpha_\\star^2 m_2+\\varphi m_1\\left(s^2+\\frac{\\sigma_\\varepsilon^2}{2}\\right)}}",
      operator: "halved-term",
      discrepancy: 0.0091,
    },
    {
      expression: "alpha * m1 / sqrt(alpha^2 * m1 + phi * m1 * (s2 + noise))",
      tex: "\\frac{\\alpha_\\star m_1}{\\sqrt{\\alpha_\\star^2 m_1+\\varphi m_1(s^2+\\sigma_\\varepsilon^2)}}",
      operator: "neighbour-symbol",
      discrepancy: 0.004,
    },
    {
      expression: "alpha * m1 / sqrt(s2)",
      tex: "\\frac{\\alpha_\\star m_1}{\\sqrt{s^2}}",
      operator: "declared",
      why: "$s^2$ in the place of the squared norm | <which it is not>",
      discrepancy: 0.0125,
    },
  ],
  equivalent: 3,
  invalid: 2,
};

const atoms = { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] };
const ar1 = { kind: "ar1", rho: 0.5 };

/** The correlation of Lemma 3.10 of Zhang et al. 2025 (arXiv 2502.01763) for a ReLU teacher and noise 0.25. */
function correlation(aspectRatio: number, m2: number): number {
  return 0.5 / Math.sqrt(0.25 * m2 + aspectRatio * 0.75);
}

const aspectRatios = [0.1, 0.25, 0.5, 1, 2];

function correlationFigure(panels: number, seriesCount = 2): FigureData {
  const names = ["SGD", "KFAC, ridge 0.1", "KFAC, ridge 1", "optimal damping"];
  return {
    xLabel: "aspect ratio φ = d/n",
    yLabel: "correlation of the step with β⋆",
    xScale: "log",
    panels: Array.from({ length: panels }, (_, panel) => ({
      title: ["atoms 0.5, 1.5 (½, ½)", "AR(1), ρ = 0.5", "uniform [0.2, 1.8]", "power law τ^−1 on [0.1, 10]"][
        panel % 4
      ],
      series: names.slice(0, seriesCount).map((name, series) => {
        const at = (x: number): number => correlation(x * (1 + series / 2), 1.25 + 0.3 * panel);
        return {
          name,
          curve: Array.from({ length: 60 }, (_, k) => {
            const x = 0.1 * 20 ** (k / 59);
            return [x, at(x)] as const;
          }),
          points: aspectRatios.map((x, k) => {
            const estimate = at(x) + 0.006 * scatter(7 * panel + 3 * series + k);
            const half = k % 2 === 0 ? 0.001 : 0.02;
            return { x, estimate, interval: [estimate - half, estimate + half] as const };
          }),
        };
      }),
    })),
  };
}

const tested: LimitClaimResult["tested"] = {
  observable: { name: "correlation", meaning: "$|\\beta_\\star^\\top\\beta|/(\\|\\beta_\\star\\|\\|\\beta\\|)$" },
  formula: {
    expression: "alpha * m1 / sqrt(alpha^2 * m2 + phi * m1 * (s2 + noise))",
    tex: "\\frac{\\alpha_\\star m_1}{\\sqrt{\\alpha_\\star^2 m_2+\\varphi m_1\\left(s^2+\\sigma_\\varepsilon^2\\right)}}",
    symbols: {
      alpha: { tex: "\\alpha_\\star", meaning: "$\\mathbb E\\,\\sigma_\\star'(z)$ for $z\\sim N(0,m_1)$" },
      m1: { tex: "m_1", meaning: "first moment of the population spectral distribution" },
      phi: { tex: "\\varphi", meaning: "aspect ratio $\\lim d/n$" },
      s2: { tex: "s^2", meaning: "$\\mathbb E|\\sigma_\\star(z)|^2$" },
      noise: { tex: "\\sigma_\\varepsilon^2", meaning: "variance of the label noise" },
    },
  },
  finiteSizeExponent: 1,
};

const shapeControl: LimitClaimResult["controls"][number] = {
  id: "aspect-ratio-ignored",
  why: "The formula for $\\varphi\\to0$, which forgets that $\\widehat\\Sigma\\ne\\Sigma$.",
  verdict: "refuted",
  expected: "refuted",
  tested: {
    ...tested,
    observable: { name: "sgdCorrelation", meaning: "cosine of the angle between step and teacher" },
    formula: {
      expression: "m1 / sqrt(m2)",
      tex: "\\frac{m_1}{\\sqrt{m_2}}",
      symbols: { m1: tested.formula.symbols.m1, m2: { tex: "m_2", meaning: "its second moment" } },
    },
  },
  points: [point({ verdict: "refuted", theory: 0.8944, offset: -0.15 })],
};

/** A claim as a run without surprises ends; `changes` replace its members. */
export function claim(changes: Partial<LimitClaimResult> = {}): LimitClaimResult {
  return {
    id: "lp/lemma-3.10",
    kind: "limit",
    title: "Correlation of one SGD step with the teacher",
    statement:
      "For $x\\sim N(0,\\Sigma)$ and $y=\\sigma_\\star(\\beta_\\star^\\top x)+\\varepsilon$, the direction\n" +
      "$\\beta_{\\rm SGD}=X^\\top y/n$ has, as $n,d\\to\\infty$ with $d/n\\to\\varphi$, a correlation with\n" +
      "$\\beta_\\star$ that tends to the formula, where $\\|\\cdot\\|$ is the Euclidean norm.",
    assumptions: ["Gaussian data", "$\\beta_\\star\\sim N(0,I/d)$, independent of the data"],
    source: { reference: "Lemma 3.10 of Zhang et al. 2025, arXiv 2502.01763", status: "reconstructed" },
    verdict: "supported",
    expected: "supported",
    experiment: { id: "one-step-single-index", version: 1 },
    work: 5120,
    tested,
    points: [atoms, ar1].flatMap((population, p) =>
      [0.1, 0.5, 2].map((aspectRatio, k) =>
        point({
          parameters: { population, teacher: { kind: "relu" }, aspectRatio, noise: 0.25 },
          theory: correlation(aspectRatio, p === 0 ? 1.25 : 5 / 3),
          offset: 0.004 * scatter(3 * p + k),
          halfWidth: 0.003 + 0.001 * k,
          replicates: 320 * (k + 1),
        }),
      ),
    ),
    controls: [shapeControl],
    mutants,
    resolution: 0.0131,
    figure: correlationFigure(2),
    ...changes,
  };
}

/** A limit claim for every way in which a claim can end, and one claim of each other kind. */
export function run(changes: Partial<RunResult> = {}): RunResult {
  return {
    schema: "asymptopia-results/2",
    package: { name: "asymptopia", version: "0.1.0" },
    seed: "1",
    budget: "default",
    alpha: 0.001,
    points: 92,
    command: "asymptopia verify --seed 1 --budget default",
    claims: [
      claim(),
      claim({
        id: "lp/lemma-3.12/inner-product",
        title: "Inner product of the KFAC step, $\\langle\\beta_\\star,\\beta_{\\rm KFAC}\\rangle$",
        figure: correlationFigure(9, 4),
        points: Array.from({ length: 18 }, (_, k) =>
          point({
            parameters: { population: k % 2 ? ar1 : atoms, aspectRatio: (k + 1) / 10, ridge: 1e-5 },
            theory: 0.3 + k / 100,
            offset: 0.005 * scatter(k),
          }),
        ),
      }),
      claim({
        id: "lp/equation-14",
        title: "Variance as printed",
        source: { reference: "Equation (14) of Zhang et al. 2025", status: "paper" },
        verdict: "refuted",
        expected: "refuted",
        points: [point({ verdict: "refuted", theory: 1.234e-5, offset: 4e-6, halfWidth: 2e-7, margin: 1e-6 })],
        controls: [],
        figure: null,
      }),
      claim({
        id: "pf/theorem-1",
        title: "Gram matrix information",
        source: { reference: "Theorem 1 of Yoshida and Nitanda 2025, arXiv 2509.25637", status: "sharper" },
        verdict: "undecided",
        points: [
          point({ verdict: "undecided", offset: 0.008, halfWidth: 0.02, replicates: 16 }),
          { ...point({ parameters: { aspectRatio: 1 }, verdict: "undecided", replicates: 2 }), interval: null },
          emptyPoint({ aspectRatio: 2 }),
        ],
        resolution: null,
        figure: {
          ...correlationFigure(1, 1),
          panels: [
            {
              title: "",
              series: [{ name: "", curve: [], points: [{ x: 0.5, estimate: 0.7, interval: null }] }],
            },
          ],
        },
      }),
      claim({
        id: "pf/theorem-2",
        title: "Spectral bias",
        source: { reference: "Theorem 2 of Yoshida and Nitanda 2025", status: "new" },
        verdict: "failed",
        points: [
          {
            ...emptyPoint({ aspectRatio: 0.5 }, "failed"),
            theory: null,
            theoryError: null,
            margin: null,
            residualBias: null,
            sizes: [],
            failure: {
              code: "not-converged",
              message: "theory gives NaN | with error </details> 0.3, *short* of `ok`",
              field: "formula",
              value: "NaN",
              accepted: "a value with status ok",
            },
          },
        ],
        controls: [{ ...shapeControl, verdict: "supported" }],
        mutants: noMutants,
        resolution: null,
        figure: null,
      }),
      claim({
        id: "pf/theorem-3",
        title: "Generalisation",
        verdict: "incomplete",
        points: [],
        controls: [{ ...shapeControl, verdict: "incomplete", points: [] }],
        mutants: noMutants,
        resolution: null,
        figure: { xLabel: "x", yLabel: "y", xScale: "log", panels: [] },
      }),
      identityClaim(),
      boundClaim(),
      lawClaim(),
      orderingClaim(),
      rateClaim(),
    ],
    ...changes,
  };
}

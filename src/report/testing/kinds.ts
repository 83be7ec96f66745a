import type { BoundClaimResult, BoundSize } from "../../verification/bound/bound-result.ts";
import type { IdentityClaimResult, IdentitySize } from "../../verification/identity/identity-result.ts";
import type { LawClaimResult, LawSize } from "../../verification/law/law-result.ts";
import type { OrderingClaimResult, OrderingSize } from "../../verification/ordering/ordering-result.ts";
import type { RateClaimResult, RatePoint } from "../../verification/rate/rate-result.ts";
import type { ClaimHeader } from "../../verification/results/claim-result.ts";
import type { JudgedSize } from "../../verification/results/point-result.ts";

function header(id: string, title: string, statement: string): ClaimHeader {
  return {
    id,
    title,
    statement,
    assumptions: ["independent replicates"],
    source: { reference: "Theorem 1 of an example", status: "new" },
    verdict: "supported",
    expected: "supported",
    experiment: { id: "example", version: 1 },
    work: 12.5,
  };
}

function judged(size: number, changes: Partial<JudgedSize> = {}): JudgedSize {
  return {
    size,
    shape: { n: 2 * size, d: size },
    verdict: "supported",
    replicates: 512,
    declaredFaults: 0,
    ...changes,
  };
}

export function identitySize(size: number, changes: Partial<IdentitySize> = {}): IdentitySize {
  return {
    ...judged(size),
    informative: 500,
    exceptions: 0,
    largestMultiple: 3.125,
    worstReplicate: 17,
    resolution: 1.3e-13,
    exceptionalShare: 0.021,
    ...changes,
  };
}

const rounding: IdentityClaimResult["tested"] = {
  discrepancy: { name: "difference", meaning: "$\\|L-R\\|_F$" },
  scale: { name: "scale", meaning: "$\\|L\\|_F$" },
  condition: { name: "condition", meaning: "$\\|A\\|\\|A^{-1}\\|$" },
  factor: 8,
  resolution: 1e-6,
  exceptionalShare: 0.05,
};

export function identityClaim(changes: Partial<IdentityClaimResult> = {}): IdentityClaimResult {
  return {
    ...header("id/push-through", "Push-through identity", "$A(I+BA)^{-1}=(I+AB)^{-1}A$."),
    kind: "identity",
    tested: rounding,
    points: [0.1, 10].map((scale, index) => ({
      parameters: { scale },
      verdict: "supported",
      sizes: [20, 40].map((size) => identitySize(size, { largestMultiple: 3.125 - index })),
    })),
    controls: [
      {
        id: "wrong-order",
        why: "The factors in the wrong order.",
        verdict: "refuted",
        expected: "refuted",
        tested: { ...rounding, condition: null },
        points: [
          {
            parameters: { scale: 1 },
            verdict: "refuted",
            sizes: [
              identitySize(20, { verdict: "refuted", exceptions: 64, largestMultiple: 4.5e15, exceptionalShare: 1 }),
              identitySize(40, {
                verdict: "undecided",
                informative: 0,
                largestMultiple: null,
                worstReplicate: null,
                resolution: null,
              }),
            ],
          },
        ],
      },
    ],
    ...changes,
  };
}

export function boundSize(size: number, changes: Partial<BoundSize> = {}): BoundSize {
  return {
    ...judged(size),
    bound: 30.25 + size,
    violations: 3,
    worstReplicate: 41,
    failureRate: [0.0004, 0.031],
    slack: { smallest: 0.12, median: 0.41 + 1 / size, atFailureRate: 0.62 + 1 / size, largest: 1.08 },
    refutedFactor: 0.55,
    ...changes,
  };
}

export function boundClaim(changes: Partial<BoundClaimResult> = {}): BoundClaimResult {
  const tested: BoundClaimResult["tested"] = {
    observable: { name: "sum", meaning: "$\\sum_iZ_i^2$" },
    direction: "at-most",
    bound: {
      expression: "n + 2 * sqrt(n * t) + 2 * m",
      tex: "n+2\\sqrt{n t}+2 m",
      symbols: {
        n: { tex: "n", meaning: "number of squares" },
        t: { tex: "t", meaning: "$\\log(1/\\delta)$" },
        m: { tex: "m", meaning: "the largest square" },
      },
    },
    observed: { m: { name: "largest", meaning: "$\\max_iZ_i^2$" } },
    failureRate: 0.05,
    excludedRate: 0.05,
    rounding: { relative: 1e-12 },
  };
  return {
    ...header(
      "bound/tail",
      "Tail of a sum of squares",
      "The sum exceeds the bound with probability at most $\\delta$.",
    ),
    kind: "bound",
    declaredFaults: "the iteration may *diverge*",
    tested,
    points: [0.05, 0.01].map((delta) => ({
      parameters: { delta },
      verdict: "supported",
      sizes: [4, 16, 64].map((size) => boundSize(size, { declaredFaults: size === 4 ? 2 : 0 })),
    })),
    controls: [
      {
        id: "always",
        why: "The inequality claimed always, from below.",
        verdict: "refuted",
        expected: "refuted",
        tested: { ...tested, direction: "at-least", failureRate: 0, observed: {} },
        points: [
          {
            parameters: { delta: 0.05 },
            verdict: "refuted",
            sizes: [boundSize(4, { verdict: "refuted", slack: null, refutedFactor: null })],
          },
        ],
      },
    ],
    ...changes,
  };
}

export function lawSize(size: number, changes: Partial<LawSize> = {}): LawSize {
  const { informative, exceptions, largestMultiple, worstReplicate, resolution, exceptionalShare } = identitySize(size);
  return {
    ...judged(size),
    coupling: { informative, exceptions, largestMultiple, worstReplicate, resolution, exceptionalShare },
    comparisons: [
      {
        name: "first entry of $w_t$",
        measure: "Kolmogorov distance",
        draws: 4096,
        discrepancy: 0.0213,
        interval: [0, 0.0713],
        smallestDetectable: 0.1,
      },
      {
        name: "loss",
        measure: "advantage of the classifier",
        draws: 512,
        discrepancy: 0.012,
        interval: [0, 0.09],
        smallestDetectable: 0.12,
      },
    ],
    ...changes,
  };
}

export function lawClaim(changes: Partial<LawClaimResult> = {}): LawClaimResult {
  const compared = (name: string) => ({
    name,
    left: { name: "one", meaning: "in the one run" },
    right: { name: "other", meaning: "in the other run" },
  });
  const tested: LawClaimResult["tested"] = {
    coupling: rounding,
    projections: [compared("first entry of $w_t$")],
    classifier: compared("loss"),
    margin: 0.1,
  };
  return {
    ...header("law/rotation", "Rotated runs", "Runs on rotated data have the law of rotated runs."),
    kind: "law",
    tested,
    points: [{ parameters: { steps: 10 }, verdict: "supported", sizes: [lawSize(8), lawSize(32)] }],
    controls: [
      {
        id: "another-law",
        why: "Data of another law.",
        verdict: "refuted",
        expected: "refuted",
        tested: { ...tested, coupling: null, classifier: null },
        points: [
          {
            parameters: { steps: 10 },
            verdict: "refuted",
            sizes: [lawSize(8, { verdict: "refuted", coupling: null })],
          },
          {
            parameters: { steps: 20 },
            verdict: "undecided",
            sizes: [lawSize(8, { verdict: "undecided", coupling: null })],
          },
        ],
      },
    ],
    ...changes,
  };
}

export function orderingSize(size: number, changes: Partial<OrderingSize> = {}): OrderingSize {
  return {
    ...judged(size),
    advantage: 0.0123,
    standardError: 0.0009,
    skewness: 0.42,
    interval: [0.0081, 0.0165],
    means: { better: 0.5012, worse: 0.5135 },
    ...changes,
  };
}

export function orderingClaim(changes: Partial<OrderingClaimResult> = {}): OrderingClaimResult {
  const tested: OrderingClaimResult["tested"] = {
    better: { name: "kfacLoss", meaning: "loss after a step of KFAC" },
    worse: { name: "sgdLoss", meaning: "loss after a step of SGD" },
    criterion: "smaller",
    by: 0,
    guarantee: "asymptotic",
  };
  return {
    ...header("order/kfac", "KFAC before SGD", "A step of KFAC lowers the loss more than one of SGD."),
    kind: "ordering",
    tested,
    points: [0.1, 0.5, 2].map((phi, k) => ({
      parameters: { phi },
      verdict: "supported",
      sizes: [
        orderingSize(50, { advantage: 0.03 + 0.01 * k, interval: [0.024 + 0.01 * k, 0.036 + 0.01 * k] }),
        orderingSize(100, k === 0 ? {} : { advantage: 0.02, interval: [0.014, 0.026] }),
      ],
    })),
    controls: [
      {
        id: "reversed",
        why: "The other way round, by a margin.",
        verdict: "refuted",
        expected: "refuted",
        tested: { ...tested, better: tested.worse, worse: tested.better, criterion: "larger", by: -0.005 },
        points: [
          {
            parameters: { phi: 0.1 },
            verdict: "refuted",
            sizes: [orderingSize(50, { verdict: "refuted", interval: null })],
          },
        ],
      },
    ],
    ...changes,
  };
}

export function ratePoint(gamma: number, changes: Partial<RatePoint> = {}): RatePoint {
  return {
    parameters: { noise: gamma },
    verdict: "supported",
    estimate: gamma + 0.0042,
    interval: [gamma - 0.021, gamma + 0.031],
    withoutSmallestSize: {
      estimate: gamma - 0.011,
      interval: [gamma - 0.06, gamma + 0.04],
      change: 0.0152,
      changeInterval: [-0.012, 0.042],
    },
    skewness: -0.31,
    replicates: 640,
    declaredFaults: 0,
    sizes: [10, 40, 160, 640].map((size, index) => ({
      size,
      shape: { n: size },
      replicates: index === 0 ? 2560 : 640,
      geometricMean: 0.6 * size ** -gamma * (1 + 0.05 * (index % 2)),
      standardErrorOfLog: 0.02 + 0.01 * index,
    })),
    ...changes,
  };
}

export function rateClaim(changes: Partial<RateClaimResult> = {}): RateClaimResult {
  const tested: RateClaimResult["tested"] = {
    observable: { name: "error", meaning: "$|\\bar x|$" },
    exponent: 0.5,
    logPower: 0,
    margin: 0.05,
    residualBias: 0.01,
    sense: "equal",
  };
  return {
    ...header("rate/mean", "Error of a mean", "The error is of the order $n^{-1/2}$."),
    kind: "rate",
    tested,
    points: [ratePoint(0.5), ratePoint(0.49)],
    controls: [
      {
        id: "reciprocal",
        why: "The square of the rate.",
        verdict: "refuted",
        expected: "refuted",
        tested: { ...tested, exponent: 1, logPower: 1.5, sense: "at-least" },
        points: [ratePoint(0.5, { verdict: "refuted" })],
      },
    ],
    ...changes,
  };
}

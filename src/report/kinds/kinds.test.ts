import { describe, expect, it } from "vitest";
import { asymptoticBurnIn } from "../../verification/confidence-sequence/asymptotic-mixture.ts";
import { gaussianBurnIn } from "../../verification/ordering/ordering-evidence.ts";
import type { ClaimResult } from "../../verification/results/claim-result.ts";
import { renderReport } from "../render-report.ts";
import {
  boundClaim,
  boundSize,
  identityClaim,
  identitySize,
  lawClaim,
  lawSize,
  orderingClaim,
  orderingSize,
  rateClaim,
  ratePoint,
} from "../testing/kinds.ts";
import { tableRows } from "../testing/read-markdown.ts";
import { claim as limitClaim, point as limitPoint, run } from "../testing/run.ts";
import { kindPageOf } from "./index.ts";

async function pageOf(claim: ClaimResult): Promise<string> {
  return (await renderReport(run({ claims: [claim] }))).get(`${claim.id}.md`) as string;
}

const finding = (claim: ClaimResult): string => kindPageOf(claim).finding(claim);
const resolution = (claim: ClaimResult): string => kindPageOf(claim).resolution(claim);

/** The table with this word in its header, row by row, without the header. */
function rowsUnder(page: string, word: string): string[][] {
  const rows = tableRows(page);
  const start = rows.findIndex((row) => row.includes(word));
  const { length } = rows[start];
  const rest = rows.slice(start + 1);
  const end = rest.findIndex((row) => row.length !== length);
  return end < 0 ? rest : rest.slice(0, end);
}

describe("identities", () => {
  it("say how large the differences were, and which error would have been seen", async () => {
    const page = await pageOf(identityClaim());
    expect(page).toContain(
      "**The two computations differed by at most 3.13·ε·condition·scale, where 8 are allowed; " +
        "a relative error of 1.3·10⁻¹³ would have been seen.**",
    );
    expect(page).toContain("\\kappa\\thinspace s,\\qquad k=8");
    expect(page).toContain("exclude exceptions on 5 % of them or more");
    expect(page).toContain("A refutation involves no probability");
    expect(rowsUnder(page, "largest Δ")[0]).toEqual([
      "1",
      "0.1",
      "20",
      "40",
      "3.13",
      "500",
      "0",
      "1.3·10⁻¹³",
      "2.1 %",
      "512",
      "= supported",
    ]);
    expect(finding(identityClaim())).toBe("3.13 of 8 roundings");
    expect(resolution(identityClaim())).toBe("relative error 1.3·10⁻¹³");
  });

  it("leave κ out where there is none, and say when no instance counts", async () => {
    const points = [
      { parameters: {}, verdict: "undecided", sizes: [identitySize(5, { informative: 0, resolution: null })] },
    ] as const;
    const tested = { ...identityClaim().tested, condition: null };
    const page = await pageOf(identityClaim({ tested, points, controls: [] }));
    expect(page).toContain("3.13·ε·scale");
    expect(page).toContain("no instance was well enough conditioned to count");
    expect(page).not.toContain("\\kappa");
  });
});

describe("what is refuted by single replicates", () => {
  const replay = (key: string): string => `Run it again: \`npx asymptopia replay ${key} --seed 1\``;

  it("says of an identity where the largest difference was, and of its control too", async () => {
    const refuted = { verdict: "refuted", exceptions: 2 } as const;
    const sizes = [
      identitySize(20, { ...refuted, largestMultiple: 9, worstReplicate: 3 }),
      identitySize(40, { ...refuted, largestMultiple: 12, worstReplicate: 5 }),
      identitySize(80, { largestMultiple: 7, worstReplicate: 9 }),
    ];
    const points = [{ parameters: {}, verdict: "refuted", sizes }] as const;
    const page = await pageOf(identityClaim({ verdict: "refuted", points }));
    expect(page).toContain("**The two computations differed by up to 12·ε·condition·scale, where 8 are allowed.**");
    expect(page).toContain(
      `The largest deviation (size 40) is that of replicate 5. ${replay("id/push-through:1:40:5")}`,
    );
    expect(page).toContain(replay("'id/push-through~wrong-order:1:20:17'"));
    expect(await pageOf(identityClaim({ controls: [] }))).not.toContain("Run it again");
  });

  it("says of a bound where the worst violation was, on its side", async () => {
    const slack = { smallest: 0.2, median: 0.4, atFailureRate: 0.6, largest: 1.5 };
    const refuted = { verdict: "refuted", slack } as const;
    const sizes = [
      boundSize(4, { ...refuted, worstReplicate: 8 }),
      boundSize(16, { ...refuted, slack: { ...slack, smallest: 0.1, largest: 1.2 }, worstReplicate: 9 }),
      boundSize(64, { ...refuted, violations: 0, worstReplicate: null }),
    ];
    const points = [{ parameters: {}, verdict: "refuted", sizes }] as const;
    expect(await pageOf(boundClaim({ points, controls: [] }))).toContain(replay("bound/tail:1:4:8"));
    const tested = { ...boundClaim().tested, direction: "at-least" } as const;
    expect(await pageOf(boundClaim({ tested, points, controls: [] }))).toContain(replay("bound/tail:1:16:9"));
  });

  it("says of coupled runs where they differed most", async () => {
    const coupling = { ...identitySize(8), exceptions: 1, largestMultiple: 1e9, worstReplicate: 2 };
    const { informative, exceptions, largestMultiple, worstReplicate, resolution, exceptionalShare } = coupling;
    const found = { informative, exceptions, largestMultiple, worstReplicate, resolution, exceptionalShare };
    const sizes = [lawSize(8, { verdict: "refuted", coupling: found })];
    const page = await pageOf(lawClaim({ points: [{ parameters: {}, verdict: "refuted", sizes }], controls: [] }));
    expect(page).toContain(replay("law/rotation:1:8:2"));
    expect(page).toContain("The coupled runs differed by up to 10⁹·ε·condition·scale");
  });
});

describe("bounds", () => {
  it("say how much of the bound is used up where it is tightest, and how far it could be tightened", async () => {
    const page = await pageOf(boundClaim());
    expect(page).toContain(
      "**The observable uses up 87 % of the bound at the 95 % quantile (point 1, size 4); " +
        "the bound times any factor below 0.55 is refuted by these data.**",
    );
    expect(page).toContain("With probability at least 1 − δ, where δ = 0.05, the observable `sum`");
    expect(page).toContain("the largest square; observed in each replicate: `largest` ($\\max_iZ_i^2$)");
    expect(page).toContain("count as violations: the iteration may *diverge*");
    expect(finding(boundClaim())).toBe("observable/bound 0.87; violated in 18 of 3,072");
    expect(resolution(boundClaim())).toBe("bound times 0.55");
  });

  it("that are to hold always are refuted by a declared fault as well", async () => {
    const always = await pageOf(boundClaim({ tested: { ...boundClaim().tested, failureRate: 0 } }));
    expect(always).toContain("count as violations, so that one of them refutes the claim: the iteration");
    expect(always).toContain("a violation larger than rounding, or a replicate with a declared fault.");
    expect(await pageOf(boundClaim())).toContain("count as violations: the iteration");
  });

  it("are tightest at the other end where the bound is below", () => {
    const sizes = [
      boundSize(4, { slack: { smallest: 0.9, median: 3, atFailureRate: 1.5, largest: 9 }, refutedFactor: 2.5 }),
      boundSize(8, { slack: { smallest: 0.9, median: 3, atFailureRate: 1.25, largest: 9 }, refutedFactor: 1.75 }),
    ];
    const tested = { ...boundClaim().tested, direction: "at-least" as const };
    const claim = boundClaim({ tested, points: [{ parameters: {}, verdict: "supported", sizes }] });
    expect(kindPageOf(claim).headline(claim)).toBe(
      "**The observable is 1.25 times the bound at the 5 % quantile (size 8); " +
        "the bound times any factor above 1.75 is refuted by these data.**",
    );
  });

  it("show declared faults only where there are any", async () => {
    const withFaults = await pageOf(boundClaim());
    expect(rowsUnder(withFaults, "declared faults")[0].slice(-3)).toEqual(["2", "512", "= supported"]);
    const points = [{ parameters: {}, verdict: "supported", sizes: [boundSize(4)] }] as const;
    expect(await pageOf(boundClaim({ points, controls: [] }))).not.toContain("| declared faults |");
  });

  it("tell a bound that has no share to be used up from one without replicates", () => {
    const sizes = [boundSize(4, { slack: null, refutedFactor: null })];
    const silent = boundClaim({ points: [{ parameters: {}, verdict: "supported", sizes }] });
    expect(kindPageOf(silent).headline(silent)).toContain("failed in 3 of 512 replicates");
    expect(finding(silent)).toBe("violated in 3 of 512");
    const none = boundClaim({ points: [{ parameters: {}, verdict: "incomplete", sizes: [] }] });
    expect(kindPageOf(none).headline(none)).toContain("no replicates");
    expect(finding(none)).toBe("no replicates");
  });
});

describe("laws", () => {
  it("say how far couplings and comparisons were off, and what would have been detected", async () => {
    const page = await pageOf(lawClaim());
    expect(page).toContain("The coupled runs differed by at most 3.13·ε·condition·scale");
    expect(page).toContain(
      "The largest Kolmogorov distance is 0.021 (first entry of $w_t$); excluded: above 0.072. " +
        "The largest advantage of the classifier is 0.012 (loss); excluded: above 0.09.**",
    );
    expect(page).toContain(
      "Above *detectable*, a Kolmogorov distance between the laws, or an advantage of this classifier,",
    );
    expect(page).toContain("\\sup_x\\thinspace\\vert F(x)-G(x)\\vert \\le 0.1");
    expect(page).toContain("A size's share of the error is divided among what is compared there.");
    expect(rowsUnder(page, "compared")).toHaveLength(4);
    expect(finding(lawClaim())).toBe("3.13 of 8 roundings; Kolmogorov distance 0.021; advantage 0.012");
    expect(resolution(lawClaim())).toBe("relative error 1.3·10⁻¹³; Kolmogorov distance 0.1; advantage 0.12");
  });

  it("do not say that a discrepancy would have been detected where one comparison could not", () => {
    const [first, second] = lawSize(8).comparisons;
    const sizes = [lawSize(8, { comparisons: [first, { ...second, interval: [0, 1], smallestDetectable: null }] })];
    const claim = lawClaim({ points: [{ parameters: {}, verdict: "undecided", sizes }] });
    expect(kindPageOf(claim).headline(claim)).toContain("0.012 (loss); none is excluded yet.");
    expect(resolution(claim)).toBe("relative error 1.3·10⁻¹³; Kolmogorov distance 0.1");
  });

  it("speak of couplings and of comparisons only where there are some", async () => {
    const { coupling, projections, classifier, margin } = lawClaim().tested;
    const pages = await Promise.all([
      pageOf(lawClaim({ tested: { coupling: null, projections, classifier: null, margin }, controls: [] })),
      pageOf(lawClaim({ tested: { coupling, projections: [], classifier: null, margin: null }, controls: [] })),
      pageOf(lawClaim({ tested: { coupling: null, projections: [], classifier, margin }, controls: [] })),
    ]);
    const verdicts = pages.map((page) => /^\*\*= supported\.\*\* .*$/m.exec(page)?.[0]);
    expect(verdicts[0]).not.toContain("coupled");
    expect(verdicts[1]).toBe("**= supported.** At every point and size the coupled runs agreed up to rounding.");
    expect(pages[2]).not.toContain("Kolmogorov distance between the laws");
    expect(pages[0]).not.toContain("advantage of this classifier");
  });

  it("tell that a refuted grid was not pursued further", async () => {
    const page = await pageOf(lawClaim());
    const [own, controls] = page.split("## Controls");
    expect(own).not.toContain("may only not have been pursued");
    expect(controls).toContain("may only not have been pursued");
  });
});

describe("orderings", () => {
  it("give the smallest advantage with its interval", async () => {
    const page = await pageOf(orderingClaim());
    expect(page).toContain(
      "**Where it is smallest, the advantage is 0.0123 with the confidence interval [0.0081, 0.0165] " +
        "(point 1, size 100); claimed is at least 0.**",
    );
    expect(page).toContain("$$\n\\mathbb E\\thinspace[B-A] \\ge 0\n$$");
    expect(page).toContain("$$\n\\mathbb E\\thinspace[A-B] \\ge -0.005\n$$");
    expect(rowsUnder(page, "mean of A")[0].at(-3)).toBe("0.42");
    expect(finding(orderingClaim())).toBe("advantage 0.0123");
    expect(resolution(orderingClaim())).toBe("advantage ±0.0042");
  });

  it.each([
    ["smaller", 0, "is on average smaller than `sgdLoss`"],
    ["smaller", 0.02, "is on average smaller by at least 0.02 than `sgdLoss`"],
    ["larger", 0.02, "is on average larger by at least 0.02 than `sgdLoss`"],
    ["smaller", -0.02, "is on average at most 0.02 larger than `sgdLoss`"],
    ["larger", -0.02, "is on average at most 0.02 smaller than `sgdLoss`"],
  ] as const)("say in words what %s by %d claims", async (criterion, by, words) => {
    expect(await pageOf(orderingClaim({ tested: { ...orderingClaim().tested, criterion, by } }))).toContain(words);
  });

  it.each([
    ["exact for bounded replicates", "whatever their law", "exact whatever it is"],
    [
      "exact for Gaussian replicates, else asymptotic",
      `Nothing is excluded before ${gaussianBurnIn} replicates`,
      "exact for Gaussian ones, whose skewness is 0",
    ],
    ["asymptotic", `Nothing is excluded before ${asymptoticBurnIn} replicates`, "can raise it severalfold"],
  ] as const)("say what %s means, also for skewness", async (guarantee, words, skewness) => {
    const page = await pageOf(orderingClaim({ tested: { ...orderingClaim().tested, guarantee } }));
    expect(page).toContain(words);
    expect(page).toContain(skewness);
  });

  it("tell an unbounded interval from an absent one", async () => {
    const sizes = [
      orderingSize(5, { interval: null }),
      orderingSize(10, { advantage: null, standardError: null, interval: null, means: null, replicates: 0 }),
    ];
    const page = await pageOf(orderingClaim({ points: [{ parameters: {}, verdict: "undecided", sizes }] }));
    expect(rowsUnder(page, "mean of A").map((row) => row.at(-4))).toEqual(["unbounded", "–"]);
    expect(page).toContain("without a bounded interval yet");
  });
});

describe("rates", () => {
  it("give the exponent farthest from the claimed one", async () => {
    const page = await pageOf(rateClaim());
    expect(page).toContain(
      "**The fitted exponent is 0.4942 with the confidence interval [0.469, 0.521] at point 2, where it is farthest " +
        "from what is claimed; claimed is 0.5 ± 0.05.**",
    );
    expect(page).toContain("$$\nx_N\\asymp N^{-0.5}\n$$");
    expect(page).toContain("$$\nx_N\\lesssim N^{-1}\\thinspace(\\log N)^{1.5}\n$$");
    expect(finding(rateClaim())).toBe("exponent 0.494 for 0.5 ± 0.05");
    expect(resolution(rateClaim())).toBe("exponent ±0.026");
  });

  it("count as worst, where only a bound on the order is claimed, the slowest", () => {
    const tested = { ...rateClaim().tested, sense: "at-least" as const };
    const claim = rateClaim({ tested, points: [ratePoint(0.51), ratePoint(2)] });
    expect(finding(claim)).toBe("exponent 0.514 for at least 0.5, up to the margin 0.05 (below)");
  });

  it("show geometric means to two digits of their error, and how skewed the exponents are", async () => {
    const page = await pageOf(rateClaim());
    expect(rowsUnder(page, "skewness")[0].slice(-3)).toEqual(["−0.31", "640", "= supported"]);
    const [first] = rowsUnder(page, "geometric mean");
    // 0.6/√10 with a standard error of 2 %, of 0.0038.
    expect(first.slice(-2)).toEqual(["0.1897", "0.02"]);
  });

  it("are honest about a point without data", async () => {
    const point = ratePoint(0.5, {
      estimate: null,
      interval: null,
      withoutSmallestSize: null,
      sizes: [],
      replicates: 0,
    });
    const claim = rateClaim({ points: [{ ...point, verdict: "failed" }], verdict: "failed", controls: [] });
    const page = await pageOf(claim);
    expect(page).toContain("too few replicates to fit an exponent");
    expect(page).not.toContain("![");
    expect(finding(claim)).toBe("no exponent");
    expect(resolution(claim)).toBe("–");
  });
});

describe("every kind", () => {
  const failure = { code: "non-finite", message: "the loss is NaN", key: "any/claim~control:1:20:7" } as const;
  const broken: readonly ClaimResult[] = [
    limitClaim({ points: [{ ...limitPoint(), verdict: "failed", failure }] }),
    rateClaim({ points: [ratePoint(0.5, { verdict: "failed", failure })] }),
    identityClaim({ points: [{ parameters: {}, verdict: "failed", sizes: [identitySize(5)], failure }] }),
    boundClaim({ points: [{ parameters: {}, verdict: "failed", sizes: [boundSize(5)], failure }] }),
    lawClaim({ points: [{ parameters: {}, verdict: "failed", sizes: [lawSize(5)], failure }] }),
    orderingClaim({ points: [{ parameters: {}, verdict: "failed", sizes: [orderingSize(5)], failure }] }),
  ];

  it.each(broken.map((claim) => [claim.kind, claim] as const))(
    "%s: says once how to replay a replicate that failed",
    async (_, claim) => {
      const page = (
        await renderReport(run({ seed: "it's 1", command: "npx asymptopia verify ./mine.ts", claims: [claim] }))
      ).get(`${claim.id}.md`) as string;
      const command = "`npx asymptopia replay 'any/claim~control:1:20:7' ./mine.ts --seed 'it'\\''s 1'`";
      expect(page.split(command)).toHaveLength(2);
      expect(page).toContain("- Point 1: the loss is NaN (non-finite).");
    },
  );

  const empty: readonly ClaimResult[] = [
    limitClaim({ points: [], controls: [], resolution: null }),
    rateClaim({ points: [], controls: [] }),
    identityClaim({ points: [], controls: [] }),
    boundClaim({ points: [], controls: [] }),
    lawClaim({ points: [], controls: [] }),
    orderingClaim({ points: [], controls: [] }),
  ];

  it.each(empty.map((claim) => [claim.kind, claim] as const))("%s: has a page without points", async (_, claim) => {
    const page = await pageOf(claim);
    expect(page).toContain("No points.");
    expect(page).not.toMatch(/NaN|Infinity|undefined\b/);
    expect(finding(claim)).toMatch(/^no /);
  });

  it("limit: says what the refuted mutants' error rate is, and how many replicates each size has", async () => {
    const page = await pageOf(limitClaim());
    expect(page).toContain("chosen by the e-BH procedure");
    expect(page).toContain("at α = 0.001");
    const sizes = rowsUnder(page, "bias / margin");
    expect(sizes.slice(0, 4).map((row) => row[2])).toEqual(["2,560", "640", "640", "640"]);
  });
});

describe("limits whose formula has unknowns", () => {
  const { tested } = limitClaim();
  const formula = {
    ...tested.formula,
    equations: [{ equation: "m = 1 / (1 + m)", tex: "m = \\frac{1}{1 + m}" }],
    domain: [
      { inequality: "m > 0", tex: "m \\gt 0" },
      { inequality: "m < 1", tex: "1 \\gt m" },
    ],
  };

  it("show the equations and the domain that says which root is meant", async () => {
    const page = await pageOf(limitClaim({ tested: { ...tested, formula } }));
    expect(page).toContain("in which the only root with $m \\gt 0$ and $1 \\gt m$ is taken of");
    expect(page).toContain("$$\nm = \\frac{1}{1 + m}\n$$");
  });

  it("say nothing of the kind where there are none", async () => {
    expect(await pageOf(limitClaim())).not.toContain("in which the only");
  });
});

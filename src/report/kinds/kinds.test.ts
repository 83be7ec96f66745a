import { describe, expect, it } from "vitest";
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
      "The largest discrepancy is 0.021 (Kolmogorov distance, first entry of $w_t$); one of 0.12 would have been",
    );
    expect(page).toContain("\\sup_x\\thinspace\\vert F(x)-G(x)\\vert \\le 0.1");
    expect(page).toContain("A size's share of the error is divided among what is compared there.");
    expect(rowsUnder(page, "compared")).toHaveLength(4);
    expect(finding(lawClaim())).toBe("3.13 of 8 roundings; discrepancy 0.021");
    expect(resolution(lawClaim())).toBe("relative error 1.3·10⁻¹³; discrepancy 0.12");
  });

  it("do not say that a discrepancy would have been detected where one comparison could not", () => {
    const [first, second] = lawSize(8).comparisons;
    const sizes = [lawSize(8, { comparisons: [first, { ...second, smallestDetectable: null }] })];
    const claim = lawClaim({ points: [{ parameters: {}, verdict: "undecided", sizes }] });
    expect(kindPageOf(claim).headline(claim)).toContain("too few to detect any");
    expect(resolution(claim)).toBe("relative error 1.3·10⁻¹³");
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
    expect(finding(orderingClaim())).toBe("advantage 0.0123");
    expect(resolution(orderingClaim())).toBe("advantage ±0.0042");
  });

  it.each([
    ["exact for bounded replicates", "whatever their law"],
    ["exact for Gaussian replicates, else asymptotic", "exact where a replicate's difference is Gaussian"],
    ["asymptotic", "its error probability is only approached"],
  ] as const)("say what %s means", async (guarantee, words) => {
    expect(await pageOf(orderingClaim({ tested: { ...orderingClaim().tested, guarantee } }))).toContain(words);
  });

  it("tell an unbounded interval from an absent one", async () => {
    const sizes = [
      orderingSize(5, { interval: null }),
      orderingSize(10, { advantage: null, standardError: null, interval: null, means: null, replicates: 0 }),
    ];
    const page = await pageOf(orderingClaim({ points: [{ parameters: {}, verdict: "undecided", sizes }] }));
    expect(rowsUnder(page, "mean of A").map((row) => row.at(-3))).toEqual(["unbounded", "–"]);
    expect(page).toContain("without a bounded interval yet");
  });
});

describe("rates", () => {
  it("give the exponent farthest from the claimed one", async () => {
    const page = await pageOf(rateClaim());
    expect(page).toContain(
      "**The fitted exponent is 0.4942 with the confidence interval [0.469, 0.521] at point 2, where it is farthest " +
        "from what is claimed; claimed is 0.5.**",
    );
    expect(page).toContain("$$\nx_N\\asymp N^{-0.5}\n$$");
    expect(page).toContain("$$\nx_N\\lesssim N^{-1}\\thinspace(\\log N)^{1.5}\n$$");
    expect(finding(rateClaim())).toBe("exponent 0.494 for 0.5");
    expect(resolution(rateClaim())).toBe("exponent ±0.026");
  });

  it("count as worst, where only a bound on the order is claimed, the slowest", () => {
    const tested = { ...rateClaim().tested, sense: "at-least" as const };
    const claim = rateClaim({ tested, points: [ratePoint(0.51), ratePoint(2)] });
    expect(finding(claim)).toBe("exponent 0.514 for at least 0.5");
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
      const page = (await renderReport(run({ seed: "it's 1", claims: [claim] }))).get(`${claim.id}.md`) as string;
      const command = "`npx asymptopia replay 'any/claim~control:1:20:7' --seed 'it'\\''s 1'`";
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

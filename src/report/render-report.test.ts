import { readFile } from "node:fs/promises";
import katex from "katex";
import { beforeAll, describe, expect, it } from "vitest";
import { asymptoticBurnIn } from "../verification/confidence-sequence/asymptotic-mixture.ts";
import type { RunResult } from "../verification/results/run-result.ts";
import { renderReport } from "./render-report.ts";
import { parseResults } from "./results.ts";
import { formulas, tableRows } from "./testing/read-markdown.ts";
import { claim, emptyPoint, point, run } from "./testing/run.ts";

let files: Map<string, string>;
let front: string;
beforeAll(async () => {
  files = await renderReport(run());
  front = files.get("README.md") as string;
});

/** The page of a run with this claim alone. */
async function pageOf(changes: Parameters<typeof claim>[0]): Promise<string> {
  const only = claim(changes);
  return (await renderReport(run({ claims: [only] }))).get(`${only.id}.md`) as string;
}

async function frontOf(changes: Partial<RunResult>): Promise<string> {
  return (await renderReport(run(changes))).get("README.md") as string;
}

describe("the files", () => {
  it("are a front page, results, their format, and pages with figures beside them", () => {
    expect([...files.keys()].sort()).toEqual([
      "README.md",
      "bound/tail.bound.svg",
      "bound/tail.md",
      "id/push-through.md",
      "law/rotation.md",
      "lp/equation-14.convergence.svg",
      "lp/equation-14.md",
      "lp/lemma-3.10.convergence.svg",
      "lp/lemma-3.10.md",
      "lp/lemma-3.10.theory.svg",
      "lp/lemma-3.12/inner-product.convergence.svg",
      "lp/lemma-3.12/inner-product.md",
      "lp/lemma-3.12/inner-product.theory.svg",
      "order/kfac.advantage.svg",
      "order/kfac.md",
      "pf/theorem-1.convergence.svg",
      "pf/theorem-1.md",
      "pf/theorem-1.theory.svg",
      "pf/theorem-2.md",
      "pf/theorem-3.md",
      "rate/mean.md",
      "rate/mean.rate.svg",
      "results.json",
      "results.schema.md",
    ]);
  });

  it("are the same bytes every time, also from results.json", async () => {
    expect([...(await renderReport(run()))]).toEqual([...files]);
    const held = parseResults(JSON.parse(files.get("results.json") as string));
    expect([...(await renderReport(held))]).toEqual([...files]);
  });

  it("refer to one another by links that lead somewhere", () => {
    for (const [path, content] of files) {
      for (const [, target] of content.matchAll(/\]\(([^)]+)\)/g)) {
        const url = new URL(target, `https://example.org/${path}`);
        expect([...files.keys()], `${target} on ${path}`).toContain(url.pathname.slice(1));
      }
    }
  });

  it("hold formulas that KaTeX accepts", () => {
    let count = 0;
    for (const [path, content] of files) {
      if (!path.endsWith(".md")) continue;
      const { displayed, inline } = formulas(content);
      for (const tex of displayed)
        katex.renderToString(tex, { displayMode: true, throwOnError: true, strict: "error" });
      for (const tex of inline) katex.renderToString(tex, { throwOnError: true, strict: "error" });
      count += displayed.length + inline.length;
    }
    expect(count).toBeGreaterThan(50);
  });

  it("print no number that is none", () => {
    for (const [path, content] of files) {
      if (path === "results.json" || path === "results.schema.md") continue;
      // The message of the failure in the example speaks of NaN itself.
      expect(content.replaceAll("theory gives NaN", "")).not.toMatch(/NaN|Infinity|undefined|null/);
    }
  });
});

describe("the front page", () => {
  const rowOf = (page: string, id: string): string[] =>
    tableRows(page).find(([first]) => first.endsWith(`[${id}](${id}.md)`)) as string[];

  it("has every claim in its table", () => {
    for (const { id } of run().claims) expect(rowOf(front, id)).toHaveLength(6);
    expect(rowOf(front, "lp/lemma-3.10").slice(1)).toEqual([
      "limit",
      "= supported",
      "off by 0.38 margins",
      "formula off by 1.3 %; 40 of 43 mutants refuted",
      "320–960",
    ]);
    expect(rowOf(front, "pf/theorem-3").slice(1)).toEqual([
      "limit",
      "**… incomplete** (expected: supported)",
      "no estimate",
      "–",
      "–",
    ]);
  });

  it("sums up, with what the error rate is and how to run it again", () => {
    expect(front).toContain("**11 claims: 7 supported, 1 refuted as expected, 1 undecided, 1 failed, 1 incomplete.**");
    expect(front).toMatch(
      /\*\*The chance that the run refutes anything true is therefore at most 0\.001 where the intervals are exact, and on the conditions listed below\*\*/,
    );
    expect(front).toContain("at 92 points");
    expect(front).toMatch(/exact where a draw of the ladder of sizes is Gaussian, asymptotic/);
    expect(front).toContain("```sh\nasymptopia verify --seed 1 --budget default\n```");
    expect(front).toContain("The run was interrupted; this command reproduces the uninterrupted run:");
  });

  it("says of a run without a package that it must be installed", async () => {
    const failure = { code: "missing-dependency", message: "npm install it" } as const;
    const lacking = claim({ verdict: "incomplete", points: [{ ...emptyPoint({ aspectRatio: 1 }), failure }] });
    const page = await frontOf({ claims: [lacking, claim({ id: "lp/other" })] });
    expect(page).toContain("A package was missing; with it installed, this command gives the whole run:");
    expect(page).toContain("npm install it (missing-dependency)");
    const both = await frontOf({ claims: [lacking, claim({ id: "lp/other", verdict: "incomplete" })] });
    expect(both).toContain("The run was interrupted;");
  });

  it("says of a whole run that its command reproduces it", async () => {
    expect(await frontOf({ claims: [claim()] })).toContain("This command reproduces the run:");
    expect(await pageOf({})).toContain("This command reproduces the run:");
  });

  it("says from how many replicates on, and refers for skewness to the calibration where there is one", async () => {
    expect(front).toContain(`from ${asymptoticBurnIn} on: on log-normal differences`);
    expect(front).toContain("`asymptopia calibrate` measures by how much");
    const calibrated = (await renderReport(run(), { calibrated: true })).get("README.md");
    expect(calibrated).toContain("see [the calibration](calibration.md), skewed units");
  });

  it("has the verdict on condition of no declared fault, where a claim that leaves them out declares some", async () => {
    // That of the example is a bound, which counts them.
    expect(front).not.toContain("Declared faults");
    const page = await frontOf({ claims: [claim({ declaredFaults: "it may diverge" })] });
    expect(page).toContain("- Declared faults (`lp/lemma-3.10`): replicates with a fault");
    expect(page).toContain("- Time limits: a replicate that runs past its limit fails its point");
  });

  it("says that a budget in seconds is not reproducible", async () => {
    const page = await frontOf({ budget: "60s", claims: [] });
    expect(page).toContain("depends on the machine");
    expect(page).not.toContain("This command reproduces the run");
  });

  it("lists what is open or against expectation, with the reasons", () => {
    const section = front.split("## Open or against expectation")[1].split("## ")[0];
    for (const decided of ["lp/", "id/", "bound/", "law/", "order/", "rate/"]) expect(section).not.toContain(decided);
    expect(section).toContain("points: 2 undecided, 1 incomplete");
    expect(section).toContain("(not-converged)");
    expect(section).toContain("control aspect-ratio-ignored: **= supported** (expected: refuted)");
    expect(section).toContain("no points");
  });

  it("says so when nothing is", async () => {
    expect(await frontOf({ claims: [claim()] })).toContain("None: every claim and every control came out as expected.");
    const page = await frontOf({ claims: [claim({ controls: [] })] });
    expect(page).toContain("None: every claim came out as expected.");
    expect(page).toContain("No claim has a control: nothing shows that the tests can fail.");
  });

  it("lists a claim whose verdict is the expected one but whose control is not", async () => {
    const [control] = claim().controls;
    const page = await frontOf({ claims: [claim({ controls: [{ ...control, verdict: "undecided" }] })] });
    expect(page).toContain("control aspect-ratio-ignored: **? undecided** (expected: refuted)");
  });

  it("lists false statements, whatever became of them", async () => {
    const page = await frontOf({ claims: [claim({ expected: "refuted", verdict: "supported" })] });
    const section = page.split("## Printed statements held to be false")[1].split("## ")[0];
    expect(section).toContain("**= supported** (expected: refuted)");
    expect(page).toContain("1 claim: 1 supported against expectation.");
    expect(await frontOf({ claims: [claim()] })).not.toContain("held to be false");
  });

  it("lists every control with its expectation", () => {
    const rows = tableRows(front).filter(([first]) => first === "aspect-ratio-ignored");
    expect(rows.map((row) => row.slice(3))).toEqual([
      ["refuted", "≠ refuted", "yes"],
      ["refuted", "≠ refuted", "yes"],
      ["refuted", "≠ refuted", "yes"],
      ["refuted", "= supported", "**no**"],
      ["refuted", "… incomplete", "**no**"],
    ]);
  });

  it("claims nothing for a run without claims", async () => {
    const empty = await renderReport(run({ claims: [], points: 0 }));
    expect([...empty.keys()].sort()).toEqual(["README.md", "results.json", "results.schema.md"]);
    expect(empty.get("README.md")).toContain("The run holds no claims.");
    expect(empty.get("README.md")).toContain("nothing is guaranteed");
    expect(empty.get("README.md")).not.toContain("came out as expected.\n\n## Controls");
  });
});

describe("a claim's page", () => {
  it("states verdict, resolution, statement, formula, symbols, source and assumptions", () => {
    const page = files.get("lp/lemma-3.10.md") as string;
    expect(page).toContain("**= supported.** At every point of the grid");
    expect(page).toContain("**The data would have refuted a formula off by 1.3 %.**");
    expect(page).toContain("For $x\\sim N(0,\\Sigma)$ and $y=\\sigma_\\star(\\beta_\\star^\\top x)+\\varepsilon$");
    expect(page).toContain(`\n\n$$\n${claim().tested.formula.tex}\n$$\n\n`);
    expect(tableRows(page)).toContainEqual(["$\\varphi$", "aspect ratio $\\lim d/n$"]);
    expect(page).toContain("Status *reconstructed*: stated there; the constants");
    expect(page).toContain("\n- Gaussian data\n");
  });

  it("has a row for every point, with what all points share above the table", () => {
    const page = files.get("lp/lemma-3.10.md") as string;
    expect(page).toContain("At every point: teacher = ReLU; noise = 0.25.");
    expect(tableRows(page)).toContainEqual([
      "1",
      "atoms 0.5, 1.5 (½, ½)",
      "0.1",
      "0.80322",
      "0.79985",
      "[0.7968, 0.8029]",
      "±0.01",
      "0.79 %",
      "0.13",
      "320",
      "= supported",
    ]);
  });

  it("shows the sizes of the worst point, and of all points in a collapsed block", () => {
    const page = files.get("lp/lemma-3.10.md") as string;
    const [open, collapsed] = page.split("<details>");
    expect(open).toContain("The point with the largest discrepancy is point 2:");
    const rows = tableRows(collapsed.split("</details>")[0]);
    expect(rows.filter(([size]) => size === "800")).toHaveLength(6);
    expect(tableRows(open)).toContainEqual(rows[7]);
  });

  it("lists surviving mutants and counts the others", () => {
    const page = files.get("lp/lemma-3.10.md") as string;
    expect(page).toContain("Of 43 mutants the data refute 40.");
    expect(page).toContain("Left out: 3 that are");
    const survivors = tableRows(page).filter((row) => row.length === 3 && row[2].endsWith("%"));
    expect(survivors.map(([, ...rest]) => rest)).toEqual([
      // An operator of another version stays as it is written.
      ["halved-term", "0.91 %"],
      ["the neighbouring symbol", "0.4 %"],
      ["declared variant: $s^2$ in the place of the squared norm \\| &lt;which it is not>", "1.3 %"],
    ]);
  });

  it("shows controls with formula, expectation and points", () => {
    const page = files.get("lp/lemma-3.10.md") as string;
    const section = page.split("### aspect-ratio-ignored")[1];
    expect(section).toContain(
      "The observable `sgdCorrelation` (cosine of the angle between step and teacher) tends to",
    );
    expect(section).toContain("$$\n\\frac{m_1}{\\sqrt{m_2}}\n$$");
    expect(section).toContain("Verdict: ≠ refuted, as expected.");
    // A symbol that the claim has explained is not explained again.
    expect(tableRows(section)[1]).toEqual(["$m_2$", "its second moment"]);
    expect(tableRows(section)[3].at(-1)).toBe("≠ refuted");
  });

  it("ends with seed, experiment and command", () => {
    const page = files.get("lp/lemma-3.10.md") as string;
    expect(page).toContain("Seed `1`, budget `default`, experiment `one-step-single-index` version 1");
    expect(page.trimEnd().endsWith("```sh\nasymptopia verify --seed 1 --budget default\n```")).toBe(true);
  });

  it("says whose points it shows where a budget has others, in results.json and in keys too", async () => {
    const apart = claim({ id: "lp/apart", pointsOf: "quick" });
    const here = await renderReport(run({ budget: "quick", claims: [apart, claim({ id: "lp/same" })] }));
    const said = "Points and sizes on this page are those that the claim and its controls have at the budget `quick`.";
    expect(here.get("lp/apart.md")).toContain(said);
    expect(here.get("lp/same.md")).not.toContain("Points and sizes on this page");
    expect(here.get("README.md")).toContain(
      "At the budget `quick` 1 of the 2 claims has points or sizes other than at the default budget;",
    );
    expect(front).not.toContain("other than at the default budget");
    const held = parseResults(JSON.parse(here.get("results.json") as string));
    expect(held.claims.map(({ pointsOf }) => pointsOf)).toEqual(["quick", undefined]);
  });

  it.each([
    ["paper", "stated there in this form"],
    ["reconstructed", "reconstructed here"],
    ["sharper", "sharper than"],
    ["new", "not stated there"],
  ] as const)("explains the status %s", async (status, words) => {
    expect(await pageOf({ source: { reference: "R", status } })).toContain(words);
  });

  it.each([
    ["supported", "refuted", "**= supported.**", "The expected verdict is *refuted*."],
    ["refuted", "refuted", "**≠ refuted.**", "This is the expected verdict"],
    ["undecided", "supported", "**? undecided.**", "no evidence for the claim and none against it"],
    ["failed", "supported", "**! failed.**", "Nothing follows"],
    ["incomplete", "supported", "**… incomplete.**", "stopped before"],
  ] as const)("says what %s, expected %s, means", async (verdict, expected, label, words) => {
    const page = await pageOf({ verdict, expected });
    expect(page).toContain(label);
    expect(page).toContain(words);
  });

  it("is honest about a claim without any data", async () => {
    const page = await pageOf({
      verdict: "incomplete",
      points: [emptyPoint({ aspectRatio: 0.5 })],
      controls: [],
      mutants: { total: 0, killed: 0, survivors: [], equivalent: 2, invalid: 1 },
      resolution: null,
      figure: null,
      assumptions: [],
    });
    expect(page).toContain("There are no data to say which errors of the formula");
    expect(page).not.toContain("would have refuted a formula");
    expect(tableRows(page)).toContainEqual(["1", "0.74481", "–", "–", "±0.01", "–", "–", "0", "… incomplete"]);
    expect(page).toContain("There are no mutants of this formula");
    expect(page).toContain("Left out: 2 that are");
    expect(page).toContain("This claim has no controls: nothing shows that the test can fail.");
    expect(page).not.toContain("![");
    expect(page).not.toContain("largest discrepancy is point");
  });

  it("says that every control came out as expected where there are controls", async () => {
    expect(await pageOf({})).toContain("it leaves. Every control came out as expected.");
    expect(await pageOf({ controls: [] })).not.toContain("came out as expected");
  });

  it("says what shows that a test without controls can fail, or be passed", async () => {
    expect(await pageOf({ controls: [] })).toContain("no controls: that the test can fail its mutants show.");
    expect(await pageOf({ controls: [], expected: "refuted", verdict: "refuted" })).toContain(
      "no controls: nothing here shows that the test can be passed.",
    );
  });

  it("says how the smallest size changes the extrapolation, and what follows", async () => {
    const stable = await pageOf({ points: [point()] });
    expect(stable).toContain(
      "The smallest size changes that by −0.0012, interval [−0.0036, 0.0012], which does not lie wholly outside ±0.001",
    );
    const withoutSmallestSize = {
      estimate: 0.74,
      interval: null,
      change: 0.004,
      changeInterval: [0.0011, 0.007],
    } as const;
    const unstable = await pageOf({ points: [{ ...point(), withoutSmallestSize }] });
    expect(unstable).toContain("interval [0.0011, 0.0070], which lies wholly outside ±0.001");
    expect(unstable).toContain("support is withheld");
  });

  it("says of a refuted formula where and by how much it is off, and which alterations may be right", async () => {
    const points = [
      point({ verdict: "undecided", theory: 3, offset: 5, halfWidth: 0.0625, margin: 0.1 }),
      point({
        parameters: { aspectRatio: 1 },
        verdict: "refuted",
        theory: 3.25,
        offset: -1,
        halfWidth: 0.0625,
        margin: 0.1,
      }),
    ];
    const page = await pageOf({ verdict: "refuted", points });
    expect(page).toContain("**At point 2 theory is 3.250, the limit lies in [2.187, 2.313]: off by 10 margins.**");
    expect(page).not.toContain("would have refuted a formula");
    expect(page).toContain("One-step alterations that the data do not refute, candidates for the right formula:");
    const rows = tableRows(page).filter((row) => row.at(-1)?.endsWith(" refuted") || row.at(-1)?.endsWith("undecided"));
    expect(rows.slice(0, 2).map((row) => row[6])).toEqual(["170 %", "–"]);
    const row = tableRows(await frontOf({ claims: [claim({ verdict: "refuted", points })] })).find(
      ([, kind]) => kind === "limit",
    );
    expect(row?.[4]).toBe("–; 40 of 43 mutants refuted");
  });

  it("tells an unbounded interval from an absent one", async () => {
    const page = await pageOf({ points: [{ ...point(), interval: null }, emptyPoint({ aspectRatio: 2 })] });
    const rows = tableRows(page).filter((row) => row.length === 10 && row[0] !== "point");
    expect(rows.map((row) => row[4])).toEqual(["unbounded", "–"]);
  });

  it("tells why a point failed", () => {
    expect(files.get("pf/theorem-2.md")).toMatch(/^- Point 1: theory gives NaN .*\(not-converged\)$/m);
  });
});

describe("hostile text", () => {
  const hostile = "a | b\n| c | d |\n\n# heading\n</details><!-- [x](javascript:1) `|` $|x|$";

  it("stays in its cell, its line and its element", async () => {
    const symbols = { s: { tex: "a|b\n$$x", meaning: hostile } };
    const honest = await renderReport(run({ claims: [claim()] }));
    const broken = await renderReport(
      run({
        claims: [
          claim({
            title: hostile,
            source: { reference: hostile, status: "new" },
            assumptions: [hostile],
            tested: {
              ...claim().tested,
              observable: { name: hostile, meaning: hostile },
              formula: { expression: hostile, tex: "x|y\n\n$$ z", symbols },
            },
            points: [
              point({ parameters: { [hostile]: hostile, b: 1 } }),
              point({ parameters: { [hostile]: 2, b: 1 } }),
            ],
            controls: [{ ...claim().controls[0], id: hostile }],
            mutants: {
              ...claim().mutants,
              survivors: [{ expression: hostile, tex: "a|b", operator: hostile, why: hostile, discrepancy: 0.1 }],
            },
          }),
        ],
        command: "asymptopia\n```\n# heading",
        seed: hostile,
      }),
    );
    const headings = (page: string): string[] => page.replace(/^````[\s\S]*?^````/gm, "").match(/^#+ /gm) ?? [];
    for (const path of ["README.md", "lp/lemma-3.10.md"]) {
      // In code, HTML is only shown.
      const page = (broken.get(path) as string).replace(/(`+)[^`\n](?:(?!\1)[^\n])*\1/g, "");
      const like = honest.get(path) as string;
      expect(headings(page)).toEqual(headings(like));
      expect(page.match(/<\/details>/g)).toEqual(like.match(/<\/details>/g));
      expect(page.match(/<!--/g)).toHaveLength(1);
      expect(page.match(/^\$\$$/gm)?.length).toBe(like.match(/^\$\$$/gm)?.length);
    }
    expect(tableRows(broken.get("README.md") as string).map((row) => row.length)).toEqual(
      tableRows(honest.get("README.md") as string).map((row) => row.length),
    );
    expect(tableRows(broken.get("lp/lemma-3.10.md") as string).filter((row) => row.length === 10)).toHaveLength(3);
  });

  it.each(["../../etc/passwd", "/absolute", "a/../../b", "a b", "a\\b", ".hidden", "a//b", "a|b", "x".repeat(300)])(
    "the id %j is refused",
    async (id) => {
      await expect(renderReport(run({ claims: [claim({ id })] }))).rejects.toMatchObject({
        code: "invalid-input",
        field: "id",
        value: id,
      });
    },
  );

  it.each([[["readme"]], [["results.schema"]], [["a", "A"]], [["a", "a.md/b"]]])(
    "claims %j, whose pages would take each other's place, are refused",
    async (ids) => {
      const claims = ids.map((id) => claim({ id, figure: null, points: [] }));
      await expect(renderReport(run({ claims }))).rejects.toMatchObject({ code: "invalid-claim", field: "id" });
    },
  );
});

it("the format of results.json is described member by member", async () => {
  const described = tableRows(files.get("results.schema.md") as string).map(([member]) => member);
  const members: string[] = [];
  for (const file of typeFiles) {
    const types = await readFile(new URL(`../verification/${file}.ts`, import.meta.url), "utf8");
    members.push(...[...types.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name));
  }
  expect(members.length).toBeGreaterThan(130);
  for (const name of members)
    expect(
      described.some((member) => member.endsWith(`${name}\``)),
      name,
    ).toBe(true);
  const page = files.get("results.schema.md") as string;
  expect(page).toContain("Version `asymptopia-results/2`");
  for (const kind of ["identity", "limit", "bound", "law", "ordering", "rate"]) {
    expect(page).toContain(`## Claims of kind ${kind}`);
  }
  // What all kinds share is described once.
  expect(described.filter((member) => member === "`claims[].statement`")).toHaveLength(1);
  expect(described.filter((member) => member === "`claims[].tested`")).toHaveLength(6);
});

const typeFiles = [
  "results/claim-result",
  "results/figure-data",
  "results/mutation-result",
  "results/point-result",
  "results/run-result",
  "identity/identity-result",
  "rounding/rounding-result",
  "limit/limit-result",
  "bound/bound-result",
  "law/law-result",
  "ordering/ordering-result",
  "rate/rate-result",
];

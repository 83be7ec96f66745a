import { codeBlock, document, generatedFrom, left, plainText, right, table } from "../report/markdown.ts";
import { ABSENT, formatCount, formatSignificant } from "../report/numbers.ts";
import { ourName } from "./data.ts";
import { formatRatio, formatSeconds, formatSpread } from "./format.ts";
import type { Machine } from "./machine.ts";
import type { Moments } from "./moments.ts";
import type { AccuracyResult, BenchmarkResult, ScalingResult } from "./result.ts";
import { type Correlation, correlations, type PlanPart } from "./time-to-accuracy.ts";
import type { Contest } from "./timing.ts";

const page = "benchmarks.md";
const data = "benchmarks.json";

/** `benchmarks.md` and `benchmarks.json`, contents by path. Equal measurements give equal bytes. */
export function renderBenchmarks(result: BenchmarkResult): Map<string, string> {
  const { schema, ...rest } = result;
  return new Map([
    [page, benchmarksPage(result)],
    [data, `${JSON.stringify({ schema, ...rest }, null, 2)}\n`],
  ]);
}

function benchmarksPage(result: BenchmarkResult): string {
  const { accuracy, scaling, machine } = result;
  const { n, d } = accuracy;
  return document([
    generatedFrom(data),
    "# Benchmarks",
    `**${summary(accuracy)}**`,
    howItWasMeasured,
    result.form === "quick" ? "This is the quick form, with too few rounds for numbers to quote." : "",
    machineTable(machine),
    "## One literal replicate",
    `One step of SGD and of KFAC at $n=${formatCount(n)}$, $d=${formatCount(d)}$, with every one of the $n\\times d$ ` +
      "inputs drawn: half of the eigenvalues of $\\Sigma$ are 0.5 and half 1.5, the teacher is a rectifier, " +
      "$\\sigma_\\varepsilon^2=0.25$, $\\lambda=0.05$. NumPy runs " +
      "[the script that one would write](../benchmarks/numpy/literal_replicate.py), with SciPy's Cholesky " +
      "factorisation where there is SciPy.",
    contestTable([accuracy.literal, accuracy.columns]),
    `## Time to a standard error of ${accuracy.standardError}`,
    accuracyIntroduction,
    plansTable(accuracy),
    samplersText,
    samplersTable(accuracy),
    "## Kernels",
    "Plain TypeScript is the same algorithm, and the same bits, without WebAssembly where there is such a path, and the " +
      "obvious loops where there is none.",
    contestTable(result.kernels),
    ...(scaling === null ? [] : scalingBlocks(scaling)),
    "## Two workers against one",
    contestTable([result.workers]),
    "## Reproduction",
    `${plainText(result.package.name)} ${plainText(result.package.version)}. The numbers are in [${data}](${data}). ` +
      "`npm run bench -- --check` measures again and compares the ratios with " +
      "[those of the baseline](../benchmarks/baseline.json).",
    codeBlock(result.command, "sh"),
  ]);
}

function summary({ literal, contest, standardError, n, d }: AccuracyResult): string {
  const against = (from: Contest): string =>
    from.ratios
      .filter(({ name }) => name.startsWith("NumPy"))
      .map((ratio) => `${plainText(ratio.name)} takes ${formatRatio(ratio.median)} times as long`)
      .join(", ");
  const one = `A literal replicate at $n=${formatCount(n)}$, $d=${formatCount(d)}$ takes ${formatSeconds(literal.timings[0].median)}`;
  const both = `both correlations to a standard error of ${standardError} take ${formatSeconds(contest.timings[0].median)}`;
  return [one, both]
    .map((text, i) => [text, against([literal, contest][i])].filter((part) => part !== "").join("; "))
    .map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`)
    .join(" ");
}

const howItWasMeasured =
  "All alternatives of a row are measured in one run and in turns, so that what slows the machine down slows all of " +
  "them. Times are medians over the rounds, with quartiles in brackets. **A ratio says how many times as long as ours " +
  "the other takes, above 1 where we are faster**: the median of the ratios of the rounds, with their quartiles. NumPy " +
  "runs in processes of its own that stay for the whole run and time themselves; `OPENBLAS_CORETYPE` and " +
  "`OPENBLAS_L2_SIZE` are unset for them, so that OpenBLAS chooses its kernel itself.";

const accuracyIntroduction =
  "The number of replicates is the variance of one over the squared standard error, for the correlation that needs more " +
  "where one sampler gives both; it is not rounded. Ours takes whichever sampler is the quickest for each correlation, " +
  "all of them exact in law, the balanced one column by column. NumPy has the literal script with one teacher a " +
  "replicate, and with 64 that share the inputs.";

const samplersText =
  "Our samplers. Variances are those of one replicate, from replicates at fixed seeds; their relative standard error is " +
  "$\\sqrt{2/(R-1)}$ for $R$ replicates of a Gaussian observable. NumPy's literal replicates have the laws of ours, so " +
  "the same variances count for them: with one column the reduced experiment's, with 64 the literal one's. The means " +
  "show that all simulate the same.";

function machineTable({ processor, cores, node, load, numpy }: Machine): string {
  const blas = (facts: Machine["numpy"][number]): string =>
    facts.blas.length === 0
      ? "no OpenBLAS that says what it is"
      : facts.blas.map((one) => `OpenBLAS of ${one.library}: kernel ${one.core}, threads: ${one.threads}`).join("; ");
  return table(
    [left("machine"), left("")],
    [
      ["processor", plainText(`${processor}, ${cores} cores`)],
      ["Node", plainText(node)],
      ["load before the run", `${formatSignificant(load, 2)} processes`],
      ...(numpy.length === 0 ? [["NumPy", "not found: no `python3` that has it"]] : []),
      ...numpy.map((facts) => [
        plainText(facts.name),
        plainText(
          `Python ${facts.python}, NumPy ${facts.numpy}, ${facts.scipy === null ? "no SciPy" : `SciPy ${facts.scipy}`}; ${blas(facts)}`,
        ),
      ]),
    ],
  );
}

/** A row for each contest, a column for each alternative that has a part in more than one, and one for the rest. */
function contestTable(contests: readonly Contest[]): string {
  const names = contests.flatMap(({ ratios }) => ratios.map(({ name }) => name));
  const many = [...new Set(names)].filter(
    (name) => contests.length === 1 || names.filter((other) => other === name).length > 1,
  );
  const rest = names.some((name) => !many.includes(name));
  return table(
    [
      left(""),
      right(contests.length === 1 ? plainText(contests[0].timings[0].name) : ourName),
      ...many.map((name) => right(plainText(name))),
      ...(rest ? [right("other")] : []),
    ],
    contests.map(({ title, timings: [ours], ratios }) => [
      title,
      formatSpread(ours, formatSeconds),
      ...many.map((name) => {
        const ratio = ratios.find((one) => one.name === name);
        return ratio === undefined ? ABSENT : `× ${formatSpread(ratio, formatRatio)}`;
      }),
      ...(rest ? [otherCell(ratios.filter(({ name }) => !many.includes(name)))] : []),
    ]),
  );
}

function otherCell(ratios: Contest["ratios"]): string {
  if (ratios.length === 0) return ABSENT;
  return ratios.map((ratio) => `${plainText(ratio.name)} × ${formatSpread(ratio, formatRatio)}`).join("; ");
}

const shortNames: Readonly<Record<Correlation, string>> = { sgdCorrelation: "SGD", kfacCorrelation: "KFAC" };

function plansTable({ plans, contest }: AccuracyResult): string {
  const part = ({ sampler, correlations: which, replicates, seconds }: PlanPart): string => {
    const what = which.map((correlation) => shortNames[correlation]).join(" and ");
    return `${what}: ${formatSignificant(replicates)} × ${plainText(sampler)}, ${formatSeconds(seconds)}`;
  };
  return table(
    [left(""), right("time"), right("times as long"), left("replicates")],
    plans.map(({ name, plan }, i) => {
      const ratio = contest.ratios.find((one) => one.name === name);
      return [
        plainText(name),
        formatSpread(contest.timings[i], formatSeconds),
        ratio === undefined ? "1" : formatSpread(ratio, formatRatio),
        plan.parts.map(part).join("; "),
      ];
    }),
  );
}

function samplersTable({ samplers, numpyMoments }: AccuracyResult): string {
  const cells = (moments: readonly Moments[]): string[] =>
    correlations.flatMap((correlation) => {
      const one = moments.find((moment) => moment.correlation === correlation);
      if (one === undefined) return [ABSENT, ABSENT];
      const error = Math.sqrt(one.variance / one.replicates);
      const mean = `${one.mean.toFixed(4)} ± ${error.toFixed(4)}`;
      return [mean, `${formatSignificant(one.variance, 2)} (${formatCount(one.replicates)})`];
    });
  return table(
    [
      left("sampler"),
      right("a replicate"),
      ...correlations.flatMap((correlation) => [
        right(`${shortNames[correlation]}, mean`),
        right("variance (replicates)"),
      ]),
    ],
    [
      ...samplers.map(({ name, seconds, moments }) => [
        plainText(name),
        formatSpread(seconds, formatSeconds),
        ...cells(moments),
      ]),
      ...numpyMoments.map(({ name, moments }) => [plainText(name), ABSENT, ...cells(moments)]),
    ],
  );
}

function scalingBlocks({ sizes, exponents, standardError }: ScalingResult): string[] {
  const row = ({ literal, contest, d, n }: ScalingResult["sizes"][number]): string[] => [
    formatCount(d),
    formatCount(n),
    ...[literal, contest].flatMap(({ timings, ratios }) => [
      formatSpread(timings[0], formatSeconds),
      ratios.length === 0 ? ABSENT : `× ${formatSpread(ratios[0], formatRatio)}`,
    ]),
  ];
  const other = plainText(sizes[0].literal.timings[1]?.name ?? "NumPy");
  return [
    "## Scaling",
    "The same at other sizes and the same aspect ratio, with one column a replicate on both sides; ours takes the reduced " +
      "experiment where that is quicker. The standard error of an exponent describes the scatter about a power law: times " +
      "are sums of several, so the exponent belongs to this range of sizes.",
    table(
      [
        right("$d$"),
        right("$n$"),
        right("literal replicate"),
        right(other),
        right(`time to ${standardError}`),
        right(other),
      ],
      sizes.map(row),
    ),
    table(
      [left(""), left("who"), right("exponent of $d$"), right("range of $d$")],
      exponents.map(({ what, name, fit }) => [
        plainText(what),
        plainText(name),
        `${fit.exponent.toFixed(2)}${fit.standardError === null ? "" : ` ± ${fit.standardError.toFixed(2)}`}`,
        `${formatCount(fit.range[0])}–${formatCount(fit.range[1])}`,
      ]),
    ),
  ];
}

import type {
  AgreementRow,
  CalibrationResult,
  CalibrationRow,
  MeasuredShare,
  MutantsRow,
  Outcome,
  PeekingRow,
  UnitsRow,
} from "../calibration/result.ts";
import { failures } from "../calibration/result.ts";
import { parseWith } from "../foundation/parse.ts";
import { calibrationSchema } from "./calibration-schema.ts";
import { codeBlock, codeSpan, document, generatedFrom, left, plainText, right, table } from "./markdown.ts";
import { ABSENT, formatCount, formatExact, formatPercent } from "./numbers.ts";

const page = "calibration.md";
const data = "calibration.json";

/**
 * `calibration.md` and `calibration.json`. Equal measurements give equal bytes.
 *
 * @throws AsymptopiaError `invalid-input` for a result of another format, such as one with a number that is none.
 */
export function renderCalibration(result: CalibrationResult): Map<string, string> {
  parseWith(calibrationSchema, result);
  const { schema, ...rest } = result;
  return new Map([
    [page, calibrationPage(result)],
    [data, `${JSON.stringify({ schema, ...rest }, null, 2)}\n`],
  ]);
}

function calibrationPage(result: CalibrationResult): string {
  const { rows, units, peeking, mutants, agreement } = result;
  const block = (name: CalibrationRow["block"]): readonly CalibrationRow[] => rows.filter((row) => row.block === name);
  const usual = block("usual looks");
  const kinds = [...new Set(usual.map(({ kind }) => kind))];
  return document([
    generatedFrom(data),
    "# Measured error rates of the verdicts",
    `**${summary(result)}**`,
    ...introduction(result),
    "## Usual looks",
    settingText,
    ...kinds.flatMap((kind) => [`### ${titles[kind]}`, rowsTable(usual.filter((row) => row.kind === kind))]),
    "## A look after every unit",
    "The same judges, made to look after every single unit. Proofs by Ville's inequality say that this costs nothing; " +
      "comparisons by the Kolmogorov distance pay for every look out of α, and decide the less the more often they look.",
    rowsTable(block("a look after every unit"), true),
    peekingText(peeking),
    "## At a small error probability",
    "Where an error probability is asymptotic, it is the small ones that skewness spoils first. Here the hardest laws " +
      "at the α that a run has by default for all of its points together.",
    rowsTable(block("small error probability"), true),
    asymptoticText(rows),
    "## Skewed units at the error probability of a point",
    ...unitsText(units),
    unitsTable(units),
    "## Mutants",
    mutantsText(mutants),
    "## Order of arrival and threads",
    "The whole results of synthetic claims, compared as bytes: replicates answered in order or at random, those of " +
      "different claims and sizes mixed; and all claims verified together by one thread or by three.",
    agreementTable(agreement),
    "## Reproduction",
    `Seed ${codeSpan(result.seed)}, ${plainText(result.package.name)} ${plainText(result.package.version)}. The page is a ` +
      `function of the seed and of the number of claims; its numbers are in [${data}](${data}).`,
    codeBlock(result.command, "sh"),
  ]);
}

const titles: Readonly<Record<CalibrationRow["kind"], string>> = {
  identity: "Identities",
  limit: "Limits",
  rate: "Rates",
  bound: "Bounds",
  ordering: "Orderings",
  law: "Equalities of laws",
};

function summary(result: CalibrationResult): string {
  const { rows, units, agreement } = result;
  const both = [...rows, ...units];
  const sequences = units.reduce((sum, row) => sum + row.sequences, 0);
  const claims = rows.reduce((sum, row) => sum + row.claims, 0);
  const failed = failures(result);
  const number = (outcome: Outcome): number => both.filter((row) => row.outcome === outcome).length;
  const parts = [
    `${formatCount(claims)} synthetic claims and ${formatCount(sequences)} sequences in ${formatCount(both.length)} rows`,
    failed === 0 ? "no row fails" : `${formatCount(failed)} of ${formatCount(both.length + 1 + agreement.length)} fail`,
    `${formatCount(number("above, asymptotic"))} above α where the guarantee is asymptotic alone`,
    `${formatCount(number("noticeable"))} noticeable`,
  ];
  return `${parts.join("; ")}.`;
}

function introduction({ form }: CalibrationResult): string[] {
  return [
    "A verdict is right or wrong, but on a real claim nobody knows which. So the judges are given claims of which " +
      "everything is known, because the simulation is a line of code that draws from a known law about a known " +
      "truth, and their errors are counted. Claims, plans, evidence and looks are those of " +
      `${codeSpan("asymptopia verify")}; only the replicates are made up.` +
      (form === "quick"
        ? " This is the quick form, with too few claims for a measurement: it shows that the machinery works."
        : ""),
    "Every row is a number of claims of one kind, alike but for their random numbers. The hardest true claims lie at " +
      "the edge of their margin with their bias at its bound, where everything that can go wrong is one step away; " +
      "these must be refuted in at most a share α, and the mirror images of them supported in at most a share α. False " +
      "claims, off by two margins, must be refuted in 95 % at least. Claims that cannot be decided with their budget " +
      "must stay open but for a share α of each verdict.",
    "Shares come with their exact (Clopper–Pearson) 99 % intervals. A row fails if the data exclude that its share is " +
      "as it should be, at an error probability so small that a table of judges which all err at rate α exactly would " +
      "have a failing row with a chance of at most 10⁻⁶. Where the 99 % interval alone lies on the wrong side, which " +
      "by chance happens at the very edge in one of 200 rows, the row is called noticeable.",
    "**Exact** says that the error probability is proved at every number of replicates for this law, whatever rule " +
      "stops the sampling. **Asymptotic** says that it is so in the limit of many replicates; the judges then do not " +
      "look before a burn-in, and the row shows what is left.",
  ];
}

const settingText =
  "α = 0.05 for each claim, so large that errors can be counted; its claims have the default budget, of which they " +
  "can buy 512 units (limits, rates, orderings, identities), 1,024 draws (laws) or 256 to 4,096 replicates of each of two " +
  "sizes (bounds). Limits and rates lie on ladders of three and four sizes; the noise is such that at the end of " +
  "the budget the margin is about 10 standard errors of the estimate, and the bias bound a fifth of the margin: that " +
  "is where the claims of the catalogue have them.";

function rowsTable(rows: readonly CalibrationRow[], kinds = false): string {
  return table(
    [
      ...(kinds ? [left("kind")] : []),
      left("law of the replicates"),
      left("truth"),
      left("what is so"),
      left("guarantee"),
      right("α"),
      right("claims"),
      right("refuted"),
      left("99 % interval"),
      right("supported"),
      left("99 % interval"),
      right("undecided"),
      right("replicates"),
      left(""),
    ],
    rows.map((row) => [
      ...(kinds ? [row.kind] : []),
      plainText(row.law),
      row.truth,
      plainText(row.what),
      row.guarantee,
      formatExact(row.alpha),
      formatCount(row.claims),
      shareCell(row.refuted, row.asked.includes("refuted") || row.asked.includes("power")),
      intervalCell(row.refuted),
      shareCell(row.supported, row.asked.includes("supported")),
      intervalCell(row.supported),
      formatPercent(row.undecided),
      formatCount(Math.round(row.meanReplicates)),
      outcomeLabel(row.outcome),
    ]),
  );
}

/** Bold where the row stands or falls with it. */
function shareCell({ share }: MeasuredShare, asked: boolean): string {
  return asked ? `**${percent(share)}**` : percent(share);
}

function intervalCell({ interval: [low, high] }: MeasuredShare): string {
  return `[${percent(low)}, ${percent(high)}]`;
}

/** To a hundredth of a percent. */
function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function outcomeLabel(outcome: Outcome): string {
  return outcome === "fails" ? "**fails**" : outcome;
}

function peekingText({ what, alpha, claims, refuted, sequence }: PeekingRow): string {
  return (
    "For contrast, what must not be done: the textbook interval mean ± t·s/√n, whose level holds at one n that is fixed " +
    `beforehand, looked at after every unit until it decides. On ${formatCount(claims)} limit claims with Gaussian ` +
    `replicates that are just true (${plainText(what)}) at α = ${formatExact(alpha)}, it refutes ` +
    `**${percent(refuted.share)}** ${intervalCell(refuted)}. The confidence sequence, looked at as often on the same ` +
    `replicates, refutes ${percent(sequence.share)} ${intervalCell(sequence)}.`
  );
}

function asymptoticText(rows: readonly CalibrationRow[]): string {
  const above = rows.filter(({ outcome }) => outcome === "above, asymptotic");
  if (above.length === 0) return "No row so far with an asymptotic guarantee is above its α.";
  const most = Math.max(
    ...above.map(({ alpha, refuted, supported }) => Math.max(refuted.share, supported.share) / alpha),
  );
  const laws = [...new Set(above.map(({ kind, law }) => `${kind}, ${plainText(law)}`))];
  return (
    `Above α, by a factor of up to ${most.toFixed(1)}: ${laws.join("; ")}. There the guarantee is asymptotic alone, and ` +
    "such replicates are too skewed for it; a claim about them should declare a range, compare logarithms, or average " +
    "within a replicate. These rows are shown and do not count as failures."
  );
}

function unitsText(rows: readonly UnitsRow[]): string[] {
  const [{ alpha, mostUnits }] = rows;
  const alphaText = formatExact(alpha);
  return [
    "A run divides its α among all of its points, so that a point of a run of the whole catalogue has a few millionths. " +
      "Limits, rates and orderings of nearly Gaussian differences average units (of a limit: the intercept of one draw of " +
      "the ladder) by the t-mixture sequence, whose error probability is exact for Gaussian units, and asymptotic for " +
      "others. So at such an α it is the skewness of the units, and the first looks, that say what a point's share of α " +
      "is worth.",
    `Here the sequences alone, at α = ${alphaText}, with the burn-ins and looks of the kinds up to ${formatCount(mostUnits)} ` +
      "units; the units are Gaussian, or chi-squared with k degrees of freedom, standardised, of skewness √(8/k). Counted " +
      "are the sequences whose interval excludes the true mean at some look, and lies below it or above it; for units " +
      "skewed to the left the sides change places. Errors/α is the factor by which the error probability of a point with " +
      "such units differs from what it is given: at most 1 for Gaussian units, or the row fails. The pages of the claims print " +
      "the skewness of their units, to be looked up here; laws of the same skewness differ, and these are one family of them.",
  ];
}

function unitsTable(rows: readonly UnitsRow[]): string {
  const multiple = (share: number, alpha: number): string => (share / alpha).toFixed(2);
  return table(
    [
      left("kind"),
      left("law of the units"),
      right("skewness"),
      left("guarantee"),
      right("first look"),
      right("last look"),
      right("α"),
      right("sequences"),
      right("interval below the mean"),
      right("above"),
      right("errors/α"),
      left("99 % interval"),
      left(""),
    ],
    rows.map(
      ({ kind, law, skewness, guarantee, burnIn, mostUnits, alpha, sequences, below, above, missed, outcome }) => [
        kind,
        plainText(law),
        skewness.toFixed(2),
        guarantee,
        formatCount(burnIn),
        formatCount(mostUnits),
        formatExact(alpha),
        formatCount(sequences),
        formatCount(below),
        formatCount(above),
        `**${multiple(missed.share, alpha)}**`,
        `[${multiple(missed.interval[0], alpha)}, ${multiple(missed.interval[1], alpha)}]`,
        outcomeLabel(outcome),
      ],
    ),
  );
}

function mutantsText(row: MutantsRow): string {
  const count = (number: number): string => formatCount(number);
  return (
    `${count(row.claims)} limit claims, each with ${count(row.true)} mutants that are true within the margin, at its ` +
    `edge or little inside, the simulation leaning away from them by the whole bias bound, and ${count(row.wrong)} that ` +
    `are wrong. Of the true ones ${count(row.trueRefuted)} of ${count(row.true * row.claims)} were refuted, of the wrong ` +
    `ones ${count(row.wrongRefuted)} of ${count(row.wrong * row.claims)}. The mean share of true ones among the refuted, ` +
    `which e-BH keeps at or below α = ${formatExact(row.alpha)}, was **${percent(row.falseDiscoveryRate)}** (99 % ` +
    `interval [${percent(row.interval[0])}, ${percent(row.interval[1])}]): ${outcomeLabel(row.outcome)}. Turning evidence ` +
    "into e-values that may be averaged makes it smaller than it could be: so far below α, the share would not show a " +
    "small mistake."
  );
}

function agreementTable(rows: readonly AgreementRow[]): string {
  const word = (same: boolean | null): string => (same === null ? ABSENT : same ? "same bytes" : "**differ**");
  return table(
    [
      left("kind"),
      left("law of the replicates"),
      left("what is so"),
      right("claims"),
      left("random order of arrival"),
      left("one thread and three"),
    ],
    rows.map(({ kind, law, what, claims, randomOrder, threads }) => [
      kind,
      plainText(law),
      plainText(what),
      formatCount(claims),
      word(randomOrder),
      word(threads),
    ]),
  );
}

import { z } from "zod";

const count = z.int("a whole number").min(0, "a whole number from 0");
const proportion = z.number("a number from 0 to 1").min(0, "at least 0").max(1, "at most 1");
const interval = z.tuple([proportion, proportion], "two numbers from 0 to 1");
const share = z.strictObject({ count, share: proportion, interval });
const phrase = z.string("a text").min(1, "a text");
const kind = z.enum(["identity", "limit", "bound", "law", "ordering", "rate"], "a kind of claim");
const outcome = z.enum(["holds", "noticeable", "fails", "above, asymptotic"], "an outcome");

const guarantee = z.enum(["exact", "asymptotic"], "exact or asymptotic");

const row = z.strictObject({
  block: z.enum(["usual looks", "a look after every unit", "small error probability"], "a part of the table"),
  kind,
  law: phrase,
  truth: z.enum(["true", "just true", "on the edge", "just false", "false", "undecidable"], "a truth"),
  what: phrase,
  guarantee,
  alpha: proportion,
  claims: count,
  refuted: share,
  supported: share,
  undecided: proportion,
  meanReplicates: z.number("a number").min(0, "at least 0"),
  asked: z.array(z.enum(["refuted", "supported", "power"], "a question"), "a list of questions").min(1, "a question"),
  outcome,
});

const unitsRow = z.strictObject({
  kind: z.enum(["limit", "rate", "ordering"], "a kind of claim that averages units"),
  law: phrase,
  skewness: z.number("a number").min(0, "at least 0"),
  guarantee,
  burnIn: count,
  mostUnits: count,
  alpha: proportion,
  sequences: count,
  below: count,
  above: count,
  missed: share,
  outcome,
});

/** The format of `calibration.json`; its members are described where `CalibrationResult` is declared. */
export const calibrationSchema = z.strictObject(
  {
    schema: z.literal("asymptopia-calibration/2", '"asymptopia-calibration/2"'),
    package: z.strictObject({ name: phrase, version: phrase }),
    seed: phrase,
    form: z.enum(["full", "quick"], '"full" or "quick"'),
    command: phrase,
    rows: z.array(row, "a list of rows"),
    units: z.array(unitsRow, "a list of rows").min(1, "at least one row"),
    peeking: z.strictObject({ what: phrase, alpha: proportion, claims: count, refuted: share, sequence: share }),
    mutants: z.strictObject({
      alpha: proportion,
      claims: count,
      true: count,
      wrong: count,
      trueRefuted: count,
      wrongRefuted: count,
      falseDiscoveryRate: proportion,
      interval,
      outcome,
    }),
    agreement: z.array(
      z.strictObject({
        kind,
        law: phrase,
        what: phrase,
        claims: count,
        randomOrder: z.boolean("true or false"),
        threads: z.boolean("true or false").nullable(),
      }),
      "a list of comparisons",
    ),
  },
  "a measurement of error rates",
);

import type { Kind } from "../claims/tests.ts";
import type { Block, Form } from "./rows.ts";
import type { Guarantee, Truth } from "./scenario.ts";
import type { StudentKind } from "./skewed-units.ts";

/** Share of the claims of a row, with its exact interval. */
export interface MeasuredShare {
  readonly count: number;
  readonly share: number;
  /** Of level 99 %. */
  readonly interval: readonly [number, number];
}

/**
 * - `holds`: nothing speaks against what should be.
 * - `noticeable`: the 99 % interval lies on the wrong side, as it does by chance in one of 200 rows at the very edge.
 * - `fails`: on the wrong side beyond what chance explains in a table of this length.
 * - `above, asymptotic`: the same where the error probability is promised only in the limit of many replicates, and the
 *   law is so skewed that these are not many.
 */
export type Outcome = "holds" | "noticeable" | "fails" | "above, asymptotic";

/** Verdicts on synthetic claims of one kind and law, of which one thing is true. */
export interface CalibrationRow {
  readonly block: Block;
  readonly kind: Kind;
  readonly law: string;
  readonly truth: Truth;
  readonly what: string;
  readonly guarantee: Guarantee;
  readonly alpha: number;
  readonly claims: number;
  readonly refuted: MeasuredShare;
  readonly supported: MeasuredShare;
  readonly undecided: number;
  /** Replicates of all sizes, per claim. */
  readonly meanReplicates: number;
  /** What is asked of the row: verdicts that may come at most at rate α, and for `power` that at least 95 % are refuted. */
  readonly asked: readonly ("refuted" | "supported" | "power")[];
  readonly outcome: Outcome;
}

/** t-mixture sequences of units of one law, as a kind makes them and looks at them, at the α of a point of a large run. */
export interface UnitsRow {
  readonly kind: StudentKind;
  readonly law: string;
  /** Of a unit. */
  readonly skewness: number;
  readonly guarantee: Guarantee;
  /** Units before the first look, and at the last one. */
  readonly burnIn: number;
  readonly mostUnits: number;
  readonly alpha: number;
  readonly sequences: number;
  /** Sequences whose interval lay below the true mean at some look, and above it. */
  readonly below: number;
  readonly above: number;
  /** Both together. */
  readonly missed: MeasuredShare;
  readonly outcome: Outcome;
}

/** The claims of a row, judged by textbook intervals that are looked at after every unit. */
export interface PeekingRow {
  readonly what: string;
  readonly alpha: number;
  readonly claims: number;
  readonly refuted: MeasuredShare;
  /** The share that the confidence sequence refuted, looked at as often on the same data. */
  readonly sequence: MeasuredShare;
}

/** Mutants of synthetic limit claims, of which some are true within the margin. */
export interface MutantsRow {
  readonly alpha: number;
  readonly claims: number;
  /** Mutants of each claim that are at the margin's edge, and such that are wrong. */
  readonly true: number;
  readonly wrong: number;
  /** Of all claims together. */
  readonly trueRefuted: number;
  readonly wrongRefuted: number;
  /** Mean over the claims of the share of true ones among the refuted, with an exact 99 % interval. */
  readonly falseDiscoveryRate: number;
  readonly interval: readonly [number, number];
  readonly outcome: Outcome;
}

/** Whether results are the same bytes whatever the order of arrival, and whatever the number of threads. */
export interface AgreementRow {
  readonly kind: Kind;
  readonly law: string;
  readonly what: string;
  readonly claims: number;
  readonly randomOrder: boolean;
  /** Null where no threads were run. */
  readonly threads: boolean | null;
}

/** `calibration.json`. */
export interface CalibrationResult {
  readonly schema: "asymptopia-calibration/2";
  readonly package: { readonly name: string; readonly version: string };
  readonly seed: string;
  readonly form: Form["name"];
  /** The command that reproduces it. */
  readonly command: string;
  readonly rows: readonly CalibrationRow[];
  readonly units: readonly UnitsRow[];
  readonly peeking: PeekingRow;
  readonly mutants: MutantsRow;
  readonly agreement: readonly AgreementRow[];
}

/** Rows, of whatever part, that came out as they must not. */
export function failures({ rows, units, mutants, agreement }: CalibrationResult): number {
  return (
    [...rows, ...units].filter(({ outcome }) => outcome === "fails").length +
    (mutants.outcome === "fails" ? 1 : 0) +
    agreement.filter(({ randomOrder, threads }) => !randomOrder || threads === false).length
  );
}

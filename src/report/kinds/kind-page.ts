import type { ClaimResult, ControlResult } from "../../verification/results/claim-result.ts";
import type { PointResult } from "../../verification/results/point-result.ts";
import type { PlotLibrary } from "../figures/plot-library.ts";
import type { FigureTexts } from "../figures/theory-figure.ts";
import type { FigureName } from "../paths.ts";

/** The result of a claim of one kind. */
export type ResultOf<K extends ClaimResult["kind"]> = Extract<ClaimResult, { readonly kind: K }>;

export type TestedOf<C extends ClaimResult> = C["tested"];
export type PointOf<C extends ClaimResult> = C["points"][number];

/** A figure of a claim, still to be drawn. */
export interface KindFigure {
  readonly name: FigureName;
  readonly title: string;
  readonly description: string;
  /** SVG text; null if there is nothing to draw. */
  draw(library: PlotLibrary, texts: FigureTexts): string | null;
}

/** What a section of a page may refer to; the grid is a claim's own or that of a control. */
export interface PageContext {
  readonly alpha: number;
  /** Where the measured error rates are to be found, as Markdown that goes on a sentence. */
  readonly calibration: string;
  /** The command that runs the replicate of this key again. */
  replay(key: string): string;
  /** The key of a replicate at a point of the grid, counted from 0. */
  keyOf(index: number, size: number, replicate: number): string;
  /** The link to a figure of this claim; null if it was not drawn. */
  figure(name: FigureName): string | null;
}

/** How the claims of one kind are reported. Blocks are Markdown; an empty one is left out. */
export interface KindPage<C extends ClaimResult> {
  /** What these verdicts say of this claim's statement: sentences, which leave its controls to the page. */
  verdicts(claim: C): Readonly<Record<"supported" | "refuted" | "undecided", string>>;
  /** The most important number of the page, as a sentence. */
  headline(claim: C): string;
  /** What is tested. For a control, `claim` is what its claim tests, whose symbols need not be explained again. */
  tested(tested: TestedOf<C>, claim?: TestedOf<C>): readonly string[];
  /** The numbers of a grid. */
  points(points: readonly PointOf<C>[], tested: TestedOf<C>, context: PageContext): string;
  /** What the claim's own points show, with headings. */
  findings(claim: C, context: PageContext): readonly string[];
  /** What the error probability of the claim rests on, as sentences. */
  guarantee(claim: C): string;
  figures(claim: C): readonly KindFigure[];
  /** One short phrase each, in plain text, for tables of claims. */
  finding(part: GridPart<C>): string;
  resolution(claim: C): string;
  /** Numbers of replicates that the verdicts used: one a point, or one a size where sizes are judged apart. */
  replicates(points: readonly PointOf<C>[]): readonly number[];
}

/** A grid with what is tested on it: a claim's own, or a control's. */
export type GridPart<C extends ClaimResult> = Pick<ControlResult<TestedOf<C>, PointOf<C>>, "tested" | "points">;

/** What an undecided verdict may be about besides the claim: nothing where there are no controls. */
export function withControls(controls: readonly unknown[]): string {
  return controls.length === 0 ? "" : " (of the claim and of its controls)";
}

/** Whether some point of a grid may have been left undecided because another had settled the verdict. */
export function isCutShort(points: readonly PointResult[]): boolean {
  const settled = points.some(({ verdict }) => verdict === "refuted" || verdict === "failed");
  return settled && points.some(({ verdict }) => verdict === "undecided");
}

import type { FigureData } from "./figure-data.ts";

type Panel = FigureData["panels"][number];
type Series = Panel["series"][number];

/** What exhibits draw: `FigureData`, where curves may have a band about them and the vertical axis may be logarithmic. */
export interface ExhibitFigureData extends Omit<FigureData, "panels"> {
  /** `linear` if absent. Where it is `log`, what is not above 0 is left out. */
  readonly yScale?: "linear" | "log";
  readonly panels: readonly (Omit<Panel, "series"> & {
    readonly series: readonly (Series & {
      /** Between the smallest and the largest replicate, while `curve` is their mean. */
      readonly band?: readonly (readonly [x: number, low: number, high: number])[];
    })[];
  })[];
}

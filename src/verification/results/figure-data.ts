/** Theory as curves, simulation as points with intervals, ready to be drawn. */
export interface FigureData {
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xScale: "linear" | "log";
  readonly panels: readonly {
    readonly title: string;
    readonly series: readonly {
      readonly name: string;
      readonly curve: readonly (readonly [x: number, y: number])[];
      readonly points: readonly {
        readonly x: number;
        readonly estimate: number;
        readonly interval: readonly [number, number] | null;
      }[];
    }[];
  }[];
}

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

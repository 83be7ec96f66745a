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

import type { Parameters } from "../../foundation/json.ts";
import type { TrajectorySpread } from "../mean-judge.ts";
import type { ExhibitFigureData } from "./exhibit-figure-data.ts";

/** A table of an exhibit; whole numbers are printed whole, others to three significant digits. */
export interface ExhibitTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The JSON beside an exhibit's page: a figure of a paper reproduced, without a verdict. */
export interface ExhibitResult {
  readonly schema: "asymptopia-exhibit/1";
  readonly package: { readonly name: string; readonly version: string };
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly reference: string;
  readonly seed: string;
  readonly command: string;
  /** Error probability of each interval by itself. */
  readonly alpha: number;
  readonly points: readonly {
    readonly parameters: Parameters;
    readonly size: number;
    readonly shape: Readonly<Record<string, number>>;
    readonly estimates: Readonly<
      Record<
        string,
        { readonly mean: number; readonly interval: readonly [number, number] | null; readonly replicates: number }
      >
    >;
    /** Of observables that are trajectories; absent where there are none. */
    readonly trajectories?: Readonly<Record<string, TrajectorySpread>>;
  }[];
  readonly figures: readonly { readonly name: string; readonly title: string; readonly data: ExhibitFigureData }[];
  /** Absent where there are none. */
  readonly tables?: readonly ExhibitTable[];
}

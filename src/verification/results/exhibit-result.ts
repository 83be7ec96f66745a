import type { Parameters } from "../../foundation/json.ts";
import type { FigureData } from "./figure-data.ts";

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
  }[];
  readonly figures: readonly { readonly name: string; readonly title: string; readonly data: FigureData }[];
}

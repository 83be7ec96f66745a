import { readFileSync } from "node:fs";
import type { Normalization } from "../setting.ts";

interface GoldenTeacher {
  readonly values: readonly number[];
  readonly weights: readonly number[];
  readonly phi: number;
  readonly exponent: number;
  readonly alignment: number;
  readonly normalization: Normalization;
  readonly noiseVariance: number;
}

/** Numbers of 18 digits and more. */
export const golden = JSON.parse(readFileSync(new URL("../../golden/ridge-risk.json", import.meta.url), "utf8")) as {
  readonly ridge: readonly (GoldenTeacher & {
    readonly shiftedValues: readonly number[];
    readonly lambda: number;
    readonly risk: string;
    readonly shiftedRisk: string;
  })[];
  readonly trajectory: readonly (GoldenTeacher & {
    readonly time?: number;
    readonly steps?: number;
    readonly learningRate?: number;
    readonly risk: string;
  })[];
};

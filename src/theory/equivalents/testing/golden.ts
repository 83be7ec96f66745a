import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Quantity } from "../../../foundation/quantity.ts";
import type { ActivationSpecification } from "../../../model/activation.ts";
import type { PopulationSpecification } from "../../../model/population.ts";

/** Numbers of 25 digits. */
export interface GoldenSensitivity {
  readonly value: string;
  readonly lambda: string;
  readonly phi: string;
  readonly atoms: readonly { readonly position: string; readonly share: string; readonly mass?: string }[];
  readonly probe: { readonly share: string; readonly mass?: string };
}

export interface GoldenRow {
  readonly population: PopulationSpecification & { readonly kind: "atoms" };
  readonly phi: number;
  readonly lambda: number;
  readonly teacher: ActivationSpecification;
  readonly noiseVariance: number;
  readonly probe: number;
  readonly u: readonly number[];
  readonly v: readonly number[];
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly resolvents: Record<
    "trace" | "form" | "twoTrace" | "twoForm",
    { readonly value: string; readonly lambdaDerivative: string }
  >;
  readonly kappa: GoldenSensitivity;
  readonly m: GoldenSensitivity;
  readonly mDerivative: GoldenSensitivity;
  readonly kfac: GoldenSensitivity;
  readonly sgd: GoldenSensitivity;
  readonly fluctuation: { readonly meanCorrection: string; readonly variance: string };
  readonly ridgeless?: {
    readonly kappa: string;
    readonly trace: { readonly nullSpace: string; readonly pseudoInverse: string };
    readonly form: { readonly nullSpace: string; readonly pseudoInverse: string };
  };
}

export const goldenRows = JSON.parse(
  readFileSync(new URL("../../golden/equivalents.json", import.meta.url), "utf8"),
) as readonly GoldenRow[];

/**
 * The stated error holds, it is no more than `tolerance` relative to the value (or to `size`, for differences), and the
 * status says so.
 */
export function expectGolden(got: Quantity, exact: string, tolerance: number, size = Math.abs(Number(exact))): void {
  const value = Number(exact);
  expect(Math.abs(got.value - value)).toBeLessThanOrEqual(got.error + Number.EPSILON * Math.abs(value));
  expect(got.error).toBeLessThanOrEqual(tolerance * size);
  expect(got.status).toBe("ok");
}

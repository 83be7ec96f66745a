import { invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { discretise } from "../populations/discretise.ts";

/**
 * The mass of the limiting law at 0, max(H{0}, 1 − 1/φ).
 *
 * @throws AsymptopiaError `invalid-input` for φ outside (0, ∞).
 */
export function atomAtZero(population: Population, phi: number): Quantity {
  if (!(phi > 0 && Number.isFinite(phi))) throw invalidInput("phi", phi, "a finite number above 0");
  const { zeroMass } = discretise(population);
  const value = Math.max(zeroMass, phi > 1 ? (phi - 1) / phi : 0);
  return { value, error: 2 * Number.EPSILON * value, status: "ok" };
}

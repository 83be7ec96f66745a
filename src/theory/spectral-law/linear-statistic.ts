import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { RunningSum } from "../populations/running-sum.ts";
import { support } from "../support/support.ts";
import { adaptivePanels, type Density } from "./adaptive-panels.ts";
import { BulkCurve } from "./bulk-curve.ts";

export interface LinearStatisticOptions {
  /** Whether to leave out the atom at 0; by default it counts with f(0). */
  readonly nonzero?: boolean;
  /** Positive numbers at which f or a derivative jumps; those within a bulk save bisections. */
  readonly breakpoints?: readonly number[];
}

const wanted = 1e-13;
const mostEvaluations = 400_000;

/**
 * ∫ f dF over the limiting spectral distribution of Σ̂ = XᵀX/n: the limit of tr f(Σ̂)/d.
 *
 * Adaptive quadrature along every interval of the support in a coordinate that takes edges away (see `BulkCurve`), with
 * the mass of every panel compared with the closed form of the distribution function, so that no peak is missed. The
 * error covers truncation, rounding, and mass that quadrature did not find; `status` is `ok` where it is at most
 * 1e-12·∫ |f| dF. Of f it assumes what `integrate` does. Time: some hundred evaluations a bulk and smooth f, each some
 * sums over the atoms.
 *
 * @param f finite on the support; at 0 as well where the law has an atom there, unless that is left out.
 * @throws AsymptopiaError `invalid-input` for φ outside (0, ∞), breakpoints that are no numbers above 0, or an atom at 0
 *   where f(0) is not finite; `non-finite` where f is not finite elsewhere.
 */
export function linearStatistic(
  population: Population,
  phi: number,
  f: (x: number) => number,
  { nonzero = false, breakpoints = [] }: LinearStatisticOptions = {},
): Quantity {
  const { intervals, atomAtZero, status } = support(population, phi);
  breakpoints.forEach((x, i) => {
    if (!(x > 0 && Number.isFinite(x))) throw invalidInput(`breakpoints[${i}]`, x, "a finite number above 0");
  });
  const value = new RunningSum();
  let error = 0;
  let absolute = 0;
  if (atomAtZero.value > 0 && !nonzero) {
    const atZero = f(0);
    if (!Number.isFinite(atZero)) {
      const accepted = "a function that is finite at 0, where the law has an atom, or the option nonzero";
      throw invalidInput("f", atZero, accepted);
    }
    value.add(atomAtZero.value * atZero);
    error += atomAtZero.error * Math.abs(atZero);
    absolute += atomAtZero.value * Math.abs(atZero);
  }
  const curves = intervals.map((interval) => new BulkCurve(population, phi, interval));
  const { panels } = adaptivePanels(curves, [weightedBy(f)], { tolerance: wanted, most: mostEvaluations, breakpoints });
  for (const { curve, low, high, integrals, noise, missing } of panels) {
    const [{ integral, absolute: size, truncation, rounding }] = integrals;
    value.add(integral);
    absolute += size;
    error += truncation + rounding + noise[0];
    if (missing > 0) {
      const largest = [low, high].map((theta) => {
        curve.moveTo(theta);
        const y = Math.abs(f(curve.x));
        return Number.isFinite(y) ? y : 0;
      });
      error += missing * Math.max(...largest);
    }
  }
  // The mass, and every x, are known to some units in the last place only.
  error += 16 * Number.EPSILON * absolute;
  const ok = status === "ok" && error <= 1e-12 * absolute;
  return { value: value.value, error, status: ok ? "ok" : "inaccurate" };
}

/** f dF. */
export function weightedBy(f: (x: number) => number): Density {
  const at = (curve: BulkCurve): number => (curve.mass === 0 ? 0 : curve.mass * finite(f, curve.x));
  return { at, noiseAt: (curve) => Math.abs(at(curve)) * curve.uncertainty };
}

function finite(f: (x: number) => number, x: number): number {
  const y = f(x);
  if (Number.isFinite(y)) return y;
  throw new AsymptopiaError("non-finite", `f is ${y} at ${x}`, { field: "f", value: y });
}

import { AsymptopiaError } from "../../foundation/errors.ts";
import type { Activation } from "../../model/activation.ts";
import { integrate } from "../quadrature/integrate.ts";
import { gaussianPanels, truncation } from "./gaussian-panels.ts";
import type { Estimate, MomentEstimates } from "./moment-estimates.ts";

const normalisation = 1 / Math.sqrt(2 * Math.PI);

/**
 * The moments of any σ under z = √v·t, t ~ N(0, 1), by quadrature over |t| ≤ 37, v > 0.
 *
 * The weight there is as small as 1e-297. Beyond, an integrand that is still decreasing contributes at most about its
 * value at the cut; that value counts as error, so a moment that does not exist, or nearly so, ends with a large error
 * rather than a wrong value. Products are formed as (σ·√weight)², so that a fast-growing σ does not overflow first.
 *
 * The derivative is the weak one: a jump J of σ at a kink k adds J times the density at k. Stein's identity
 * E[zσ] = v·E σ′ is then checked: what it misses by counts as error of E σ′. It tells of a jump that is no declared
 * kink, or of a wrong derivative.
 *
 * @throws AsymptopiaError `non-finite` where σ or σ′ is no finite number in the range of integration.
 */
export function quadratureMoments(activation: Activation, variance: number): MomentEstimates {
  const deviation = Math.sqrt(variance);
  const breakpoints = gaussianPanels(activation, deviation);
  const value = finiteAt(activation, "value", deviation);
  const derivative = finiteAt(activation, "derivative", deviation);
  const expectation = (f: (t: number) => number): Estimate => {
    const integral = integrate(f, breakpoints);
    const tails = Math.abs(f(-truncation)) + Math.abs(f(truncation));
    return {
      value: normalisation * integral.value,
      error: normalisation * (integral.error + tails + Number.EPSILON * Math.abs(integral.value)),
      absolute: normalisation * integral.absolute,
    };
  };
  const mean = expectation((t) => value(t) * Math.exp((-t * t) / 2));
  const secondMoment = expectation((t) => (value(t) * Math.exp((-t * t) / 4)) ** 2);
  const stein = expectation((t) => deviation * t * value(t) * Math.exp((-t * t) / 2));
  const smooth = expectation((t) => derivative(t) * Math.exp((-t * t) / 2));
  const jumps = jumpMean(activation, variance);
  const slope = smooth.value + jumps.value;
  const discrepancy = Math.max(0, Math.abs(stein.value / variance - slope) - stein.error / variance);
  return {
    mean,
    secondMoment,
    derivativeMean: {
      value: slope,
      error: Math.max(smooth.error + jumps.error, discrepancy),
      absolute: smooth.absolute + jumps.absolute,
    },
    stein,
  };
}

function finiteAt(activation: Activation, part: "value" | "derivative", deviation: number): (t: number) => number {
  return (t) => {
    const z = deviation * t;
    const y = activation[part](z);
    if (Number.isFinite(y)) return y;
    const { specification } = activation;
    const name = specification.kind === "function" ? specification.name : specification.kind;
    throw new AsymptopiaError("non-finite", `the ${part} of the activation ${name} is ${y} at ${z}`, {
      field: part,
      value: y,
      accepted: "a finite number",
    });
  };
}

/** Σ over the kinks of (jump of σ)·(density of N(0, v)). */
function jumpMean(activation: Activation, variance: number): Estimate {
  let [value, error, absolute] = [0, 0, 0];
  for (const at of activation.kinks) {
    const above = at === 0 ? Number.MIN_VALUE : at + Number.EPSILON * Math.abs(at);
    const below = at === 0 ? -Number.MIN_VALUE : at - Number.EPSILON * Math.abs(at);
    const [upper, lower] = [activation.value(above), activation.value(below)];
    const jump = upper - lower;
    const slopes = Math.abs(activation.derivative(above)) + Math.abs(activation.derivative(below));
    const noise = 8 * Number.EPSILON * (Math.abs(upper) + Math.abs(lower) + Math.abs(at) * slopes);
    // A jump that is not above rounding is none; neither is one whose size cannot be told, where σ is singular.
    if (!(Math.abs(jump) > noise && Number.isFinite(jump))) continue;
    const density = Math.exp((-at * at) / (2 * variance)) * (normalisation / Math.sqrt(variance));
    value += jump * density;
    error += (noise + 8 * Number.EPSILON * Math.abs(jump) * (1 + (at * at) / variance)) * density;
    absolute += Math.abs(jump) * density;
  }
  return { value, error, absolute };
}

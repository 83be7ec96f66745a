import type { Population } from "../../model/population.ts";
import { resolventNodes } from "../populations/resolvent-nodes.ts";
import { RunningSum } from "../populations/running-sum.ts";

/** What is needed of ψ(ℓ) = ℓ(1 + φ∫ τ/(ℓ − τ) dH) at a real ℓ off the support of H to find its critical points. */
export interface SlopeSums {
  /** q = φ∫ τ²/(ℓ − τ)² dH. */
  readonly contraction: number;
  /** ψ′ = 1 − q, without cancellation where ℓ is near 0. */
  readonly slope: number;
  /** Bound on the error of `slope`. */
  readonly slopeError: number;
  /** ψ″ = 2φ∫ τ²/(ℓ − τ)³ dH. */
  readonly curvature: number;
  /** −ψ‴ = 6φ∫ τ²/(ℓ − τ)⁴ dH. */
  readonly quartic: number;
  /** ψ − ℓψ′ = φℓ²∫ τ/(ℓ − τ)² dH. */
  readonly position: number;
  /** Bound on the relative error of the sums of positive terms. */
  readonly relativeError: number;
}

/**
 * The sums at ℓ = anchor + displacement, which resolve small displacements relative to their size where the anchor is
 * an atom.
 */
export function slopeSums(population: Population, phi: number, anchor: number, displacement: number): SlopeSums {
  const ell = anchor + displacement;
  const atomic = population.type === "atomic";
  const { values, weights, offsets, zeroMass, relativeError } = resolventNodes(population, ell, 0);
  const size = Math.abs(ell);
  const contraction = new RunningSum();
  const rest = new RunningSum();
  const above = new RunningSum();
  const position = new RunningSum();
  const curvature = new RunningSum();
  const quartic = new RunningSum();
  let some = false;
  let restSize = 0;
  for (let i = 0; i < values.length; i++) {
    const tau = values[i];
    const distance = atomic ? displacement - (tau - anchor) : -offsets[i];
    const ratio = tau / distance;
    const term = weights[i] * ratio * ratio;
    contraction.add(term);
    curvature.add(term / distance);
    quartic.add(term / distance / distance);
    position.add(term / tau);
    if (tau > size) {
      // 1 − τ²/(ℓ − τ)²
      const complement = ((weights[i] * ell) / distance) * ((ell - 2 * tau) / distance);
      above.add(weights[i]);
      rest.add(complement);
      restSize += Math.abs(complement);
    } else {
      some = true;
      rest.add(-term);
      restSize += term;
    }
  }
  const massAbove = phi * (some ? above.value : 1 - zeroMass);
  const scaleOfMass = massAbove === 1 || massAbove === 0 ? 0 : massAbove === phi ? Math.abs(1 - phi) : 1 + massAbove;
  const slope = 1 - massAbove + phi * rest.value;
  return {
    contraction: phi * contraction.value,
    slope,
    slopeError:
      Number.EPSILON * (scaleOfMass + Math.abs(slope)) + phi * restSize * (relativeError + 4 * Number.EPSILON),
    curvature: 2 * phi * curvature.value,
    quartic: 6 * phi * quartic.value,
    position: phi * ell * ell * position.value,
    relativeError,
  };
}

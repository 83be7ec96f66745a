import type { Quantity } from "../../foundation/quantity.ts";
import type { Population } from "../../model/population.ts";
import { distanceFromDensity } from "../populations/density-support.ts";
import { moment } from "../populations/moment.ts";
import { CompanionEquation } from "../silverstein/companion-equation.ts";
import { boundaryPoint } from "../silverstein/spectral-point.ts";
import type { SupportInterval } from "../support/support.ts";
import { survival } from "./survival.ts";

const eps = Number.EPSILON;
const mostSteps = 200;

/**
 * An interval of the support as a curve ℓ = u + iw in the upper half plane, with θ from 0 at its lower edge to π at its
 * upper one: u = u₋ + (u₊ − u₋)sin²(θ/2).
 *
 * Im ψ = 0 says φ∫ τ²/((u − τ)² + w²) dH = 1, which has one w > 0 for every u between the edges' ℓ: a monotone
 * equation in one unknown, with no branch to choose. On the curve, with n = |ℓ − τ|², a = φ∫ τ²/n² dH and
 * b = φ∫ τ²(u − τ)/n² dH, all without cancellation:
 * x = φ|ℓ|²∫ τ/n dH, ψ′ = 2w(wa + ib), dx/du = 2(w²a² + b²)/a > 0, and dF = w/(πφ|ℓ|²) dx.
 * In θ all of it is smooth, at square-root edges and at the hard edge alike.
 */
export class BulkCurve {
  readonly interval: SupportInterval;
  readonly equation: CompanionEquation;
  /** u, w and x at the θ that `moveTo` was last given. */
  re = 0;
  im = 0;
  x = 0;
  /** dx/dθ. */
  speed = 0;
  /** dF/dθ. */
  mass = 0;
  /** dℓ/dθ. */
  ellSpeedRe = 0;
  ellSpeedIm = 0;
  /** arg ψ′(ℓ), from −π/2 at a lower edge to π/2 at an upper one. */
  slopeAngle = 0;
  /** Bound on the relative error of w. */
  uncertainty = 0;
  /** Bound on the relative error of the other members, as far as rounding of u goes. */
  blur = 0;
  /** u − u₋. */
  displacement = 0;
  /** Distance of ℓ from the positive part of the support of H. */
  distance = 0;
  private readonly from: number;
  private readonly width: number;
  private readonly most: number;
  private last = 0;
  /** Bound on the rounding error of 1 − g at the last W. */
  private residual = 0;

  constructor(population: Population, phi: number, interval: SupportInterval) {
    this.interval = interval;
    this.equation = new CompanionEquation(population, phi);
    this.from = interval.lower.ell.value;
    this.width = interval.upper.ell.value - this.from;
    this.most = phi * moment(population, 2).value;
  }

  moveTo(theta: number): void {
    const { phi } = this.equation;
    const sine = Math.sin(theta / 2);
    const cosine = Math.cos(theta / 2);
    const lower = theta < Math.PI / 2;
    const displacement = lower ? this.width * sine * sine : -this.width * cosine * cosine;
    const re = (lower ? this.from : this.interval.upper.ell.value) + displacement;
    const square = this.heightSquared(re, lower, displacement);
    const im = Math.sqrt(square);
    const { values, weights, offsets, base, relativeError } = this.equation.nodesAt(re, im);
    const shift = re - base;
    let nearest = Number.POSITIVE_INFINITY;
    let first = 0;
    let a = 0;
    let b = 0;
    for (let i = 0; i < values.length; i++) {
      const tau = values[i];
      const d = shift - offsets[i];
      const n = d * d + square;
      if (n < nearest) nearest = n;
      const inverse = 1 / n;
      const share = weights[i] * tau * inverse;
      first += share;
      const second = share * tau * inverse;
      a += second;
      b += second * d;
    }
    a *= phi;
    b *= phi;
    const size = re * re + square;
    const duDtheta = this.width * sine * cosine;
    const ratio = b / a;
    this.re = re;
    this.im = im;
    this.x = phi * size * first;
    this.speed = 2 * a * (square + ratio * ratio) * duDtheta;
    this.mass = (im / size / (Math.PI * phi)) * this.speed;
    this.ellSpeedRe = duDtheta;
    // dℓ/dx = 1/ψ′, so that dw/du = −b/(wa).
    this.ellSpeedIm = im > 0 ? (-ratio / im) * duDtheta : 0;
    this.slopeAngle = Math.atan2(b, im * a);
    this.displacement = this.width * sine * sine;
    this.distance = this.distanceFrom(re, im, Math.sqrt(nearest));
    this.blur = relativeError + 8 * eps + 2 * eps * Math.sqrt(size / nearest);
    this.uncertainty = square > 0 ? Math.min(1, this.residual / (2 * a * square) + 2 * eps) : 1;
  }

  /** The θ at which x = `x`, 0 or π for those below or above the interval. */
  thetaAt(x: number): number {
    const { lower, upper } = this.interval;
    if (x <= lower.position.value) return 0;
    if (x >= upper.position.value) return Math.PI;
    const { population, phi } = this.equation;
    const fraction = (boundaryPoint(population, phi, x).ell.value.re - this.from) / this.width;
    return 2 * Math.asin(Math.sqrt(Math.min(1, Math.max(0, fraction))));
  }

  /** Mass of the limiting law above x, where `moveTo` was last. */
  massAbove(): Quantity {
    const { re, im, x, equation } = this;
    const { zeroMass } = equation.nodesAt(re, im);
    // The hard edge.
    if (re === 0 && im === 0) return { value: 1 - zeroMass, error: eps, status: "ok" };
    const size = Math.hypot(re, im);
    const above = survival(equation, x, re, im, im * this.uncertainty + 2 * eps * size);
    // That of ψ(ℓ) itself, which is off x by rounding.
    const ofPlace = ((im / size / size) * (x * this.blur)) / (Math.PI * equation.phi);
    return { ...above, error: above.error + ofPlace };
  }

  /** Whether 1 − g is 0 at the edge and can be had from there. */
  private isAnchored(lower: boolean): boolean {
    const edge = lower ? this.interval.lower : this.interval.upper;
    return this.equation.population.type === "atomic" && edge.kind !== "endpoint";
  }

  private distanceFrom(re: number, im: number, nearest: number): number {
    const { population } = this.equation;
    if (population.type === "atomic") return nearest;
    return distanceFromDensity(population, re, im);
  }

  /**
   * Newton's method for W = w² on 1/g(W) = 1, g = φ∫ τ²/((u − τ)² + W) dH: concave, so monotone from the left. 1 − g comes
   * from its being 0 at a critical edge of an atomic population, so that W keeps its relative accuracy beside it.
   */
  private heightSquared(re: number, lower: boolean, displacement: number): number {
    const { equation, most, interval } = this;
    const { phi } = equation;
    const edge = lower ? interval.lower : interval.upper;
    const atomic = equation.population.type === "atomic";
    const close = this.isAnchored(lower);
    const at = edge.ell.value;
    // Below any height that is not rounding; not 0, as u may be an atom.
    const least = 1e-30 * Math.min(1, phi) * (re * re + displacement * displacement);
    let square = atomic ? least : this.last > 0 ? this.last : most / 64;
    let previous = Number.POSITIVE_INFINITY;
    for (let step = 0; step < mostSteps; step++) {
      const { values, weights, offsets, base, zeroMass, relativeError } = equation.nodesAt(re, Math.sqrt(square));
      const shift = re - base;
      const size = Math.sqrt(re * re + square);
      const twice = re * re + square;
      let above = 0;
      let below = 0;
      let complement = 0;
      let complementSize = 0;
      let sum = 0;
      let slope = 0;
      for (let i = 0; i < values.length; i++) {
        const tau = values[i];
        const d = shift - offsets[i];
        const inverse = 1 / (d * d + square);
        const mass = weights[i] * inverse;
        const term = mass * tau * tau;
        sum += term;
        slope += term * inverse;
        if (close) {
          // 1/d₀² − 1/(d² + W), with d₀ = u₀ − τ at the edge
          const before = at - tau;
          const part = term / before / before;
          complement += part * (displacement * (d + before) + square);
          complementSize += part * (Math.abs(displacement * (d + before)) + square);
        } else if (tau > size) {
          above += weights[i];
          complement += mass * (twice - 2 * re * tau);
          complementSize += mass * (twice + 2 * Math.abs(re) * tau);
        } else {
          below += weights[i];
          complement -= term;
          complementSize += term;
        }
      }
      const few = below < above;
      const rest = close ? 0 : few ? 1 - phi * (1 - zeroMass) + phi * below : 1 - phi * above;
      const ofRest = close ? 0 : few ? phi * below + (zeroMass > 0 ? phi : 0) : phi * above;
      this.residual = phi * complementSize * (relativeError + 6 * eps) + ofRest * (relativeError + eps);
      const move = (-sum * (rest + phi * complement)) / slope;
      const next = square + move;
      if (!(next > 0)) {
        if (square <= least) return 0;
        square /= 64;
        previous = Number.POSITIVE_INFINITY;
        continue;
      }
      square = next;
      const length = Math.abs(move);
      // Quadratic convergence: the next step would be below rounding; or rounding has ended the progress.
      if (length <= 1e-9 * square || (length >= previous && length <= 1e-6 * square)) break;
      previous = length;
    }
    this.last = square;
    return square;
  }
}

import type { Population } from "../../model/population.ts";
import { distanceFromDensity } from "../populations/density-support.ts";
import { moment } from "../populations/moment.ts";
import { type ResolventNodes, resolventNodes } from "../populations/resolvent-nodes.ts";
import { type MassSplit, type MassTable, massTable, splitNodes } from "./mass-above.ts";

const eps = Number.EPSILON;

/**
 * z = ψ(ℓ) = ℓ(1 + φ∫ τ/(ℓ − τ) dH) at one ℓ = re + i·im after another, with plain sums: what an iteration needs. One
 * object serves many points, without allocation for atoms.
 *
 * With M the mass of the atoms above |ℓ|, ∫ τ/(ℓ − τ) is split into −M + ∫_{τ>|ℓ|} ℓ/(ℓ − τ) + ∫_{τ≤|ℓ|} τ/(ℓ − τ), so
 * that nothing cancels where z is small beside ℓ; and Im ψ = Im ℓ·(1 − φ∫ τ²/|ℓ − τ|²) keeps its relative accuracy
 * where Im ℓ is small.
 */
export class CompanionEquation {
  readonly population: Population;
  readonly phi: number;
  /** ∫ τ dH. */
  readonly mean: number;
  /** Upper end of the support of H. */
  readonly largest: number;
  /** ψ(ℓ). */
  psiRe = 0;
  psiIm = 0;
  /** ψ′(ℓ). */
  slopeRe = 0;
  slopeIm = 0;
  /** 1 − φ∫ τ²/|ℓ − τ|² dH. */
  margin = 0;
  /** Distance of ℓ from the positive part of the support of H. */
  distance = 0;
  /** Bounds on the rounding errors of `psiRe` and `psiIm` after `evaluateClosely`. */
  psiReError = 0;
  psiImError = 0;
  private readonly table: MassTable | undefined;
  private nodes: ResolventNodes | undefined;
  private nodesRe = 0;
  private nodesIm = 0;

  constructor(population: Population, phi: number) {
    this.population = population;
    this.phi = phi;
    this.mean = moment(population, 1).value;
    this.largest = population.type === "atomic" ? population.values[population.values.length - 1] : population.high;
    if (population.type === "atomic") this.table = massTable(this.nodesAt(0, 1), phi);
  }

  /** The masses of H above and below `size`, for the nodes at ℓ. */
  split(re: number, im: number, size: number): MassSplit {
    const nodes = this.nodesAt(re, im);
    if (this.table === undefined) return splitNodes(nodes, this.phi, size);
    const k = firstAbove(nodes.values, size);
    const rest = this.table.rests[k];
    return { rest, restError: eps * Math.abs(rest), below: this.table.below[k] };
  }

  /** The nodes for sums at ℓ; those of the last ℓ as long as they hold. */
  nodesAt(re: number, im: number): ResolventNodes {
    const { nodes } = this;
    if (nodes !== undefined) {
      if (nodes.radius === Number.POSITIVE_INFINITY) return nodes;
      if (Math.hypot(re - this.nodesRe, im - this.nodesIm) <= nodes.radius) return nodes;
    }
    this.nodesRe = re;
    this.nodesIm = im;
    this.nodes = resolventNodes(this.population, re, im);
    return this.nodes;
  }

  evaluate(re: number, im: number): void {
    const { values, weights, offsets, base } = this.nodesAt(re, im);
    const { phi } = this;
    const shift = re - base;
    const square = im * im;
    const size = Math.sqrt(re * re + square);
    const twice = re * re + square;
    let above = 0;
    let below = 0;
    let sum = 0;
    let spread = 0;
    let complement = 0;
    let secondRe = 0;
    let secondIm = 0;
    let nearest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < values.length; i++) {
      const tau = values[i];
      const d = shift - offsets[i];
      const norm = d * d + square;
      const inverse = 1 / norm;
      const mass = weights[i] * inverse;
      const share = mass * tau;
      if (norm < nearest) nearest = norm;
      if (tau > size) {
        above += weights[i];
        sum += mass * (re * d + square);
        complement += mass * (twice - 2 * re * tau);
      } else {
        below += weights[i];
        sum += share * d;
        complement -= share * tau;
      }
      spread += share;
      const second = share * inverse;
      secondRe += second * (d * d - square);
      secondIm += second * d;
    }
    // A continuous population has no mass at 0.
    const plain = below < above ? 1 - phi + phi * below : 1 - phi * above;
    const rest = this.table === undefined ? plain : this.restAbove(size);
    const ratioRe = rest + phi * sum;
    this.psiRe = re * ratioRe + phi * square * spread;
    this.margin = rest + phi * complement;
    this.psiIm = im * this.margin;
    const imaginary = -2 * im * secondIm;
    this.slopeRe = ratioRe - phi * (re * secondRe - im * imaginary);
    this.slopeIm = -phi * im * spread - phi * (re * imaginary + im * secondRe);
    this.distance = this.distanceFrom(re, im, nearest);
  }

  /** ψ by compensated sums, with bounds on its error; what `evaluate` found of ψ′ and the distance is kept. */
  evaluateClosely(re: number, im: number): void {
    const { values, weights, offsets, base, relativeError } = this.nodesAt(re, im);
    const { phi } = this;
    const shift = re - base;
    const size = Math.sqrt(re * re + im * im);
    const split = this.table === undefined ? splitNodes(this.nodesAt(re, im), phi, size) : undefined;
    const rest = split === undefined ? this.restAbove(size) : split.rest;
    const ofRest = split === undefined ? eps * Math.abs(rest) : split.restError;
    const square = im * im;
    const twice = re * re + square;
    let sum = 0;
    let lostSum = 0;
    let sumSize = 0;
    let spread = 0;
    let lostSpread = 0;
    let complement = 0;
    let lostComplement = 0;
    let complementSize = 0;
    for (let i = 0; i < values.length; i++) {
      const tau = values[i];
      const weight = weights[i];
      const d = shift - offsets[i];
      const mass = weight / (d * d + square);
      const share = mass * tau;
      let a: number;
      let b: number;
      if (tau > size) {
        a = mass * (re * d + square);
        b = mass * (twice - 2 * re * tau);
        complementSize += mass * (twice + 2 * Math.abs(re) * tau);
        sumSize += mass * (Math.abs(re * d) + square);
      } else {
        a = share * d;
        b = -share * tau;
        complementSize -= b;
        sumSize += Math.abs(a);
      }
      const nextSum = sum + a;
      lostSum += Math.abs(sum) >= Math.abs(a) ? sum - nextSum + a : a - nextSum + sum;
      sum = nextSum;
      const nextSpread = spread + share;
      lostSpread += spread >= share ? spread - nextSpread + share : share - nextSpread + spread;
      spread = nextSpread;
      const nextComplement = complement + b;
      lostComplement +=
        Math.abs(complement) >= Math.abs(b) ? complement - nextComplement + b : b - nextComplement + complement;
      complement = nextComplement;
    }
    sum += lostSum;
    spread += lostSpread;
    complement += lostComplement;
    const ratioRe = rest + phi * sum;
    const twist = phi * square * spread;
    this.psiRe = re * ratioRe + twist;
    this.psiReError =
      Math.abs(re) * (ofRest + phi * relativeError * sumSize + 2 * eps * Math.abs(ratioRe)) +
      (relativeError + 2 * eps) * twist;
    this.margin = rest + phi * complement;
    this.psiIm = im * this.margin;
    this.psiImError = im * (ofRest + phi * (relativeError + 4 * eps) * complementSize + eps * Math.abs(this.margin));
  }

  private restAbove(size: number): number {
    return (this.table as MassTable).rests[firstAbove((this.nodes as ResolventNodes).values, size)];
  }

  private distanceFrom(re: number, im: number, nearestSquare: number): number {
    const { population } = this;
    if (population.type === "atomic") return Math.sqrt(nearestSquare);
    return distanceFromDensity(population, re, im);
  }
}

/** Index of the first of the ascending `values` above `size`; their number if there is none. */
function firstAbove(values: Float64Array, size: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] > size) high = middle;
    else low = middle + 1;
  }
  return low;
}

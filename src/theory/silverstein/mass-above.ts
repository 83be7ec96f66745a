import type { ResolventNodes } from "../populations/resolvent-nodes.ts";
import { RunningSum } from "../populations/running-sum.ts";

/** Masses of H beside a split at some size, and 1 − φ·(mass above) with a bound on its rounding error. */
export interface MassSplit {
  readonly rest: number;
  readonly restError: number;
  /** Mass at or below the split, mass at 0 included. */
  readonly below: number;
}

const eps = Number.EPSILON;

/**
 * For atoms: entry k of `rests` is 1 − φ·(mass of the atoms from the k-th on), and entry k of `below` the mass of those
 * before it, with mass at 0. The weights, and φ, are taken as exact: near 0 a rest decides on edges, and it is computed
 * with twice the digits from the smaller one of both masses.
 */
export interface MassTable {
  readonly rests: Float64Array;
  readonly below: Float64Array;
}

export function massTable({ weights, zeroMass }: ResolventNodes, phi: number): MassTable {
  const n = weights.length;
  const rests = new Float64Array(n + 1);
  const below = new Float64Array(n + 1);
  // Sums from below and from above, as unevaluated pairs.
  let [high, low] = [0, 0];
  const before = new Float64Array(n + 1);
  const beforeLow = new Float64Array(n + 1);
  for (let k = 0; k <= n; k++) {
    before[k] = high;
    beforeLow[k] = low;
    below[k] = zeroMass + (high + low);
    if (k < n) [high, low] = addTo(high, low, weights[k]);
  }
  [high, low] = [0, 0];
  for (let k = n; k >= 0; k--) {
    if (k < n) [high, low] = addTo(high, low, weights[k]);
    if (before[k] < high) {
      // 1 − φ + φ·(zero mass) + φ·(mass before)
      const rest = new RunningSum();
      rest.add(1);
      rest.add(-phi);
      addProduct(rest, phi, zeroMass);
      addProduct(rest, phi, before[k]);
      rest.add(phi * beforeLow[k]);
      rests[k] = rest.value;
    } else {
      const rest = new RunningSum();
      rest.add(1);
      addProduct(rest, -phi, high);
      rest.add(-phi * low);
      rests[k] = rest.value;
    }
  }
  return { rests, below };
}

/** The split by the nodes of a continuous population. */
export function splitNodes(nodes: ResolventNodes, phi: number, size: number): MassSplit {
  const { values, weights, relativeError } = nodes;
  const above = new RunningSum();
  const below = new RunningSum();
  for (let i = 0; i < values.length; i++) (values[i] > size ? above : below).add(weights[i]);
  const few = below.value < above.value;
  const [constant, part] = few ? [1 - phi, phi * below.value] : [1, -phi * above.value];
  const rest = constant + part;
  const restError = relativeError * Math.abs(part) + eps * (Math.abs(rest) + (few ? Math.abs(constant) : 0));
  return { rest, restError, below: few ? below.value : 1 - above.value };
}

/** (high + low) + term as such a pair. */
function addTo(high: number, low: number, term: number): [number, number] {
  const sum = high + term;
  const lost = high >= term ? high - sum + term : term - sum + high;
  return [sum, low + lost];
}

/** Adds a·b without rounding the product: Veltkamp's splitting and Dekker's product. */
function addProduct(sum: RunningSum, a: number, b: number): void {
  const product = a * b;
  const [a1, a2] = halves(a);
  const [b1, b2] = halves(b);
  sum.add(product);
  sum.add(a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2);
}

function halves(a: number): [number, number] {
  const scaled = a * 134217729;
  const high = scaled - (scaled - a);
  return [high, a - high];
}

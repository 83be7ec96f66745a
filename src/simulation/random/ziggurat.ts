/**
 * The ziggurat of the normal density (G. Marsaglia and W. W. Tsang, J. Stat. Software 5(8), 2000; with the index of
 * the layer and the mantissa taken from different bits, as J. A. Doornik, 2005, asks).
 *
 * f(x) = exp(−x²/2), x ≥ 0, is covered by 256 layers of equal area V. Layer i ≥ 1 is the rectangle
 * [0, x_i] × [f(x_i), f(x_{i+1})], with r = x_1 > x_2 > … > x_256 = 0. Layer 0 is [0, r] × [0, f(r)] together with the
 * tail beyond r; it counts as a rectangle of width x_0 = V/f(r).
 */
export interface Ziggurat {
  /** r, where the tail begins. */
  readonly tailStart: number;
  /** V, of one layer under the unnormalised f. */
  readonly area: number;
  /** x_0, …, x_256. */
  readonly edges: Float64Array;
  /** f(x_0), …, f(x_256); the first is not used. */
  readonly heights: Float64Array;
  /** x_i·2^−53: times a signed 54-bit integer it is a point of layer i's rectangle, i = 0, …, 255. */
  readonly scales: Float64Array;
  /** 2^53·x_{i+1}/x_i: integers of a smaller modulus are under the curve at every height of layer i. */
  readonly inner: Float64Array;
}

export const LAYERS = 256;
const MANTISSA = 2 ** 53;

/**
 * The tables, from the equations alone: r is where 255 layers of its area V(r) = r·f(r) + ∫_r^∞ f end at height 1
 * exactly. Bisection goes on to neighbouring doubles. Relative error: r and V 1e-15, the last edges 1e-13.
 */
export function buildZiggurat(): Ziggurat {
  let low = 3;
  let high = 4;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (overshoots(middle)) low = middle;
    else high = middle;
  }
  const tailStart = high;
  const area = layerArea(tailStart);
  const edges = new Float64Array(LAYERS + 1);
  edges[0] = area / density(tailStart);
  edges[1] = tailStart;
  for (let layer = 2; layer < LAYERS; layer++) edges[layer] = nextEdge(edges[layer - 1], area);
  edges[LAYERS] = 0;
  return {
    tailStart,
    area,
    edges,
    heights: edges.map(density),
    scales: edges.subarray(0, LAYERS).map((edge) => edge / MANTISSA),
    inner: edges.subarray(0, LAYERS).map((edge, layer) => (edges[layer + 1] / edge) * MANTISSA),
  };
}

/** Whether layers of r's area reach above height 1: then r is too small. */
function overshoots(r: number): boolean {
  const area = layerArea(r);
  let edge = r;
  for (let layer = 2; layer < LAYERS; layer++) {
    edge = nextEdge(edge, area);
    if (Number.isNaN(edge)) return true;
  }
  return area / edge + density(edge) > 1;
}

/** x_{i+1} from x_i: V = x_i·(f(x_{i+1}) − f(x_i)). NaN if that height is above 1. */
function nextEdge(edge: number, area: number): number {
  return Math.sqrt(-2 * Math.log(area / edge + density(edge)));
}

/**
 * V(r). The tail is f(r) over Laplace's continued fraction r + 1/(r + 2/(r + 3/(r + …))), of which 200 levels are exact
 * to rounding for r ≥ 3.
 */
function layerArea(r: number): number {
  let fraction = r;
  for (let level = 200; level > 0; level--) fraction = r + level / fraction;
  return density(r) * (r + 1 / fraction);
}

function density(x: number): number {
  return Math.exp(-0.5 * x * x);
}

import type { Piece } from "./pieces.ts";

/**
 * The part of AR(1) with x from `start` to `end`, where τ = r + (1/r − r)/(1 + E), E = e^{2x}, with density
 * sech(x + log r)/π in x; r is the smallest τ. The larger x, the smaller τ. s is in x.
 *
 * @param edges the x of all ends of pieces, ascending.
 */
export function ar1Piece(r: number, start: number, end: number, edges: readonly number[]): Piece {
  const width = end - start;
  const spread = (1 - r) * (1 + 1 / r);
  // From the piece's nearer edge, so that rounding of x does not grow with |x|.
  const first = Math.exp(start);
  const at = (xi: number): number => first * Math.exp(width * xi);
  const massAt = (e: number): number => (2 * r * e) / (Math.PI * (1 + (r * e) ** 2));
  return {
    tau(xi) {
      const e = at(xi);
      // Either form where its squares cannot overflow.
      return e < 1 ? (1 + (r * e) ** 2) / (r * (1 + e * e)) : (e ** -2 + r * r) / (r * (e ** -2 + 1));
    },
    mass: (xi) => width * massAt(at(xi)),
    from(re) {
      const [least, most] = [edges[0], edges[edges.length - 1]];
      // E comes from τ itself, so that nothing depends on the rounding of x.
      const root = re >= 1 / r ? 0 : re <= r ? Number.POSITIVE_INFINITY : Math.sqrt((1 - r * re) / (r * (re - r)));
      const free = Math.log(root);
      const x = Math.min(most, Math.max(least, free));
      const e = x === free ? root : Math.exp(x);
      const square = e * e;
      const upper = x === least;
      // τ − re at x, where x had to be moved.
      const gap =
        x === free ? 0 : upper ? 1 / r - re - (spread * square) / (1 + square) : r - re + spread / (1 + square);
      return {
        start: start - x,
        end: end - x,
        offset(s) {
          const smaller = e < 1 ? square : 1 / square;
          const [low, high] = e < 1 ? [1, smaller * Math.exp(2 * s)] : [smaller, Math.exp(2 * s)];
          return gap - ((spread * Math.expm1(2 * s)) / (1 + smaller)) * (smaller / (low + high));
        },
        mass: (s) => massAt(e * Math.exp(s)),
        pole(im) {
          // Half the logarithm of (1 − rℓ)/(r(ℓ − r)) over E, modulo iπ.
          const angle = Math.abs(Math.atan2(-r * im, 1 - r * re) - Math.atan2(im, re - r)) / 2;
          const along =
            x === free
              ? Math.log1p(((r * im) / (1 - r * re)) ** 2) / 4 - Math.log1p((im / (re - r)) ** 2) / 4
              : Math.log(Math.hypot(1 - r * re, r * im) / (r * Math.hypot(re - r, im))) / 2 - x;
          return { re: along, im: Math.min(angle, Math.PI - angle) };
        },
      };
    },
  };
}

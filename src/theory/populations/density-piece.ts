import type { DensityPanel } from "../../model/populations/density-panels.ts";
import { logLength } from "../../model/populations/log-length.ts";
import type { Piece } from "./pieces.ts";

/** A run of panels that touch and have their origin in common, by its smallest and its largest u. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * A panel of a registered density, in the coordinate log(u/from)/log(to/from) with u = sign·(τ − origin); s is in log u.
 *
 * @param at dH/dτ at τ = origin + sign·u.
 */
export function densityPiece(
  { origin, sign, from, to }: DensityPanel,
  stretch: Stretch,
  at: (origin: number, sign: 1 | -1, u: number) => number,
): Piece {
  const length = logLength(from, to);
  const within = (u: number): number => Math.min(to, Math.max(from, u));
  const along = (xi: number): number => within(from * Math.exp(length * xi));
  const massAt = (u: number): number => u * at(origin, sign, u);
  return {
    tau: (xi) => origin + sign * along(xi),
    mass: (xi) => length * massAt(along(xi)),
    from(re) {
      const wanted = sign * (re - origin);
      const nearest = Math.min(stretch.to, Math.max(stretch.from, wanted));
      // u − wanted at s = 0: exact where `re` is outside of the stretch, 0 inside.
      const gap = nearest - wanted;
      return {
        start: logRatio(from, nearest),
        end: logRatio(to, nearest),
        offset: (s) => sign * (gap + nearest * Math.expm1(s)),
        mass: (s) => massAt(within(nearest * Math.exp(s))),
        pole(im) {
          // log((wanted + i·im)/nearest)
          const u = -gap / nearest;
          const w = im / nearest;
          return { re: Math.log1p(u * (2 + u) + w * w) / 2, im: Math.atan2(w, 1 + u) };
        },
      };
    },
  };
}

function logRatio(u: number, reference: number): number {
  return u >= reference ? logLength(reference, u) : -logLength(u, reference);
}

import type { Piece } from "./pieces.ts";

/** The part of a law with constant density on [low, high], in the coordinate (τ − low)/(high − low); s is in τ. */
export function linearPiece(low: number, high: number, density: number): Piece {
  const width = high - low;
  return {
    tau: (xi) => low + width * xi,
    mass: () => width * density,
    from(re) {
      const nearest = Math.min(high, Math.max(low, re));
      const gap = nearest - re;
      return {
        start: low - nearest,
        end: high - nearest,
        offset: (s) => gap + s,
        mass: () => density,
        pole: (im) => ({ re: -gap, im }),
      };
    },
  };
}

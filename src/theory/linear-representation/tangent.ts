// Both recursions are rational in the tangent, which keeps its relative accuracy at either end of [0, π/2).

/** tan θ from sin θ in [0, 1), to 3ε: the cosine's square (1 − s)(1 + s) does not cancel. */
export function tangentOfSine(sine: number): number {
  return sine / Math.sqrt((1 - sine) * (1 + sine));
}

/** The largest double below 1: what the sine of an angle below π/2 is rounded to at most. */
export const largestSine = 1 - Number.EPSILON / 2;

/** sin θ from tan θ ≥ 0, to 3ε, below 1. */
export function sineOfTangent(tangent: number): number {
  return Math.min(tangent / Math.hypot(1, tangent), largestSine);
}

/** cos²θ and sin²θ from tan θ ≥ 0, each to 3ε. */
export function squaresOfTangent(tangent: number): { readonly cosine: number; readonly sine: number } {
  if (tangent <= 1) {
    const square = tangent * tangent;
    return { cosine: 1 / (1 + square), sine: square / (1 + square) };
  }
  const square = 1 / tangent / tangent;
  return { cosine: square / (1 + square), sine: 1 / (1 + square) };
}

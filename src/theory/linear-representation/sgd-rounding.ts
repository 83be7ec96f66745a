/**
 * An estimate of the absolute error of the last of `angles`, a trajectory of `sgdTrajectory` with x = ηλ: roundings of
 * ε in the first angle, of 8ε in x and of ε in each angle, carried along by the derivatives
 * ∂θ₊/∂θ = (fD + 2x² sin²θ cos²θ)/w and ∂θ₊/∂x = −sin θ cos θ/w (up to the sign of f), with f = 1 − x cos²θ,
 * D = 1 + x sin²θ and w = D² cos²θ + f² sin²θ.
 *
 * It grows where the recursion is chaotic, for x above 2 and away from the two-cycle.
 */
export function sgdRoundingError(angles: Float64Array, x: number): number {
  let error = Number.EPSILON * angles[0];
  for (let t = 1; t < angles.length; t++) {
    const sine = Math.sin(angles[t - 1]);
    const cosine = Math.cos(angles[t - 1]);
    const f = 1 - x * cosine * cosine;
    const d = 1 + x * sine * sine;
    // Divided by d, so that squares of a large x do not overflow.
    const ratio = f / d;
    const weight = cosine * cosine + ratio * ratio * sine * sine;
    const mixed = (x / d) * sine * cosine;
    const byAngle = Math.abs(ratio + 2 * mixed * mixed) / weight;
    const byStep = mixed / d / weight;
    error = byAngle * error + 8 * Number.EPSILON * byStep + Number.EPSILON * angles[t];
  }
  return Math.min(error, Math.PI / 2);
}

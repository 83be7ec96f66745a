import type { Complex } from "../../foundation/complex.ts";

/** The upper half of a quadrature rule on a contour that is symmetric about the real axis. */
export interface Contour {
  /** Points with Im z > 0, from the negative axis on. */
  readonly points: readonly Complex[];
  /** dz/(2πi) at each: (1/2πi)∮ g dz ≈ 2 Re Σ stepsₖ·g(zₖ) for g that is real on the real axis. */
  readonly steps: readonly Complex[];
}

/** −tz goes as far to the right as this, so that rounding is amplified by e² at most. */
const vertex = 2;
/** Where the parabola ends: e^{−tz} is e^{vertex·(1 − end²)} there, 1e-17. */
const end = 4.5;

/**
 * A parabola around the real axis to the right of `shift`, open to the right, for integrals of e^{−tz} times what is
 * analytic off that axis: the midpoint rule on −t(z − shift) = 2(1 + iθ)². Errors are of the order e^{−2π/h} with
 * h = 9/nodes, whatever the spectrum and t are: 48 nodes leave 3e-15.
 *
 * Source: Weideman and Trefethen, Math. Comp. 76 (2007), 1341–1356, with less rounding and more nodes.
 *
 * @param nodes an even number.
 */
export function parabola(time: number, nodes: number, shift = 0): Contour {
  const points: Complex[] = [];
  const steps: Complex[] = [];
  const width = (2 * end) / nodes;
  for (let k = 0; k < nodes / 2; k++) {
    const angle = (k + 0.5) * width;
    // At −θ, for Im z > 0.
    points.push({
      re: shift - (vertex * (1 - angle * angle)) / time,
      im: (vertex * 2 * angle) / time,
    });
    // dz/dθ·h/(2πi) with dz/dθ = −(4i/t)(1 + iθ) at −θ.
    const scale = (-2 * vertex * width) / (2 * Math.PI * time);
    steps.push({ re: scale, im: -scale * angle });
  }
  return { points, steps };
}

/**
 * An ellipse around [0, right] that keeps the distance `margin` from both ends and has its foci there: the trapezoidal
 * rule, with errors that fall geometrically.
 *
 * @param nodes an even number.
 */
export function ellipse(right: number, margin: number, nodes: number): Contour {
  const major = right / 2 + margin;
  const minor = Math.sqrt(margin * (right + margin));
  const points: Complex[] = [];
  const steps: Complex[] = [];
  for (let k = 0; k < nodes / 2; k++) {
    const angle = ((2 * k + 1) * Math.PI) / nodes;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    // From the left end clockwise, and so against the orientation.
    points.push({ re: right / 2 - major * cos, im: minor * sin });
    // −dz/dθ·(2π/N)/(2πi) = i dz/dθ/N
    steps.push({ re: (-minor * cos) / nodes, im: (major * sin) / nodes });
  }
  return { points, steps };
}

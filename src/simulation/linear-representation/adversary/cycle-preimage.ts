/**
 * The sine of an angle, at most `bound`, from which steps of gradient descent with x = ηλ, x² > 8, lead up and onto the
 * two-cycle sin²θ = ½ − 1/x: preimages of the cycle, found backwards one by one, each the smallest one of the last.
 *
 * Between 0 and the cycle |tan θ₊| rises from 0 to its maximum and then falls to the cycle, never below the diagonal; so the
 * smallest preimage of a number below the cycle is on the rising part, which bisection on where the image is still too
 * small finds.
 */
export function cyclePreimage(x: number, bound: number): number {
  const farthest = bound / Math.sqrt((1 - bound) * (1 + bound));
  let tangent = Math.sqrt((x - 2) / (x + 2));
  while (tangent > farthest) {
    // One step multiplies a tangent by at most x − 1.
    let [low, high] = [tangent / x, tangent];
    for (let i = 0; i < 80; i++) {
      const middle = (low + high) / 2;
      if (image(middle, x) < tangent) low = middle;
      else high = middle;
    }
    tangent = low;
  }
  return tangent / Math.hypot(1, tangent);
}

/** |tan θ₊| = tan θ·|1 + tan²θ − x|/(1 + (1 + x) tan²θ). */
function image(tangent: number, x: number): number {
  const square = tangent * tangent;
  return (tangent * Math.abs(1 + square - x)) / (1 + (1 + x) * square);
}

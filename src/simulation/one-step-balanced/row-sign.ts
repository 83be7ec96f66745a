/**
 * Sign of row `i` in pattern `k`: −1 where the binary numbers have an odd number of ones in common. Pattern 0 is all 1.
 * Over any 2^b consecutive rows from a multiple of 2^b on, patterns below 2^b are orthogonal (J. L. Walsh, American Journal
 * of Mathematics 45 (1923) 5–24).
 *
 * @param i A whole number from 0 and below 2³¹, like `k`.
 */
export function rowSign(i: number, k: number): 1 | -1 {
  let common = i & k;
  common ^= common >>> 16;
  common ^= common >>> 8;
  common ^= common >>> 4;
  common ^= common >>> 2;
  common ^= common >>> 1;
  return (common & 1) === 0 ? 1 : -1;
}

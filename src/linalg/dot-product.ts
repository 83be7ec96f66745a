/**
 * Σ aᵢ bᵢ over the length of `a`, in four interleaved partial sums that are added at the end; the order is fixed. `b`
 * must be at least as long.
 */
export function dotProduct(a: Float64Array, b: Float64Array): number {
  const length = a.length;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    sum0 += a[i] * b[i];
    sum1 += a[i + 1] * b[i + 1];
    sum2 += a[i + 2] * b[i + 2];
    sum3 += a[i + 3] * b[i + 3];
  }
  for (; i < length; i++) sum0 += a[i] * b[i];
  return sum0 + sum1 + (sum2 + sum3);
}

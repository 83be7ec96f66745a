/** Copies `count` numbers between different arrays. */
export function copyNumbers(source: Float64Array, from: number, target: Float64Array, to: number, count: number): void {
  // For fewer, making the view costs more than the copy.
  if (count >= 32) target.set(source.subarray(from, from + count), to);
  else for (let i = 0; i < count; i++) target[to + i] = source[from + i];
}

/** Tells two laws on ℝ^d apart: a positive score speaks for the left one. */
export type Score = (point: Float64Array) => number;

/** Points of each law between which distances are measured for the width of the kernel. */
const mostForWidth = 100;

/** A spread up to this share of the numbers themselves may be rounding, and tells nothing. */
const rounding = 2 ** -40;

/**
 * The witness function of the maximum mean discrepancy, score(v) = mean_i k(v, left_i) − mean_i k(v, right_i) − threshold,
 * with the Gaussian kernel k(u, v) = exp(−|u − v|²/(2h²)) on coordinates divided by their standard deviations, h the median
 * distance between different points. The kernel is characteristic: enough data tell any two laws apart. The witness is
 * made from the 1st, 3rd, … points and its threshold from the others, where it gets the most answers right. A coordinate
 * that varies by rounding alone is left out.
 *
 * Source: A. Gretton and others, "A kernel two-sample test", Journal of Machine Learning Research 13 (2012).
 *
 * @param left At least two points of the one law, all of one length.
 * @param right As many of the other.
 */
export function trainKernelClassifier(left: readonly Float64Array[], right: readonly Float64Array[]): Score {
  const scales = inverseDeviations([...left, ...right]);
  const scaled = (point: Float64Array): Float64Array => point.map((x, i) => x * scales[i]);
  const [leftMade, leftKept] = halves(left.map(scaled));
  const [rightMade, rightKept] = halves(right.map(scaled));
  const width = medianDistance([...leftMade.slice(0, mostForWidth), ...rightMade.slice(0, mostForWidth)]);
  // All points in one place: nothing to tell apart.
  if (width === 0) return () => 0;
  const witness = (point: Float64Array): number =>
    meanKernel(point, leftMade, width) - meanKernel(point, rightMade, width);
  const threshold = bestThreshold(leftKept.map(witness), rightKept.map(witness));
  return (point) => witness(scaled(point)) - threshold;
}

function halves(points: readonly Float64Array[]): readonly [Float64Array[], Float64Array[]] {
  return [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)];
}

/** 1/standard deviation of each coordinate; 0 for one that does not vary, but for rounding. */
function inverseDeviations(points: readonly Float64Array[]): Float64Array {
  return points[0].map((_, i) => {
    const mean = points.reduce((sum, point) => sum + point[i], 0) / points.length;
    const variance = points.reduce((sum, point) => sum + (point[i] - mean) ** 2, 0) / points.length;
    const largest = points.reduce((most, point) => Math.max(most, Math.abs(point[i])), 0);
    return Math.sqrt(variance) > rounding * largest ? 1 / Math.sqrt(variance) : 0;
  });
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] - b[i]) ** 2;
  return sum;
}

/** Points that coincide, as those of a law with a large atom do, say nothing of the scale; 0 if all do. */
function medianDistance(points: readonly Float64Array[]): number {
  const distances = points
    .flatMap((a, i) => points.slice(i + 1).map((b) => Math.sqrt(squaredDistance(a, b))))
    .filter((distance) => distance > 0)
    .sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)] ?? 0;
}

function meanKernel(point: Float64Array, others: readonly Float64Array[], width: number): number {
  const factor = -1 / (2 * width * width);
  let sum = 0;
  for (const other of others) sum += Math.exp(factor * squaredDistance(point, other));
  return others.length === 0 ? 0 : sum / others.length;
}

/** The threshold that most scores are on the right side of, midway between two of them. */
function bestThreshold(left: readonly number[], right: readonly number[]): number {
  const scores = [
    ...left.map((score) => ({ score, isLeft: true })),
    ...right.map((score) => ({ score, isLeft: false })),
  ].sort((a, b) => a.score - b.score);
  // Below the first score everything counts as left.
  let correct = left.length;
  let best = { correct, threshold: (scores[0]?.score ?? 0) - 1 };
  scores.forEach(({ score, isLeft }, i) => {
    correct += isLeft ? -1 : 1;
    const next = scores[i + 1]?.score;
    if (next === score || correct <= best.correct) return;
    best = { correct, threshold: next === undefined ? score + 1 : (score + next) / 2 };
  });
  return best.threshold;
}

import { createStream } from "../simulation/random/create-stream.ts";
import type { Stream } from "../simulation/stream.ts";

/** The laws of the synthetic replicates, each with mean 0 and variance 1. */
export type LawName =
  | "gaussian"
  | "uniform"
  | "two-point"
  | "rare-two-point"
  | "log-normal-mean"
  | "log-normal"
  | "reversed-log-normal";

interface Law {
  /** As the pages say it. */
  readonly title: string;
  draw(stream: Stream): number;
}

const logNormalMean = Math.exp(0.5);
const logNormalDeviation = Math.sqrt((Math.E - 1) * Math.E);
const logNormal = (stream: Stream): number => (Math.exp(stream.normal()) - logNormalMean) / logNormalDeviation;

/** How often the rarer value of `rare-two-point` occurs. */
const rarity = 0.05;
const rareDeviation = Math.sqrt(rarity * (1 - rarity));

/**
 * `log-normal` has σ = 1 and hence skewness 6.2; `reversed-log-normal` is its mirror image. `log-normal-mean` is the mean
 * over 64 such draws, of skewness 0.77, as a replicate is that averages over many columns.
 */
export const laws: Readonly<Record<LawName, Law>> = {
  gaussian: { title: "Gaussian", draw: (stream) => stream.normal() },
  uniform: { title: "uniform", draw: (stream) => Math.sqrt(12) * (stream.uniform() - 0.5) },
  "two-point": { title: "two-point, even", draw: (stream) => (stream.uniform() < 0.5 ? -1 : 1) },
  "rare-two-point": {
    title: "two-point, 5 : 95",
    draw: (stream) => ((stream.uniform() < rarity ? 1 : 0) - rarity) / rareDeviation,
  },
  "log-normal-mean": { title: "means over 64 log-normal draws", draw: drawMean },
  "log-normal": { title: "single log-normal draws", draw: logNormal },
  "reversed-log-normal": { title: "single log-normal draws, reversed", draw: (stream) => -logNormal(stream) },
};

const drawsPerMean = 64;
let pool: Float64Array | undefined;

/** From a fixed pool, with replacement: its own mean and deviation are taken off, so that the law has mean 0 exactly. */
function drawMean(stream: Stream): number {
  pool ??= meansOfLogNormals(20_000);
  return pool[Math.floor(pool.length * stream.uniform())];
}

function meansOfLogNormals(length: number): Float64Array {
  const stream = createStream(["calibration", "log-normal-mean"]);
  const normals = new Float64Array(drawsPerMean);
  const means = Float64Array.from({ length }, () => {
    stream.fillNormal(normals);
    return normals.reduce((sum, z) => sum + Math.exp(z), 0) / drawsPerMean;
  });
  const mean = means.reduce((sum, x) => sum + x, 0) / length;
  const deviation = Math.sqrt(means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / length);
  return means.map((x) => (x - mean) / deviation);
}

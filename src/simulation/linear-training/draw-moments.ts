import { denseMatrix, dotProduct, multiply, symmetricProduct } from "../../linalg/index.ts";
import type { LinearInstance } from "../linear-representation/instance.ts";
import { plus } from "../linear-representation/population-step.ts";
import { nextBartlettFactor } from "../one-step-reduced/bartlett-factor.ts";
import type { BatchMoments } from "../optimizers/batch-moments.ts";
import { drawChiSquared } from "../random/chi-squared.ts";
import type { Stream } from "../stream.ts";

/**
 * A source of batches, by their moments alone, of n samples with Gaussian inputs: in law exactly, from about d²/2 numbers
 * whatever n is. An orthogonal matrix with 1/√n as its first row turns the samples' Z and noise E into matrices of the
 * same law, and leaves ZᵀZ and EᵀZ as they are: its first row has the means, and what is left of Z is replaced by its
 * Bartlett factor.
 *
 * @param samples n, from 2.
 * @param noise σ_ε, at least 0.
 */
export function momentsSource(
  instance: LinearInstance,
  batch: { readonly samples: number; readonly noise: number },
  stream: Stream,
): () => BatchMoments {
  // One after another from the same streams: making streams would take longer than drawing.
  const streams = {
    diagonal: stream.child("diagonal"),
    right: stream.child("right"),
    mean: stream.child("mean"),
    noise: stream.child("noise"),
    power: stream.child("power"),
  };
  return () => drawMoments(instance, batch, streams);
}

function drawMoments(
  { covariance, product }: LinearInstance,
  { samples: n, noise }: { readonly samples: number; readonly noise: number },
  streams: Readonly<Record<"diagonal" | "right" | "mean" | "noise" | "power", Stream>>,
): BatchMoments {
  const d = product.columns;
  const outputs = product.rows;
  const factor = nextBartlettFactor(n - 1, d, streams);
  const rows = factor.rows + 1;
  const turned = denseMatrix(rows, d);
  streams.mean.fillNormal(turned.data.subarray(0, d));
  turned.data.set(factor.data, d);
  const inputs = multiply(turned, covariance.root);
  const inputCovariance = symmetricProduct(inputs, "columns", 1 / n);
  const signal = multiply(product, inputCovariance);
  const inputMean = denseMatrix(
    d,
    1,
    inputs.data.slice(0, d).map((value) => value / Math.sqrt(n)),
  );
  const labelMean = multiply(product, inputMean);
  const signalPower = dotProduct(signal.data, product.data);
  if (noise === 0) {
    return { samples: n, inputCovariance, crossCovariance: signal, labelPower: signalPower, inputMean, labelMean };
  }
  const errors = denseMatrix(rows, outputs);
  streams.noise.fillNormal(errors.data);
  const crossed = multiply(errors, inputs, { transposeA: true, alpha: noise / n });
  const degrees = (n - rows) * outputs;
  const rest = degrees === 0 ? 0 : drawChiSquared(degrees, streams.power);
  const noisePower = (noise ** 2 * (dotProduct(errors.data, errors.data) + rest)) / n;
  for (let i = 0; i < outputs; i++) labelMean.data[i] += (noise * errors.data[i]) / Math.sqrt(n);
  return {
    samples: n,
    inputCovariance,
    crossCovariance: plus(signal, crossed),
    labelPower: signalPower + 2 * dotProduct(crossed.data, product.data) + noisePower,
    inputMean,
    labelMean,
  };
}

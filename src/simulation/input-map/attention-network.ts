import type { Architecture, ForwardPass } from "./architecture.ts";
import { gaussian } from "./dense-network.ts";

/**
 * One layer of softmax attention: the tokens' embeddings are the rows of Z, queries ZA, keys ZB and values ZC; the token t
 * looks at u with the weight softmax_u(q_t·k_u/√h), and f = vᵀtanh(mean_t Σ_u weight·value_u). θ = (A, B, C row by row, v).
 *
 * @param tokens T, the length of a sequence.
 */
export function attentionNetwork(hidden: number, tokens: number): Architecture {
  const square = hidden * hidden;
  const readout = 3 * square;
  const parameterCount = readout + hidden;
  const temperature = 1 / Math.sqrt(hidden);
  return {
    hidden,
    tokens,
    outputs: 1,
    parameterCount,
    start: (stream) => gaussian(parameterCount, stream).map((entry) => entry / Math.sqrt(hidden)),
    forward(preActivations, parameters): ForwardPass {
      const samples = preActivations.length / (hidden * tokens);
      const sequences = Array.from({ length: samples }, (_, s) => {
        const z = preActivations.subarray(s * tokens * hidden, (s + 1) * tokens * hidden);
        const [queries, keys, values] = [0, 1, 2].map((k) =>
          product(z, parameters.subarray(k * square, (k + 1) * square), tokens, hidden, hidden),
        );
        const weights = softmaxRows(
          product(queries, transpose(keys, tokens, hidden), tokens, hidden, tokens).map((entry) => entry * temperature),
          tokens,
        );
        const mixed = product(weights, values, tokens, tokens, hidden);
        const pooled = new Float64Array(hidden);
        for (let i = 0; i < mixed.length; i++) pooled[i % hidden] += mixed[i] / tokens;
        return { z, queries, keys, values, weights, active: pooled.map(Math.tanh) };
      });
      const outputs = Float64Array.from(sequences, ({ active }) =>
        active.reduce((sum, entry, i) => sum + entry * parameters[readout + i], 0),
      );
      return {
        outputs,
        backward(outputGradient) {
          const gradient = new Float64Array(parameterCount);
          const deltas = new Float64Array(preActivations.length);
          sequences.forEach(({ z, queries, keys, values, weights, active }, s) => {
            const mixedGradient = new Float64Array(tokens * hidden);
            for (let i = 0; i < hidden; i++) {
              gradient[readout + i] += outputGradient[s] * active[i];
              const back = (outputGradient[s] * parameters[readout + i] * (1 - active[i] ** 2)) / tokens;
              for (let t = 0; t < tokens; t++) mixedGradient[t * hidden + i] = back;
            }
            const weightGradient = product(mixedGradient, transpose(values, tokens, hidden), tokens, hidden, tokens);
            const scoreGradient = softmaxBackward(weights, weightGradient, tokens).map((entry) => entry * temperature);
            const parts = [
              product(scoreGradient, keys, tokens, tokens, hidden),
              product(transpose(scoreGradient, tokens, tokens), queries, tokens, tokens, hidden),
              product(transpose(weights, tokens, tokens), mixedGradient, tokens, tokens, hidden),
            ];
            parts.forEach((part, k) => {
              const matrix = parameters.subarray(k * square, (k + 1) * square);
              const weightPart = product(transpose(z, tokens, hidden), part, hidden, tokens, hidden);
              for (let i = 0; i < square; i++) gradient[k * square + i] += weightPart[i];
              const back = product(part, transpose(matrix, hidden, hidden), tokens, hidden, hidden);
              for (let i = 0; i < back.length; i++) deltas[s * tokens * hidden + i] += back[i];
            });
          });
          return { preActivations: deltas, parameters: gradient };
        },
      };
    },
  };
}

/** AB for A of m × k and B of k × n entries, row by row. */
function product(a: Float64Array, b: Float64Array, m: number, k: number, n: number): Float64Array {
  const result = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const entry = a[i * k + l];
      for (let j = 0; j < n; j++) result[i * n + j] += entry * b[l * n + j];
    }
  }
  return result;
}

function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, i) => a[(i % rows) * columns + Math.floor(i / rows)]);
}

/** Each row's exponentials over their sum. */
function softmaxRows(scores: Float64Array, columns: number): Float64Array {
  const weights = new Float64Array(scores.length);
  for (let at = 0; at < scores.length; at += columns) {
    const row = scores.subarray(at, at + columns);
    const largest = row.reduce((most, entry) => Math.max(most, entry), Number.NEGATIVE_INFINITY);
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += weights[at + j] = Math.exp(row[j] - largest);
    for (let j = 0; j < columns; j++) weights[at + j] /= sum;
  }
  return weights;
}

function softmaxBackward(weights: Float64Array, gradient: Float64Array, columns: number): Float64Array {
  const result = new Float64Array(weights.length);
  for (let at = 0; at < weights.length; at += columns) {
    let mean = 0;
    for (let j = 0; j < columns; j++) mean += weights[at + j] * gradient[at + j];
    for (let j = 0; j < columns; j++) result[at + j] = weights[at + j] * (gradient[at + j] - mean);
  }
  return result;
}

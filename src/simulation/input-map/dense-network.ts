import type { Stream } from "../stream.ts";
import type { Architecture, ForwardPass } from "./architecture.ts";

/** A function of one number, with its derivative. */
export interface Nonlinearity {
  readonly value: (x: number) => number;
  readonly derivative: (x: number) => number;
}

/**
 * Dense layers: the first one's bias and nonlinearity, then affine layers of the given widths, the last of which is linear.
 * θ holds the first bias and then, layer after layer, the weights (inputs × outputs, row by row) and the biases.
 *
 * @param widths From the first layer's h to the number of outputs: at least two numbers.
 */
export function denseNetwork(widths: readonly number[], { value, derivative }: Nonlinearity): Architecture {
  const layers = widths.length - 1;
  const [hidden] = widths;
  const outputs = widths[layers];
  const offsets: number[] = [];
  let parameterCount = hidden;
  for (let l = 0; l < layers; l++) {
    offsets.push(parameterCount);
    parameterCount += (widths[l] + 1) * widths[l + 1];
  }
  return {
    hidden,
    tokens: 1,
    outputs,
    parameterCount,
    start(stream) {
      const parameters = gaussian(parameterCount, stream);
      parameters.fill(0, 0, hidden);
      for (let l = 0; l < layers; l++) {
        const [inputs, next] = [widths[l], widths[l + 1]];
        const biases = offsets[l] + inputs * next;
        for (let i = offsets[l]; i < biases; i++) parameters[i] /= Math.sqrt(inputs);
        parameters.fill(0, biases, biases + next);
      }
      return parameters;
    },
    forward(preActivations, parameters): ForwardPass {
      const samples = preActivations.length / hidden;
      // Before the nonlinearity of each layer, biases added.
      const sums: Float64Array[] = [preActivations.map((z, i) => z + parameters[i % hidden])];
      for (let l = 0; l < layers; l++) {
        sums.push(affine(sums[l].map(value), parameters, offsets[l], widths[l], widths[l + 1], samples));
      }
      return {
        outputs: sums[layers],
        backward(outputGradient) {
          const gradient = new Float64Array(parameterCount);
          let delta = outputGradient;
          for (let l = layers - 1; l >= 0; l--) {
            const [inputs, next, at] = [widths[l], widths[l + 1], offsets[l]];
            const before = new Float64Array(samples * inputs);
            for (let s = 0; s < samples; s++) {
              for (let j = 0; j < next; j++) gradient[at + inputs * next + j] += delta[s * next + j];
              for (let i = 0; i < inputs; i++) {
                const sum = sums[l][s * inputs + i];
                const active = value(sum);
                let back = 0;
                for (let j = 0; j < next; j++) {
                  gradient[at + i * next + j] += active * delta[s * next + j];
                  back += parameters[at + i * next + j] * delta[s * next + j];
                }
                before[s * inputs + i] = back * derivative(sum);
              }
            }
            delta = before;
          }
          for (let i = 0; i < delta.length; i++) gradient[i % hidden] += delta[i];
          return { preActivations: delta, parameters: gradient };
        },
      };
    },
  };
}

/** Independent N(0, 1) numbers. */
export function gaussian(count: number, stream: Stream): Float64Array<ArrayBuffer> {
  const numbers = new Float64Array(count);
  stream.fillNormal(numbers);
  return numbers;
}

function affine(
  active: Float64Array,
  parameters: Float64Array,
  at: number,
  inputs: number,
  next: number,
  samples: number,
): Float64Array {
  const sums = new Float64Array(samples * next);
  for (let s = 0; s < samples; s++) {
    for (let j = 0; j < next; j++) {
      let sum = parameters[at + inputs * next + j];
      for (let i = 0; i < inputs; i++) sum += active[s * inputs + i] * parameters[at + i * next + j];
      sums[s * next + j] = sum;
    }
  }
  return sums;
}

export const hyperbolicTangent: Nonlinearity = {
  value: Math.tanh,
  derivative: (x) => 1 - Math.tanh(x) ** 2,
};

/** With derivative 0 at 0. */
export const rectifier: Nonlinearity = {
  value: (x) => (x > 0 ? x : 0),
  derivative: (x) => (x > 0 ? 1 : 0),
};

import type { Architecture, ForwardPass } from "./architecture.ts";
import { gaussian } from "./dense-network.ts";

/**
 * s_t = tanh(Us_{t−1} + z_t + b) from s_0 = 0, f = vᵀs_T: a recurrent network whose input weights serve every time, trained by
 * backpropagation through time. θ = (U row by row, b, v).
 *
 * @param tokens T, the length of a sequence.
 */
export function recurrentNetwork(hidden: number, tokens: number): Architecture {
  const [biases, readout] = [hidden * hidden, hidden * hidden + hidden];
  const parameterCount = readout + hidden;
  return {
    hidden,
    tokens,
    outputs: 1,
    parameterCount,
    start(stream) {
      const parameters = gaussian(parameterCount, stream).map((entry) => entry / Math.sqrt(hidden));
      return parameters.fill(0, biases, readout);
    },
    forward(preActivations, parameters): ForwardPass {
      const samples = preActivations.length / (hidden * tokens);
      const states = new Float64Array(preActivations.length);
      const outputs = new Float64Array(samples);
      for (let s = 0; s < samples; s++) {
        for (let t = 0; t < tokens; t++) {
          const at = (s * tokens + t) * hidden;
          for (let i = 0; i < hidden; i++) {
            let sum = preActivations[at + i] + parameters[biases + i];
            if (t > 0) for (let j = 0; j < hidden; j++) sum += parameters[i * hidden + j] * states[at - hidden + j];
            states[at + i] = Math.tanh(sum);
          }
        }
        const last = ((s + 1) * tokens - 1) * hidden;
        for (let i = 0; i < hidden; i++) outputs[s] += parameters[readout + i] * states[last + i];
      }
      return {
        outputs,
        backward(outputGradient) {
          const gradient = new Float64Array(parameterCount);
          const deltas = new Float64Array(preActivations.length);
          for (let s = 0; s < samples; s++) {
            for (let t = tokens - 1; t >= 0; t--) {
              const at = (s * tokens + t) * hidden;
              for (let i = 0; i < hidden; i++) {
                let back = 0;
                if (t === tokens - 1) {
                  back = parameters[readout + i] * outputGradient[s];
                  gradient[readout + i] += states[at + i] * outputGradient[s];
                } else {
                  for (let j = 0; j < hidden; j++) back += parameters[j * hidden + i] * deltas[at + hidden + j];
                }
                deltas[at + i] = back * (1 - states[at + i] ** 2);
              }
              for (let i = 0; i < hidden; i++) {
                gradient[biases + i] += deltas[at + i];
                if (t === 0) continue;
                for (let j = 0; j < hidden; j++) gradient[i * hidden + j] += deltas[at + i] * states[at - hidden + j];
              }
            }
          }
          return { preActivations: deltas, parameters: gradient };
        },
      };
    },
  };
}

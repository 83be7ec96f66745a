import { layerGroup, type ReluLayerKernels } from "./relu-layer-kernels.ts";

/** The kernels in plain TypeScript, which serve where there is no WebAssembly with SIMD. */
export function portableReluLayerKernels(): ReluLayerKernels {
  let memory = new Float64Array(0);
  return {
    reserve(length) {
      if (memory.length < length) memory = new Float64Array(length);
      return memory;
    },

    writeActivations(units, inputs, samples, x, weights, biases, head, offset, activations, outputs) {
      memory.fill(offset, outputs, outputs + samples);
      for (let j = 0; j < units; j++) {
        const row = activations + j * samples;
        memory.fill(memory[biases + j], row, row + samples);
        for (let k = 0; k < inputs; k++) {
          const weight = memory[weights + j * inputs + k];
          const from = x + k * samples;
          for (let i = 0; i < samples; i++) memory[row + i] += weight * memory[from + i];
        }
        const factor = memory[head + j];
        for (let i = 0; i < samples; i++) {
          const z = memory[row + i];
          const activation = z < 0 ? 0 : z;
          memory[row + i] = activation;
          memory[outputs + i] += factor * activation;
        }
      }
    },

    writeActiveSums(units, inputs, samples, x, activations, values, inputSums, sums, activationSums, scratch) {
      for (let j = 0; j < units; j++) {
        const row = activations + j * samples;
        const active = scratch + (j % layerGroup) * samples;
        let even = 0;
        let odd = 0;
        for (let i = 0; i < samples; i += 2) {
          const first = memory[row + i] > 0 ? memory[values + i] : 0;
          const second = memory[row + i + 1] > 0 ? memory[values + i + 1] : 0;
          memory[active + i] = first;
          memory[active + i + 1] = second;
          even += first;
          odd += second;
        }
        memory[sums + j] = even + odd;
        memory[activationSums + j] = pairedDot(memory, row, values, samples);
        for (let k = 0; k < inputs; k++) {
          memory[inputSums + j * inputs + k] = pairedDot(memory, active, x + k * samples, samples);
        }
      }
    },

    writeActivationSquares(units, samples, activations, squares) {
      for (let j = 0; j < units; j++) {
        const row = activations + j * samples;
        let sum0 = 0;
        let sum1 = 0;
        let sum2 = 0;
        let sum3 = 0;
        for (let i = row; i < row + samples; i += 4) {
          sum0 += memory[i] * memory[i];
          sum1 += memory[i + 1] * memory[i + 1];
          sum2 += memory[i + 2] * memory[i + 2];
          sum3 += memory[i + 3] * memory[i + 3];
        }
        memory[squares + j] = sum0 + sum1 + (sum2 + sum3);
      }
    },
  };
}

function pairedDot(memory: Float64Array, left: number, right: number, length: number): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    even += memory[left + i] * memory[right + i];
    odd += memory[left + i + 1] * memory[right + i + 1];
  }
  return even + odd;
}

import { layerGroup, type ReluLayerKernels } from "../../linalg/kernels/relu-layer-kernels.ts";
import { reluLayerWorkspace } from "../../linalg/kernels/select-kernels.ts";
import { type NetworkState, partsOf } from "./network-state.ts";
import { type PaddedInputs, testBlock } from "./regression-task.ts";

/**
 * Room in the kernels' memory for one network and the points that it is asked about, and what the kernels do there. It
 * lasts until another one is opened in this thread.
 */
export class NetworkWorkspace {
  readonly inputs: number;
  readonly units: number;
  readonly memory: Float64Array;
  /** Where the parameters stand, in the order of `NetworkState`. */
  readonly parameters: number;
  /** Where sums over the samples stand, in the same order. */
  readonly gradient: number;
  /** Where a second set of them stands. */
  readonly curvature: number;
  /** Numbers of `parameters`. */
  readonly length: number;
  readonly samples: number;
  readonly stride: number;
  readonly #kernels: ReluLayerKernels;
  readonly #train: number;
  readonly #squares: number;
  readonly #ones: number;
  readonly #values: number;
  readonly #outputs: number;
  readonly #activations: number;
  readonly #scratch: number;
  readonly #block: number;
  readonly #parts: ReturnType<typeof partsOf>;

  constructor({ inputs, units, parameters }: NetworkState, train: PaddedInputs) {
    const { samples, stride } = train;
    const longest = Math.max(stride, testBlock);
    this.inputs = inputs;
    this.units = units;
    this.samples = samples;
    this.stride = stride;
    this.length = parameters.length;
    this.parameters = 0;
    this.gradient = this.length;
    this.curvature = this.gradient + this.length;
    // Regions begin at whole pairs, which are read at once.
    this.#train = 4 * Math.ceil((this.curvature + this.length) / 4);
    this.#squares = this.#train + inputs * stride;
    this.#ones = this.#squares + inputs * stride;
    this.#values = this.#ones + stride;
    this.#outputs = this.#values + stride;
    this.#scratch = this.#outputs + longest;
    this.#block = this.#scratch + layerGroup * stride;
    this.#activations = this.#block + inputs * testBlock;
    this.#parts = partsOf({ inputs, units });
    const { kernels, memory } = reluLayerWorkspace(this.#activations + units * longest);
    this.#kernels = kernels;
    this.memory = memory;
    memory.set(parameters, this.parameters);
    memory.set(train.data, this.#train);
    for (let i = 0; i < train.data.length; i++) memory[this.#squares + i] = train.data[i] ** 2;
    memory.fill(0, this.#ones, this.#ones + stride).fill(1, this.#ones, this.#ones + samples);
    memory.fill(0, this.#values, this.#values + stride);
  }

  /** A copy of the parameters as they are now. */
  copyParameters(): Float64Array {
    return this.memory.slice(this.parameters, this.parameters + this.length);
  }

  /** f of the training inputs; the activations stay for the sums below. The array is overwritten by the next call. */
  trainOutputs(): Float64Array {
    this.#forward(this.#train, this.stride);
    return this.memory.subarray(this.#outputs, this.#outputs + this.stride);
  }

  /** The training inputs' activations, by rows of one unit with `stride` numbers, as `trainOutputs` left them. */
  trainActivations(): Float64Array {
    return this.memory.subarray(this.#activations, this.#activations + this.units * this.stride);
  }

  /** f of up to `testBlock` other inputs. The activations and the array are overwritten by the next call. */
  outputsOf({ stride, data }: PaddedInputs): Float64Array {
    this.memory.set(data, this.#block);
    this.#forward(this.#block, stride);
    return this.memory.subarray(this.#outputs, this.#outputs + stride);
  }

  /** Where Σ_i v_i·∂f(x_i)/∂θ takes its v from; 0 beyond the samples. */
  get values(): Float64Array {
    return this.memory.subarray(this.#values, this.#values + this.stride);
  }

  /** gradient ← Σ_i v_i·∂f(x_i)/∂θ over the training inputs, after `trainOutputs`. */
  writeGradient(): void {
    const { memory, gradient, units, inputs } = this;
    const { head, offset } = this.#parts;
    this.#activeSums(this.#train, this.#values, gradient);
    for (let j = 0; j < units; j++) {
      const factor = memory[this.parameters + head + j];
      const row = gradient + j * inputs;
      for (let k = 0; k < inputs; k++) memory[row + k] *= factor;
      memory[gradient + units * inputs + j] *= factor;
    }
    let sum = 0;
    for (let i = this.#values; i < this.#values + this.stride; i++) sum += memory[i];
    memory[gradient + offset] = sum;
  }

  /** curvature ← Σ_i (∂f(x_i)/∂θ)² over the training inputs, entry by entry, after `trainOutputs`. */
  writeSquaredGradients(): void {
    const { memory, curvature, units, inputs, samples, stride } = this;
    const { head, offset, biases } = this.#parts;
    // A unit may be active where there is no sample, by its bias.
    for (let j = 0; samples < stride && j < units; j++) {
      const row = this.#activations + j * stride;
      memory.fill(0, row + samples, row + stride);
    }
    this.#activeSums(this.#squares, this.#ones, curvature);
    for (let j = 0; j < units; j++) {
      const factor = memory[this.parameters + head + j] ** 2;
      const row = curvature + j * inputs;
      for (let k = 0; k < inputs; k++) memory[row + k] *= factor;
      memory[curvature + biases + j] *= factor;
    }
    this.#kernels.writeActivationSquares(units, stride, this.#activations, curvature + head);
    memory[curvature + offset] = samples;
  }

  #forward(x: number, stride: number): void {
    const { parameters, units, inputs, memory } = this;
    const { biases, head, offset } = this.#parts;
    this.#kernels.writeActivations(
      units,
      inputs,
      stride,
      x,
      parameters,
      parameters + biases,
      parameters + head,
      memory[parameters + offset],
      this.#activations,
      this.#outputs,
    );
  }

  #activeSums(x: number, values: number, to: number): void {
    const { units, inputs, stride } = this;
    const { biases, head } = this.#parts;
    this.#kernels.writeActiveSums(
      units,
      inputs,
      stride,
      x,
      this.#activations,
      values,
      to,
      to + biases,
      to + head,
      this.#scratch,
    );
  }
}

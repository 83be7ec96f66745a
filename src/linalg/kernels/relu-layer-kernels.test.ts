import { expect, it } from "vitest";
import { entries, epsilon } from "../testing/matrices.ts";
import { portableReluLayerKernels } from "./portable-relu-layer-kernels.ts";
import type { ReluLayerKernels } from "./relu-layer-kernels.ts";
import { simdReluLayerKernels } from "./simd-relu-layer-kernels.ts";

const portable = portableReluLayerKernels();
const simd = simdReluLayerKernels();

/** Where everything stands; the first region begins at an odd place, so that nothing rests on alignment. */
function placesOf(units: number, inputs: number, samples: number) {
  const x = 3;
  const weights = x + inputs * samples;
  const biases = weights + units * inputs;
  const head = biases + units;
  const activations = head + units;
  const outputs = activations + units * samples;
  const values = outputs + samples;
  const inputSums = values + samples;
  const sums = inputSums + units * inputs;
  const activationSums = sums + units;
  const squares = activationSums + units;
  const scratch = squares + units;
  return {
    x,
    weights,
    biases,
    head,
    activations,
    outputs,
    values,
    inputSums,
    sums,
    activationSums,
    squares,
    scratch,
    end: scratch + 4 * samples,
  };
}

/** The memory after all products, whole, so that a number written beside a result shows. */
function memoryAfter(
  kernels: ReluLayerKernels,
  [units, inputs, samples]: readonly number[],
  change: (memory: Float64Array) => void = () => {},
): Float64Array {
  const at = placesOf(units, inputs, samples);
  const length = at.end + 8;
  const memory = kernels.reserve(length);
  memory.set(entries(length, 1000 * units + 10 * inputs + samples));
  change(memory);
  kernels.writeActivations(
    units,
    inputs,
    samples,
    at.x,
    at.weights,
    at.biases,
    at.head,
    1 / 3,
    at.activations,
    at.outputs,
  );
  kernels.writeActiveSums(
    units,
    inputs,
    samples,
    at.x,
    at.activations,
    at.values,
    at.inputSums,
    at.sums,
    at.activationSums,
    at.scratch,
  );
  kernels.writeActivationSquares(units, samples, at.activations, at.squares);
  return memory.slice(0, length);
}

function expectSameBits(shape: readonly number[], change?: (memory: Float64Array) => void): void {
  expect(simd).toBeDefined();
  if (simd === undefined) return;
  const expected = memoryAfter(portable, shape, change);
  const actual = memoryAfter(simd, shape, change);
  const differing = actual.findIndex((value, i) => !Object.is(value, expected[i]));
  expect(differing, shape.join(" × ")).toBe(-1);
}

it("have the bits of plain TypeScript in all small shapes, and in the experiments' own", () => {
  for (const units of [4, 8, 12]) {
    for (const samples of [4, 8, 12, 20]) {
      for (let inputs = 1; inputs <= 7; inputs++) expectSameBits([units, inputs, samples]);
    }
  }
  expectSameBits([500, 10, 200]);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, -0, 5e-324])("treat a weight of %d alike", (value) => {
  const shape = [8, 3, 12];
  const { weights, x, values } = placesOf(8, 3, 12);
  expectSameBits(shape, (memory) => {
    memory[weights + 4] = value;
    memory[x + 5] = value;
    memory[values + 2] = value;
  });
});

it("are the sums that they are said to be", () => {
  const [units, inputs, samples] = [8, 5, 24];
  const at = placesOf(units, inputs, samples);
  const memory = memoryAfter(portable, [units, inputs, samples]);
  const z = (j: number, i: number) => {
    let sum = memory[at.biases + j];
    for (let k = 0; k < inputs; k++) sum += memory[at.weights + j * inputs + k] * memory[at.x + k * samples + i];
    return sum;
  };
  const sum = (term: (i: number) => number) => {
    let total = 0;
    for (let i = 0; i < samples; i++) total += term(i);
    return total;
  };
  // Sums of 24 terms below 6 in modulus, in another order.
  const near = (actual: number, expected: number) =>
    expect(Math.abs(actual - expected)).toBeLessThan(samples * samples * 36 * epsilon);
  let active = 0;
  for (let j = 0; j < units; j++) {
    const value = (i: number) => (z(j, i) > 0 ? memory[at.values + i] : 0);
    for (let i = 0; i < samples; i++) {
      if (z(j, i) > 0) active++;
      near(memory[at.activations + j * samples + i], Math.max(0, z(j, i)));
    }
    near(memory[at.sums + j], sum(value));
    near(
      memory[at.activationSums + j],
      sum((i) => value(i) * z(j, i)),
    );
    near(
      memory[at.squares + j],
      sum((i) => Math.max(0, z(j, i)) ** 2),
    );
    for (let k = 0; k < inputs; k++) {
      near(
        memory[at.inputSums + j * inputs + k],
        sum((i) => value(i) * memory[at.x + k * samples + i]),
      );
    }
  }
  // Some units are active and some are not.
  expect(active).toBeGreaterThan(20);
  expect(active).toBeLessThan(units * samples - 20);
  for (let i = 0; i < samples; i++) {
    let output = 1 / 3;
    for (let j = 0; j < units; j++) output += memory[at.head + j] * Math.max(0, z(j, i));
    near(memory[at.outputs + i], output);
  }
});

it("leave units and samples of zeros without effect", () => {
  const shape = [8, 3, 12];
  const at = placesOf(8, 3, 12);
  const memory = memoryAfter(portable, shape, (numbers) => {
    numbers.fill(0, at.weights + 5 * 3, at.weights + 8 * 3);
    numbers.fill(0, at.biases + 5, at.biases + 8);
    numbers.fill(0, at.head + 5, at.head + 8);
  });
  expect([...memory.slice(at.inputSums + 15, at.inputSums + 24)]).toEqual(Array(9).fill(0));
  for (const sums of [at.sums, at.activationSums, at.squares]) {
    expect([...memory.slice(sums + 5, sums + 8)]).toEqual([0, 0, 0]);
  }
});

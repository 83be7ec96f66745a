import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import type { Architecture } from "./architecture.ts";
import { attentionNetwork } from "./attention-network.ts";
import { denseNetwork, gaussian, hyperbolicTangent, rectifier } from "./dense-network.ts";
import { recurrentNetwork } from "./recurrent-network.ts";

const architectures: readonly (readonly [string, Architecture])[] = [
  ["a tanh network", denseNetwork([3, 1], hyperbolicTangent)],
  ["a deep tanh network with two outputs", denseNetwork([3, 4, 5, 2], hyperbolicTangent)],
  ["a network of rectifiers", denseNetwork([4, 3, 1], rectifier)],
  ["a recurrent network", recurrentNetwork(3, 4)],
  ["a layer of attention", attentionNetwork(3, 4)],
];

const samples = 3;

function problem(architecture: Architecture, seed: number) {
  const stream = createStream(`architecture ${seed}`);
  const { hidden, tokens, outputs, parameterCount } = architecture;
  return {
    preActivations: gaussian(samples * tokens * hidden, stream.child("z")),
    // Biases of 0 would hide mistakes in theirs.
    parameters: architecture.start(stream.child("start")).map((value, i) => value + 0.3 * Math.sin(i + parameterCount)),
    weights: gaussian(samples * outputs, stream.child("weights")),
  };
}

describe.each(architectures)("%s", (_, architecture) => {
  it("goes back by the derivatives of what it does forward", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { preActivations, parameters, weights } = problem(architecture, seed);
        const value = (z: Float64Array, theta: Float64Array): number =>
          architecture.forward(z, theta).outputs.reduce((sum, output, i) => sum + weights[i] * output, 0);
        const back = architecture.forward(preActivations, parameters).backward(weights);
        const stream = createStream(`direction ${seed}`);
        const alongZ = gaussian(preActivations.length, stream);
        const alongTheta = gaussian(parameters.length, stream);
        // A central difference of step ε^⅓ has errors of ε^⅔ times derivatives of order three.
        const step = Number.EPSILON ** (1 / 3);
        const moved = (sign: number): number =>
          value(
            preActivations.map((z, i) => z + sign * step * alongZ[i]),
            parameters.map((theta, i) => theta + sign * step * alongTheta[i]),
          );
        const difference = (moved(1) - moved(-1)) / (2 * step);
        const exact =
          back.preActivations.reduce((sum, entry, i) => sum + entry * alongZ[i], 0) +
          back.parameters.reduce((sum, entry, i) => sum + entry * alongTheta[i], 0);
        expect(Math.abs(difference - exact)).toBeLessThan(1e4 * step ** 2 * (1 + Math.abs(exact)));
      }),
      // No kink of a rectifier lies within ε^⅓ of these points.
      { numRuns: 20, seed: 3 },
    );
  });

  it("treats samples one by one, and starts where its stream says", () => {
    const { preActivations, parameters } = problem(architecture, 1);
    const { outputs } = architecture.forward(preActivations, parameters);
    const perSample = preActivations.length / samples;
    const own = architecture.forward(preActivations.slice(perSample, 2 * perSample), parameters).outputs;
    expect([...own]).toEqual([...outputs.slice(architecture.outputs, 2 * architecture.outputs)]);
    expect(architecture.start(createStream("a"))).toEqual(architecture.start(createStream("a")));
    expect(architecture.start(createStream("a"))).not.toEqual(architecture.start(createStream("b")));
    expect(architecture.start(createStream("a"))).toHaveLength(architecture.parameterCount);
  });
});

describe("sequences", () => {
  const reversed = (z: Float64Array, tokens: number, hidden: number): Float64Array =>
    z.map((_, i) => z[(tokens - 1 - Math.floor(i / hidden)) * hidden + (i % hidden)]);

  it("have no order for attention, and one for a recurrent network", () => {
    const outputsOf = (architecture: Architecture): [number, number] => {
      const z = gaussian(4 * 3, createStream("tokens"));
      const parameters = architecture.start(createStream("parameters"));
      return [z, reversed(z, 4, 3)].map((tokens) => architecture.forward(tokens, parameters).outputs[0]) as [
        number,
        number,
      ];
    };
    const [forwards, backwards] = outputsOf(attentionNetwork(3, 4));
    // Sums of twelve numbers near 1 in another order, a few times.
    expect(Math.abs(forwards - backwards)).toBeLessThan(200 * Number.EPSILON);
    const [first, second] = outputsOf(recurrentNetwork(3, 4));
    expect(Math.abs(first - second)).toBeGreaterThan(1e-3);
  });
});

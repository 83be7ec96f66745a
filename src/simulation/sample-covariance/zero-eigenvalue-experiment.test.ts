import { expect, it } from "vitest";
import { createStream } from "../random/create-stream.ts";
import { experiment } from "./zero-eigenvalue-experiment.ts";

const problemAt = (weight: number, phi: number, size: number) =>
  experiment.realise(
    experiment.parameters.parse({ population: { kind: "atoms", values: [0, 1], weights: [weight, 1 - weight] }, phi }),
    size,
  );

// rank Σ̂ = min(rank Σ, n) almost surely; a hard edge (rank Σ = n) is left out, where small eigenvalues are no zeros.
it.each([
  [0.25, 0.5, 8, 0.25],
  [0.5, 4, 8, 0.75],
  [0.75, 2, 8, 0.75],
  [0.125, 2, 40, 0.5],
])("counts the zeros: H{0} = %f, φ = %f, size %i", (weight, phi, size, expected) => {
  const problem = problemAt(weight, phi, size);
  for (let replicate = 0; replicate < 5; replicate++) {
    const observed = experiment.run([problem, problem], createStream(["zeros", replicate]));
    expect(observed).toEqual([{ zeroShare: expected }, { zeroShare: expected }]);
  }
});

it("answers no problems with nothing, and costs more at a larger size", () => {
  expect(experiment.run([], createStream("none"))).toEqual([]);
  expect(experiment.cost(problemAt(0.5, 1, 20))).toBeGreaterThan(experiment.cost(problemAt(0.5, 1, 10)));
});

it("refuses what it does not know, and a Σ that is 0", () => {
  expect(() => experiment.parameters.parse({ phi: 1 })).toThrow(expect.objectContaining({ field: "population" }));
  const population = { kind: "atoms", values: [1] };
  expect(() => experiment.parameters.parse({ population, phi: 1, lambda: 1 })).toThrow(
    expect.objectContaining({ code: "invalid-input", field: "lambda" }),
  );
  expect(() => problemAt(0.99, 1, 4)).toThrow(expect.objectContaining({ field: "size" }));
});

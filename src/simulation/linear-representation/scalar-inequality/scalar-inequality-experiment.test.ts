import { describe, expect, it } from "vitest";
import { createStream } from "../../random/create-stream.ts";
import { itKeepsTheContract, observe } from "../testing/experiment-contract.ts";
import { experiment } from "./scalar-inequality-experiment.ts";

describe("the scalar-inequality experiment", () => {
  itKeepsTheContract(experiment, {
    size: 1,
    cell: [
      { a: 0.9, b: 0.2 },
      { a: 0.9, b: 0.3 },
    ],
    bad: [
      [{ a: 0.4, b: 0.2 }, "a"],
      [{ a: 0.9, b: 1.2 }, "b"],
      [{ a: 0.9 }, "b"],
      [{ a: 0.9, b: 0.2, c: 1 }, "c"],
    ],
    badSizes: [0, 2],
  });

  it("draws large and small steps, each half of the time", () => {
    const problem = experiment.realise({ a: 0.9, b: 0.2 }, 1);
    const etas = Array.from(
      { length: 2000 },
      (_, i) => experiment.run([problem], createStream(`eta ${i}`))[0].eta as number,
    );
    expect(etas.every((eta) => eta > 0 && eta <= 1)).toBe(true);
    // Below 1e-3: half of the logarithmic ones, and one in a thousand of the uniform ones: .2505 ± 6·.0097.
    const small = etas.filter((eta) => eta < 1e-3).length / etas.length;
    expect(Math.abs(small - 0.2505)).toBeLessThan(6 * 0.0097);
  });

  it("is the quotient by hand", () => {
    const { left, eta } = observe(experiment, { a: 0.9, b: 0 }, 1, "by hand");
    expect(left).toBe(1 - eta);
  });
});

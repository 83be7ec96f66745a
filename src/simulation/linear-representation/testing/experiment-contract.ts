import { expect, it } from "vitest";
import type { Parameters } from "../../../foundation/json.ts";
import type { Experiment } from "../../experiment.ts";
import { createStream } from "../../random/create-stream.ts";

/** The observations of one point at a size, from the stream of a key. */
export function observe<P extends Parameters>(
  experiment: Experiment<P>,
  point: object,
  size: number,
  key: string,
): Record<string, number> {
  const problem = experiment.realise(experiment.parameters.parse(point), size);
  return experiment.run([problem], createStream(key))[0] as Record<string, number>;
}

/**
 * What every experiment promises: numbers under its observables' names and nothing else, the same bits whatever the
 * companions in a cell, no points without observations, a cost, realised points that can be read, and errors that name what
 * is wrong.
 */
export function itKeepsTheContract<P extends Parameters>(
  experiment: Experiment<P>,
  {
    size,
    cell,
    otherCell,
    bad,
    badSizes,
  }: {
    readonly size: number;
    /** Points of one cell that differ from one another. */
    readonly cell: readonly object[];
    /** A point that cannot share its random numbers with them; absent where all can. */
    readonly otherCell?: object;
    readonly bad: readonly (readonly [point: object, field: string])[];
    readonly badSizes: readonly number[];
  },
): void {
  const problems = cell.map((point) => experiment.realise(experiment.parameters.parse(point), size));

  it("gives finite numbers under its observables' names, the same bits whatever the companions", () => {
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(experiment.run([problem], createStream("companions"))).toEqual([together[i]]);
    });
    expect(experiment.run([...problems].reverse(), createStream("companions"))).toEqual([...together].reverse());
    for (const observed of together) {
      expect(Object.keys(observed)).toEqual(Object.keys(experiment.observables));
      for (const value of Object.values(observed)) expect(Number.isFinite(value)).toBe(true);
    }
    expect(new Set(together.map((observed) => JSON.stringify(observed))).size).toBe(cell.length);
    expect(experiment.run([], createStream("companions"))).toEqual([]);
    if (otherCell === undefined) return;
    const other = experiment.realise(experiment.parameters.parse(otherCell), size);
    expect(() => experiment.run([problems[0], other], createStream("two"))).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "problems[1]" }),
    );
  });

  it("reads its realised points, and costs something", () => {
    for (const problem of problems) {
      expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
      expect(experiment.cost(problem)).toBeGreaterThan(0);
    }
  });

  it("refuses points and sizes outside their domains, naming the member", () => {
    for (const [point, field] of bad) {
      expect(() => experiment.realise(experiment.parameters.parse(point), size), JSON.stringify(point)).toThrow(
        expect.objectContaining({ code: "invalid-input", field }),
      );
    }
    for (const wrong of badSizes) {
      expect(() => experiment.realise(experiment.parameters.parse(cell[0]), wrong)).toThrow(
        expect.objectContaining({ code: "invalid-input", field: "size" }),
      );
    }
  });
}

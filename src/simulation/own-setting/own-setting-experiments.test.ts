import { describe, expect, it } from "vitest";
import { type DenseMatrix, multiply } from "../../linalg/index.ts";
import { train } from "../input-map/training.ts";
import { distance, squaredNorm } from "../matrix-identities/norms.ts";
import { createStream } from "../random/create-stream.ts";
import { experiment as coupling } from "./own-setting-coupling-experiment.ts";
import { experiment as laws } from "./own-setting-laws-experiment.ts";
import { ownSettingParameters, recordedSteps } from "./own-setting-parameters.ts";
import { ownSettingProblem } from "./own-setting-problem.ts";

const base = { exponent: -1, hidden: 4, steps: 6, records: 3 };

const run = (experiment: typeof laws, point: object, key: string) =>
  experiment.run([experiment.realise(experiment.parameters.parse(point), 15)], createStream(key))[0];

describe("the paper's problem", () => {
  it("has the same Gram matrix on both sides, standardised labels, and Z from carried starts", () => {
    for (const exponent of [-1, 0.5]) {
      const point = ownSettingParameters.parse({ ...base, exponent });
      const stream = createStream("problem");
      const { labels, onInputs, onOtherInputs, drawStart, carried } = ownSettingProblem(point, 30, stream);
      const start = drawStart(stream.child("start"));
      const [left, right] = [onInputs(start), onOtherInputs(carried(start))];
      const powers = Float64Array.from({ length: 10 }, (_, j) => (j === 0 ? 10 : 0.1) ** exponent);
      const gram = (x: DenseMatrix): Float64Array => {
        const weighted = { ...x, data: x.data.map((entry, i) => entry * powers[i % 10]) };
        return multiply(weighted, x, { transposeB: true }).data;
      };
      const size = Math.sqrt(squaredNorm(gram(left.inputs)));
      // Powers with a condition of 100, twice.
      expect(distance(gram(left.inputs), gram(right.inputs))).toBeLessThan(1e5 * Number.EPSILON * size);
      expect(distance(left.inputs.data, right.inputs.data)).toBeGreaterThan(1);
      const [zLeft, zRight] = [left, right].map(({ inputs, weights }) => multiply(inputs, weights).data);
      expect(distance(zLeft, zRight)).toBeLessThan(1e5 * Number.EPSILON * Math.sqrt(squaredNorm(zLeft)));
      expect(Math.abs(labels.data.reduce((sum, y) => sum + y, 0))).toBeLessThan(100 * Number.EPSILON);
      expect(Math.abs(squaredNorm(labels.data) / 30 - 1)).toBeLessThan(100 * Number.EPSILON);
    }
  });

  it("has Kaiming's starts and isotropic ones of the same size, with eigenvalues that the teacher's case exchanges", () => {
    for (const start of ["kaiming-uniform", "p-isotropic"]) {
      const point = ownSettingParameters.parse({ ...base, hidden: 4000, start });
      const { drawStart, onInputs } = ownSettingProblem(point, 20, createStream("starts"));
      const { data } = drawStart(createStream(start));
      const meanSquare = squaredNorm(data) / data.length;
      // The mean of 4,000 squares at least that matter, with a relative deviation of at most √2 each: six times .0224.
      expect(Math.abs(meanSquare / 2e-7 - 1)).toBeLessThan(0.14);
      const largest = Math.max(...data.map(Math.abs));
      // Rows of 4,000 squares each: their ratio has a relative deviation of at most .032.
      const rows = [0, 1].map((i) => squaredNorm(data.slice(i * 4000, (i + 1) * 4000)));
      expect(Math.abs(rows[1] / rows[0] / (start === "kaiming-uniform" ? 1 : 100) - 1)).toBeLessThan(0.2);
      if (start === "kaiming-uniform") expect(largest).toBeLessThan(1e-3 * Math.sqrt(0.6));
      else expect(largest).toBeGreaterThan(1e-3 * Math.sqrt(0.6));
      const { parameters } = onInputs(drawStart(createStream(start)));
      expect(Math.max(...parameters.map(Math.abs))).toBeLessThan(1e-3 * Math.sqrt(6 / 4000));
    }
    const sizeOf = (teacherCase: string): number =>
      squaredNorm(
        ownSettingProblem(ownSettingParameters.parse({ ...base, teacherCase }), 200, createStream("case")).onInputs(
          ownSettingProblem(ownSettingParameters.parse(base), 20, createStream("case")).drawStart(createStream("w")),
        ).inputs.data,
      ) / 200;
    // tr Σ is 10.9 and 90.1; sums of 200 chi-squared numbers, the larger ones of them with a relative deviation of .1.
    expect(Math.abs(sizeOf("high") - 10.9)).toBeLessThan(6);
    expect(Math.abs(sizeOf("low") - 90.1)).toBeLessThan(30);
  });

  it("has noise of the standard deviation of the signal over their ratio", () => {
    const labelsAt = (signalToNoise: number): Float64Array =>
      ownSettingProblem(ownSettingParameters.parse({ ...base, signalToNoise }), 4000, createStream("noise")).labels
        .data;
    const [noisy, clean] = [labelsAt(2), labelsAt(1e6)];
    const correlation = noisy.reduce((sum, y, i) => sum + y * clean[i], 0) / 4000;
    // 1/(1 + ¼), up to .16 times the deviations of a variance and of a mean of 4,000 normal numbers, at most .022 each:
    // the bound is ten times that.
    expect(Math.abs(correlation ** 2 - 0.8)).toBeLessThan(0.06);
  });

  it("decays within the preconditioner or beside it", () => {
    const step = (changes: object): Float64Array => {
      const point = ownSettingParameters.parse({ ...base, steps: 1, learningRate: 0.5, ...changes });
      const stream = createStream("decay");
      const { onInputs, drawStart } = ownSettingProblem(point, 20, stream);
      return train(onInputs(drawStart(stream.child("start")))).weights[1];
    };
    const start = ownSettingProblem(ownSettingParameters.parse(base), 20, createStream("decay")).drawStart(
      createStream("decay").child("start"),
    ).data;
    const without = step({ decay: 0 });
    const inside = step({ decay: 10 });
    const decoupled = step({ decay: 10, decayPlacement: "decoupled" });
    start.forEach((weight, i) => {
      // η·λ/n is .25; P is .1 on the first row and 10 on the others.
      const power = i < 4 ? 0.1 : 10;
      const rounding = 1e3 * Number.EPSILON * (Math.abs(weight) + Math.abs(without[i])) * 10;
      expect(Math.abs(without[i] - inside[i] - 0.25 * power * weight)).toBeLessThan(rounding);
      expect(Math.abs(without[i] - decoupled[i] - 0.25 * weight)).toBeLessThan(rounding);
    });
  });
});

describe("the coupled run", () => {
  it("agrees up to rounding without decay or with decoupled decay, and not with decay inside", () => {
    for (const exponent of [-1, 0.5]) {
      for (const changes of [{ decay: 0 }, { decay: 1, decayPlacement: "decoupled" }]) {
        const observed = run(coupling, { ...base, ...changes, exponent }, "coupled") as Record<string, number>;
        const disturbed = 15 * 10 + 10 * 4 + 2 * 4 + 1;
        const factor = Math.sqrt(disturbed) * (3 * 10 ** 2.5 + 15 + 40 + 12);
        expect(observed.difference).toBeLessThanOrEqual(factor * Number.EPSILON * observed.condition);
      }
      expect(run(coupling, { ...base, decay: 1, exponent }, "coupled").difference).toBeGreaterThan(1e-5);
    }
  });

  it("allows for the condition of P, once", () => {
    // Nothing moves in one step from starts of 10⁻³ but by a few times what it is off by.
    const { condition } = run(coupling, { ...base, steps: 1 }, "condition");
    expect(condition).toBeGreaterThanOrEqual(100);
    expect(condition).toBeLessThan(1000);
  });

  it("has another start of its own on the other inputs", () => {
    const point = ownSettingParameters.parse(base);
    const seen = run(laws, point, "starts");
    const stream = createStream("starts");
    const { labels, onOtherInputs, drawStart } = ownSettingProblem(point, 15, stream);
    const { inputs, weights } = onOtherInputs(drawStart(stream.child("start")));
    const z = multiply(inputs, weights);
    const same = Math.log(squaredNorm(multiply(z, labels, { transposeA: true }).data) / squaredNorm(z.data));
    expect(Math.abs((seen.startAlignmentRight as number) - same)).toBeGreaterThan(1e-3);
  });

  it("records its trajectory at the steps that it says", () => {
    const point = ownSettingParameters.parse({ ...base, decay: 1 });
    expect(recordedSteps(point)).toEqual([0, 2, 4, 6]);
    const { gapTrajectory, difference } = run(coupling, point, "recorded");
    expect(gapTrajectory).toHaveLength(4);
    expect(Math.max(...(gapTrajectory as Float64Array))).toBeLessThanOrEqual(difference as number);
    const other = run(laws, point, "recorded");
    expect(other.lossTrajectoryLeft).toHaveLength(4);
    // Standardised labels, and outputs of order 10⁻⁶ at the start.
    expect(Math.abs((other.lossTrajectoryRight as Float64Array)[0] - 1)).toBeLessThan(1e-4);
  });
});

describe.each([
  ["laws", laws],
  ["coupling", coupling],
] as const)("the %s experiment", (_, experiment) => {
  it("gives the same bits whatever the companions, under its observables' names", () => {
    const problems = [base, { ...base, exponent: 0.5 }, { ...base, start: "p-isotropic" }].map((point) =>
      experiment.realise(experiment.parameters.parse(point), 12),
    );
    const together = experiment.run(problems, createStream("companions"));
    problems.forEach((problem, i) => {
      expect(experiment.run([problem], createStream("companions"))).toEqual([together[i]]);
      expect(experiment.parameters.parse(problem.realised)).toEqual(problem.realised);
      expect(experiment.cost(problem)).toBeGreaterThan(0);
    });
    for (const observed of together) expect(Object.keys(observed)).toEqual(Object.keys(experiment.observables));
    expect(experiment.run([], createStream("none"))).toEqual([]);
  });

  it.each([
    [{ exponent: 3 }, "exponent"],
    [{}, "exponent"],
    [{ exponent: 0, teacherCase: "top" }, "teacherCase"],
    [{ exponent: 0, start: "zero" }, "start"],
    [{ exponent: 0, decay: -1 }, "decay"],
    [{ exponent: 0, steps: 0 }, "steps"],
    [{ exponent: 0, signalToNoise: 0 }, "signalToNoise"],
    [{ exponent: 0, width: 3 }, "width"],
  ])("rejects %j, naming %s", (point, field) => {
    expect(() => experiment.parameters.parse(point)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
  });

  it.each([9, 10.5, 20_000])("rejects size %d", (size) => {
    expect(() => experiment.realise(experiment.parameters.parse(base), size)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "size" }),
    );
  });
});

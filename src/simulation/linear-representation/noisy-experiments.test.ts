import { describe, expect, it } from "vitest";
import type { Parameters } from "../../foundation/json.ts";
import type { Experiment } from "../experiment.ts";
import { createStream } from "../random/create-stream.ts";
import { experiment as signStep } from "../sign-step/sign-step-experiment.ts";
import { experiment as finiteBatch } from "./finite-batch/finite-batch-experiment.ts";
import { inputEigenvalues } from "./input-eigenvalues.ts";
import { experiment as rescaledInputs } from "./rescaled-inputs/rescaled-inputs-experiment.ts";
import { experiment as selfNormalised } from "./self-normalised/self-normalised-experiment.ts";
import { experiment as stationary } from "./stationary/stationary-experiment.ts";
import { experiment as transfer } from "./transfer/transfer-experiment.ts";

const teacher = {
  inputs: 6,
  features: 2,
  outputs: 3,
  covariance: { basis: "haar", spectrum: { kind: "log-spaced", condition: 10 } },
  head: { kind: "log-spaced", condition: 2 },
  noiseVariance: 0.01,
};

/** Each experiment with a point, one that differs and shares its random numbers, a size, and bad points with their field. */
const cases: readonly [Experiment, Parameters, Parameters, number, readonly [object, string][]][] = [
  [
    finiteBatch,
    { ...teacher, eta: 0.5, distance: 0.1 },
    { eta: 1 },
    30,
    [
      [{ distance: 1 }, "distance"],
      [{ eta: 2 }, "eta"],
      [{ features: 4 }, "features"],
      [{ outputs: 1 }, "outputs"],
      [{ noiseVariance: -1 }, "noiseVariance"],
      [{ rank: 1 }, "rank"],
    ],
  ],
  [
    stationary,
    { ...teacher, eta: 0.5, steps: 3, beside: "full steps" },
    { missing: 1 },
    30,
    [
      [{ missing: 3 }, "missing"],
      [{ eta: Number.NaN }, "eta"],
      [{ beside: "half steps" }, "beside"],
      [{ instance: -1 }, "instance"],
    ],
  ],
  [
    transfer,
    { ...teacher, distance: 0.5, draws: 4 },
    { noiseVariance: 0 },
    12,
    [
      [{ draws: 0 }, "draws"],
      [{ distance: -0.1 }, "distance"],
      [{ inputLaw: "cauchy" }, "inputLaw"],
    ],
  ],
  [
    rescaledInputs,
    { ...teacher, distance: 0.5, eta: 0.3, steps: 4, rescaling: "batch-norm" },
    { rescaling: "whitening" },
    50,
    [
      [{ rescaling: "layer-norm" }, "rescaling"],
      [{ steps: 0 }, "steps"],
      [{ covariance: { basis: "other" } }, "covariance.basis"],
    ],
  ],
  [
    selfNormalised,
    { inputs: 4, outputs: 2, noiseVariance: 1, regularisation: 2 },
    { design: "adaptive" },
    12,
    [
      [{ regularisation: 0 }, "regularisation"],
      [{ noiseVariance: 0 }, "noiseVariance"],
      [{ design: "optimal" }, "design"],
      [{ inputs: 1.5 }, "inputs"],
    ],
  ],
  [
    signStep,
    {
      population: { kind: "atoms", values: [1, 2], weights: [0.5, 0.5] },
      phi: 0.5,
      teacher: { kind: "relu" },
      noiseVariance: 0.1,
      eigenbasis: "haar",
      columns: 3,
    },
    { eigenbasis: "coordinates", direction: "top-eigenvector" },
    10,
    [
      [{ eigenbasis: "other" }, "eigenbasis"],
      [{ direction: "any" }, "direction"],
      [{ phi: 0 }, "phi"],
      [{ columns: 0 }, "columns"],
    ],
  ],
] as unknown as readonly [Experiment, Parameters, Parameters, number, readonly [object, string][]][];

describe.each(cases)("$id", (experiment, point, change, size, bad) => {
  const problemOf = (members: object) => experiment.realise(experiment.parameters.parse(members), size);
  const own = problemOf(point);
  const other = problemOf({ ...point, ...change });

  it("gives the same bits whatever the companions, and its observables alone", () => {
    const together = experiment.run([own, other, own], createStream("together"));
    const [alone] = experiment.run([own], createStream("together"));
    expect(together[0]).toEqual(alone);
    expect(together[2]).toEqual(alone);
    expect(together[1]).not.toEqual(alone);
    expect(experiment.run([other], createStream("together"))[0]).toEqual(together[1]);
    for (const [name, value] of Object.entries(alone)) {
      expect(experiment.observables).toHaveProperty(name);
      expect(Number.isFinite(value)).toBe(true);
    }
    expect(experiment.run([], createStream("together"))).toEqual([]);
  });

  it("reads what it has realised, and costs something", () => {
    expect(experiment.parameters.parse(own.realised)).toEqual(own.realised);
    expect(experiment.cost(own)).toBeGreaterThan(0);
  });

  it.each(bad)("rejects %j, naming %s", (members, field) => {
    expect(() => experiment.parameters.parse({ ...point, ...members })).toThrow(
      expect.objectContaining({ code: "invalid-input", field }),
    );
  });

  it.each([0, 1.5, Number.NaN])("rejects size %d", (wrong) => {
    expect(() => experiment.realise(experiment.parameters.parse(point), wrong)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "size" }),
    );
  });
});

describe("what is known by hand", () => {
  it("one input and one sample: the self-normalised sum", () => {
    const problem = selfNormalised.realise(
      selfNormalised.parameters.parse({ inputs: 1, outputs: 1, noiseVariance: 4, regularisation: 3 }),
      1,
    );
    const [{ squaredNorm, logDeterminantRatio }] = selfNormalised.run([problem], createStream("by hand")) as [
      Record<string, number>,
    ];
    const x = createStream("by hand").child("inputs").normal();
    const w = 2 * createStream("by hand").child("noise").normal();
    expect(Math.abs(squaredNorm / ((x * w) ** 2 / (3 + x * x)) - 1)).toBeLessThan(20 * Number.EPSILON);
    // Two logarithms of order 1 are subtracted.
    expect(Math.abs(logDeterminantRatio - Math.log1p((x * x) / 3))).toBeLessThan(10 * Number.EPSILON);
  });

  it("the eigenvalues of inputs", () => {
    expect([...inputEigenvalues({ inputs: 2, covariance: { basis: "identity" } })]).toEqual([1, 1]);
    expect(() => inputEigenvalues({ inputs: 2, covariance: { basis: "perturbed-identity", deviation: 0.1 } })).toThrow(
      expect.objectContaining({ field: "covariance.basis" }),
    );
  });

  it("whitened inputs have condition number 1, and a diagonal Σ is whitened by batch normalisation", () => {
    const point = { ...teacher, distance: 0.5, eta: 0.3, steps: 1 };
    for (const [rescaling, basis] of [
      ["whitening", "haar"],
      ["batch-norm", "diagonal"],
    ]) {
      const members = { ...point, rescaling, covariance: { basis, spectrum: { kind: "log-spaced", condition: 10 } } };
      const problem = rescaledInputs.realise(rescaledInputs.parameters.parse(members), 40);
      const [{ conditionNumberShare, misdirection }] = rescaledInputs.run([problem], createStream("white")) as [
        Record<string, number>,
      ];
      // κ(Σ) = 10, in products of order 6.
      expect(Math.abs(conditionNumberShare - 0.1)).toBeLessThan(1e3 * Number.EPSILON);
      expect(misdirection).toBeGreaterThan(0.01);
    }
  });

  it("at distance 0 and without noise nothing is left to learn", () => {
    const at = (members: object) =>
      transfer.realise(transfer.parameters.parse({ ...teacher, draws: 2, ...members }), 12);
    const [{ excessRisk, bias }] = transfer.run([at({ distance: 0, noiseVariance: 0 })], createStream("exact")) as [
      Record<string, number>,
    ];
    // Squares of rounding errors of numbers of order 1, amplified by the condition of 12 samples.
    expect(Math.max(excessRisk, bias)).toBeLessThan((1e4 * Number.EPSILON) ** 2);
  });
});

import { describe, expect, it } from "vitest";
import { defineActivation } from "../model/activations/registry.ts";
import type { Experiment } from "../simulation/experiment.ts";
import { experiment as oneStep } from "../simulation/one-step/one-step-experiment.ts";
import { syntheticExperiment } from "../verification/testing/synthetic-claim.ts";
import { executeJob } from "./execute-job.ts";
import type { Job } from "./job.ts";

const claimFile = "file:///claims.js";

function jobOf({ id, version, module }: Experiment, changes: Partial<Job>): Job {
  const experiment = { id, version, module };
  return { seed: "1", experiment, modules: [claimFile], points: [], size: 4, from: 0, to: 2, ...changes };
}

/** Runs the job; says which modules it loaded. */
async function run(experiment: Experiment, job: Job, atLoad: () => void = () => {}) {
  const loaded: string[] = [];
  const result = await executeJob(
    job,
    async () => experiment,
    async (module) => {
      loaded.push(module);
      atLoad();
    },
  );
  return { result, loaded };
}

const pointWith = (teacher: { readonly kind: string; readonly name?: string }) => ({
  population: { kind: "atoms", values: [1], weights: [1] },
  phi: 1,
  teacher,
  noiseVariance: 0.25,
  columns: 2,
});

describe("claim files", () => {
  const own = oneStep as unknown as Experiment;

  it("are not loaded for an experiment of this package that can read its points without them", async () => {
    const { result, loaded } = await run(own, jobOf(own, { points: [pointWith({ kind: "relu" })] }));
    expect(loaded).toEqual([]);
    expect(result).toMatchObject([[{ ok: true }, { ok: true }]]);
  });

  it("are loaded where a point names what they register", async () => {
    const teacher = { kind: "function", name: "execute-job-test" };
    const job = jobOf(own, { points: [pointWith({ kind: "relu" }), pointWith(teacher)] });
    const register = () => {
      defineActivation({ name: teacher.name, value: (z) => Math.max(z, 0), derivative: (z) => (z > 0 ? 1 : 0) });
    };
    const { result, loaded } = await run(own, job, register);
    expect(loaded).toEqual([claimFile]);
    // The same function under another name, on the same draws.
    expect(result[0]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(result[1]).toEqual(result[0]);
  });

  it("are loaded before an error in a point is reported, which is the parser's own", async () => {
    const job = jobOf(own, { points: [pointWith({ kind: "no-such-teacher" })] });
    await expect(run(own, job)).rejects.toMatchObject({ code: "invalid-input", field: "teacher.kind" });
  });

  it("are always loaded for experiments from elsewhere", async () => {
    const other = syntheticExperiment as unknown as Experiment;
    expect((await run(other, jobOf(other, { points: [{ a: 2 }] }))).loaded).toEqual([claimFile]);
  });
});

describe("problems", () => {
  it("are realised once for all jobs with the same points and size", async () => {
    const realised: number[] = [];
    const counting = {
      ...syntheticExperiment,
      realise(point, size) {
        realised.push(size);
        return syntheticExperiment.realise(point, size);
      },
    } as typeof syntheticExperiment;
    const experiment = counting as unknown as Experiment;
    const outcomes = async (changes: Partial<Job>) =>
      (await run(experiment, jobOf(experiment, { points: [{ a: 2 }, { a: 3 }], ...changes }))).result;
    const whole = await outcomes({ to: 6 });
    const parts = [await outcomes({ to: 4 }), await outcomes({ from: 4, to: 6 })];
    expect(whole.map((_, i) => parts.flatMap((part) => part[i]))).toEqual(whole);
    expect(realised).toEqual([4, 4]);
    await outcomes({ size: 8 });
    await outcomes({ points: [{ a: 3 }] });
    await outcomes({});
    expect(realised).toEqual([4, 4, 8, 8, 4]);
    // The point of a job comes out of its place, not out of an order of its own.
    const swapped = await outcomes({ to: 6, points: [{ a: 3 }, { a: 2 }] });
    expect(swapped).toEqual([...whole].reverse());
  });
});

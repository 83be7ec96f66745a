import { AsymptopiaError } from "../../foundation/errors.ts";
import { canonicalJson } from "../../foundation/json.ts";
import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";
import { drawBatch } from "../linear-representation/data.ts";
import { drawCovariance } from "../linear-representation/input-covariance.ts";
import { instanceOf, type LinearInstance } from "../linear-representation/instance.ts";
import { haarRows, orthonormalRows } from "../linear-representation/orthonormal-rows.ts";
import { subspaceDistance } from "../linear-representation/subspace-distance.ts";
import { type AlgorithmSpecification, createOptimizer } from "../optimizers/algorithm.ts";
import { type BatchMoments, momentsOf } from "../optimizers/batch-moments.ts";
import { type BatchNormed, batchNormed } from "../optimizers/batch-normalisation.ts";
import { batchLoss } from "../optimizers/gradients.ts";
import type { LinearNetwork } from "../optimizers/network.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { Stream } from "../stream.ts";
import { momentsSource } from "./draw-moments.ts";
import type { TrainingSetting } from "./training-setting.ts";
import { networkExcess, teacherPower, transferExcess } from "./transfer-excess.ts";

/** Losses above this are shown as this, and so are those of a run that diverged. */
export const largestLoss = 1e6;

/** What a run showed at `recordedIterations`, each an array of that length, and at its end. */
export interface TrainingRun {
  /** dist(G, G⋆); 1 from when on a run has diverged. */
  readonly distance: Float64Array;
  /** min_F E‖(F⋆G⋆ − FG)x‖²; that of no features from when on a run has diverged. */
  readonly transferExcess: Float64Array;
  /** (1/n)Σ‖yᵢ − FGxᵢ‖² on the next batch, as training sees it. */
  readonly trainLoss: Float64Array;
  /** E‖(F⋆G⋆ − FG)x‖² of the network as it is at inference. */
  readonly networkExcess: number;
  /** dist(G, G⋆D^½), D = diag Σ, the target of a batch-normed network; of others as `distance`. */
  readonly targetDistance: number;
  readonly diverged: boolean;
}

/** One of the runs that share their teacher, start and batches. */
export interface TrainingPlan {
  readonly algorithm: AlgorithmSpecification;
  readonly iterations: number;
  readonly records: number;
}

/**
 * Trains by several methods on the same teacher, from the same start (Haar orthonormal G₀, F₀ of N(0, 1/k) entries), on
 * the same fresh batches, two in an iteration. A run's numbers are the same bits whatever the others are; equal plans
 * are run once.
 *
 * A run has diverged once an entry of its network is above 1e12 in modulus or no number, or a matrix that its step
 * divides by is singular; it is not taken any further then.
 */
export function trainTogether(
  setting: TrainingSetting,
  inputs: number,
  plans: readonly TrainingPlan[],
  stream: Stream,
): TrainingRun[] {
  const { features: k, outputs, covariance, headDeviation } = setting;
  const instance = instanceOf(
    drawCovariance(covariance, inputs, stream.child("covariance")),
    gaussianHead(outputs, k, headDeviation, stream.child("teacher head")),
    haarRows(k, inputs, stream.child("teacher features")),
  );
  const start: LinearNetwork = {
    head: gaussianHead(outputs, k, 1 / Math.sqrt(k), stream.child("head")),
    features: haarRows(k, inputs, stream.child("features")),
  };
  const runs = new Map<string, Run>();
  for (const plan of plans) {
    const key = canonicalJson({ ...plan });
    if (!runs.has(key)) runs.set(key, new Run(plan, instance, start));
  }
  const last = Math.max(0, ...plans.map(({ iterations }) => iterations));
  const first = batchSource(instance, setting, stream.child("first"));
  const second = batchSource(instance, setting, stream.child("second"));
  for (let t = 0; t <= last; t++) {
    const going = [...runs.values()].filter((run) => run.wants(t));
    if (going.length === 0) break;
    const one = first();
    const other = second();
    for (const run of going) run.advance(t, one, other);
  }
  return plans.map((plan) => (runs.get(canonicalJson({ ...plan })) as Run).result());
}

function batchSource(instance: LinearInstance, setting: TrainingSetting, stream: Stream): () => BatchMoments {
  if (setting.batches === "moments") return momentsSource(instance, setting, stream);
  let next = 0;
  return () => momentsOf(drawBatch(instance, setting, stream.child(`${next++}`)));
}

function gaussianHead(outputs: number, k: number, deviation: number, stream: Stream): DenseMatrix {
  const head = denseMatrix(outputs, k);
  stream.fillNormal(head.data);
  for (let i = 0; i < head.data.length; i++) head.data[i] *= deviation;
  return head;
}

/** Entries beyond this are taken for the beginning of an overflow. */
const largestEntry = 1e12;

class Run {
  readonly #plan: TrainingPlan;
  readonly #instance: LinearInstance;
  readonly #optimizer: Optimizer;
  readonly #norm: BatchNormed | null;
  readonly #every: number;
  readonly #distance: Float64Array;
  readonly #transfer: Float64Array;
  readonly #loss: Float64Array;
  #network: LinearNetwork;
  #diverged = false;

  constructor(plan: TrainingPlan, instance: LinearInstance, start: LinearNetwork) {
    const { algorithm, iterations, records } = plan;
    this.#plan = plan;
    this.#instance = instance;
    this.#network = start;
    const plain = createOptimizer(algorithm);
    this.#norm = algorithm.batchNorm === true ? batchNormed(plain, start.features.columns) : null;
    this.#optimizer = this.#norm ?? plain;
    this.#every = iterations / records;
    this.#distance = new Float64Array(records + 1).fill(1);
    this.#transfer = new Float64Array(records + 1).fill(teacherPower(instance));
    this.#loss = new Float64Array(records + 1).fill(largestLoss);
  }

  wants(t: number): boolean {
    return !this.#diverged && t <= this.#plan.iterations;
  }

  /** Looks at the network, and takes it a step further if there is one left. */
  advance(t: number, first: BatchMoments, second: BatchMoments): void {
    try {
      if (t % this.#every === 0) this.#record(t / this.#every, first);
      if (t === this.#plan.iterations) return;
      this.#network = this.#optimizer.step(this.#network, first, second);
      if (!isModerate(this.#network.head) || !isModerate(this.#network.features)) this.#diverged = true;
    } catch (thrown) {
      // A method that asks for samples where there are none is no divergence.
      if (!(thrown instanceof AsymptopiaError) || thrown.field === "batches") throw thrown;
      this.#diverged = true;
    }
  }

  result(): TrainingRun {
    const shared = { distance: this.#distance, transferExcess: this.#transfer, trainLoss: this.#loss };
    if (this.#diverged) return { ...shared, networkExcess: largestLoss, targetDistance: 1, diverged: true };
    const { head, features } = this.#network;
    const effective = this.#norm === null ? features : columnsTimes(features, this.#norm.inference().scale);
    return {
      ...shared,
      networkExcess: Math.min(largestLoss, networkExcess(this.#instance, { head, features: effective })),
      targetDistance: this.#norm === null ? this.#distance[this.#plan.records] : this.#normedTargetDistance(),
      diverged: false,
    };
  }

  #record(at: number, batch: BatchMoments): void {
    const { features } = this.#network;
    const basis = orthonormalRows(features);
    this.#distance[at] = Math.min(1, subspaceDistance(basis, this.#instance.teacherFeatures));
    this.#transfer[at] = transferExcess(this.#instance, basis);
    const seen = this.#norm === null ? batch : this.#norm.training(batch);
    this.#loss[at] = Math.min(largestLoss, batchLoss(this.#network, seen));
  }

  #normedTargetDistance(): number {
    const { covariance, teacherFeatures } = this.#instance;
    const d = teacherFeatures.columns;
    const deviations = denseMatrix(
      d,
      1,
      Float64Array.from({ length: d }, (_, j) => Math.sqrt(covariance.matrix.data[j * d + j])),
    );
    const target = orthonormalRows(columnsTimes(teacherFeatures, deviations));
    return Math.min(1, subspaceDistance(orthonormalRows(this.#network.features), target));
  }
}

/** A diag(scale). */
function columnsTimes({ rows, columns, data }: DenseMatrix, scale: DenseMatrix): DenseMatrix {
  return denseMatrix(
    rows,
    columns,
    data.map((entry, at) => entry * scale.data[at % columns]),
  );
}

function isModerate({ data }: DenseMatrix): boolean {
  for (let i = 0; i < data.length; i++) if (!(Math.abs(data[i]) <= largestEntry)) return false;
  return true;
}

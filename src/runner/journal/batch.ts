import { createHash } from "node:crypto";
import { canonicalJson, type Parameters } from "../../foundation/json.ts";
import type { Outcome } from "../../verification/judge.ts";
import type { Job } from "../job.ts";
import { moduleName } from "./module-name.ts";

/** What the outcome of a replicate depends on beside its point and its index. */
export interface BatchSource {
  readonly seed: string;
  /** `module` is a name that survives moving the folder, as `moduleName` gives it. */
  readonly experiment: { readonly id: string; readonly version: number; readonly module: string };
  readonly size: number;
}

/** Outcomes of the replicates of one point from `from` on. */
export interface PointOutcomes {
  /** As `pointDigest` gives it. */
  readonly point: string;
  readonly from: number;
  readonly outcomes: readonly Outcome[];
}

/** What one job came to. */
export interface Batch {
  readonly source: BatchSource;
  readonly points: readonly PointOutcomes[];
}

export function sourceOf({ seed, experiment, size }: Job): BatchSource {
  const { id, version, module } = experiment;
  return { seed, experiment: { id, version, module: moduleName(module) }, size };
}

/** Two points of one source are the same point exactly when this agrees. */
export function batchKey({ seed, experiment, size }: BatchSource, point: string): string {
  const { id, version, module } = experiment;
  return JSON.stringify([seed, module, id, version, size, point]);
}

const digests = new WeakMap<Parameters, string>();

/** The first 128 bits of the SHA-256 of the point's canonical JSON, in hexadecimal digits. */
export function pointDigest(point: Parameters): string {
  const known = digests.get(point);
  if (known !== undefined) return known;
  const digest = createHash("sha256").update(canonicalJson(point)).digest("hex").slice(0, 32);
  digests.set(point, digest);
  return digest;
}

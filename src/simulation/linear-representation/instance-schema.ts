import { z } from "zod";
import type { CovarianceSpecification } from "./covariance-specification.ts";
import { parseCovariance } from "./covariance-specification.ts";
import { inputLaws } from "./data.ts";
import type { InstanceSpecification } from "./instance.ts";
import { type HeadSpecification, parseHead } from "./teacher-head.ts";

/** What the points of experiments on random instances have in common. */
export type InstanceParameters = {
  /** d. */
  readonly inputs: number;
  /** k < d. */
  readonly features: number;
  /** d_Y ≥ k. */
  readonly outputs: number;
  readonly covariance: CovarianceSpecification;
  readonly head: HeadSpecification;
};

const from1 = "a whole number from 1";
const from0 = "a whole number from 0";
const nonNegative = "a number from 0";

/** Members of schemas, with the phrases of their errors. */
export const members = {
  count: z.int(from1).min(1, from1),
  whole: z.int(from0).min(0, from0),
  nonNegative: z.number(nonNegative).min(0, nonNegative),
  eta: z
    .number("a number above 0 and below 2")
    .gt(0, "a number above 0 and below 2")
    .lt(2, "a number above 0 and below 2"),
  distance: z
    .number("a number from 0 to below 1")
    .min(0, "a number from 0 to below 1")
    .lt(1, "a number from 0 to below 1"),
  inputLaw: z.enum(inputLaws, '"gaussian" or "rademacher"').default("gaussian"),
} as const;

/** Schema members of an instance; `parseInstance` reads what is unknown here. */
export const instanceMembers = {
  inputs: members.count,
  features: members.count,
  outputs: members.count,
  covariance: z.unknown(),
  head: z.unknown(),
} as const;

/**
 * A point with its covariance and head read.
 *
 * @throws AsymptopiaError `invalid-input` naming the member.
 */
export function withInstance<P extends { readonly covariance?: unknown; readonly head?: unknown }>(
  point: P,
): Omit<P, "covariance" | "head"> & Pick<InstanceParameters, "covariance" | "head"> {
  return { ...point, covariance: parseCovariance(point.covariance), head: parseHead(point.head) };
}

/** The specification among the members of a point. */
export function specificationOf(point: InstanceParameters): InstanceSpecification {
  const { inputs, features, outputs, covariance, head } = point;
  return { inputs, features, outputs, covariance, head };
}

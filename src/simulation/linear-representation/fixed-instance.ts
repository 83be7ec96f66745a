import { createStream } from "../random/create-stream.ts";
import type { Stream } from "../stream.ts";
import { drawInstance, type LinearInstance } from "./instance.ts";
import { type InstanceParameters, specificationOf } from "./instance-schema.ts";
import { featuresAtSines, spreadSines } from "./start.ts";

/** A point whose teacher is a matter of the point, so that theory can be asked about it. */
export type FixedInstanceParameters = InstanceParameters & {
  /** Which of the random teachers of this law it is, from 1; 0 for one of its own in each replicate. */
  readonly instance: number;
};

/**
 * The stream that the teacher of a point is drawn from: with `instance` from 1 one that the numbers of inputs, features and
 * outputs and `instance` determine, with 0 a child of the replicate's own.
 */
export function instanceStream(point: FixedInstanceParameters, replicate?: Stream): Stream {
  if (point.instance === 0 && replicate !== undefined) return replicate.child("instance");
  const { inputs, features, outputs, instance } = point;
  return createStream(`linear representation ${inputs} ${features} ${outputs}, instance ${instance}`);
}

/**
 * The teacher of a point with `instance` from 1.
 *
 * @throws AsymptopiaError as `drawInstance` does.
 */
export function fixedInstance(point: FixedInstanceParameters): LinearInstance {
  return drawInstance(specificationOf(point), instanceStream(point));
}

/** Features at the given distance from those of the teacher, all sines of an arithmetic sequence, from its stream. */
export function startAt(distance: number, { teacherFeatures }: LinearInstance, stream: Stream) {
  return featuresAtSines(teacherFeatures, spreadSines(distance, teacherFeatures.rows), stream.child("start"));
}

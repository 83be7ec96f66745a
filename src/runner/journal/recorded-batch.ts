import type { Failure } from "../../foundation/errors.ts";
import type { Observation } from "../../simulation/experiment.ts";
import type { Outcome } from "../../verification/judge.ts";
import type { Batch, BatchSource, PointOutcomes } from "./batch.ts";

/** A batch as JSON can carry it, with every number to the last bit. */
export interface RecordedBatch {
  readonly source: BatchSource;
  /** What kinds of values there are: their names, in order, each with the length of its trajectory or null for a number. */
  readonly shapes: readonly Shape[];
  readonly points: readonly RecordedPoint[];
}

type Shape = readonly (readonly [name: string, length: number | null])[];

export interface RecordedPoint {
  readonly point: string;
  readonly from: number;
  /** For each replicate the index of its shape, or its failure. */
  readonly outcomes: readonly (number | Failure)[];
  /** All numbers one after another as IEEE doubles, little-endian, in base64. */
  readonly values: string;
}

export function recordBatch({ source, points }: Batch): RecordedBatch {
  const shapes: Shape[] = [];
  const shapeOf = (values: Readonly<Record<string, Observation>>): number => {
    const known = shapes.findIndex((shape) => hasShape(values, shape));
    return known >= 0 ? known : shapes.push(Object.entries(values).map(([name, value]) => [name, lengthOf(value)])) - 1;
  };
  return { source, points: points.map((point) => recordPoint(point, shapeOf)), shapes };
}

function hasShape(values: Readonly<Record<string, Observation>>, shape: Shape): boolean {
  const names = Object.keys(values);
  return (
    names.length === shape.length &&
    shape.every(([name, length], i) => name === names[i] && length === lengthOf(values[name]))
  );
}

function lengthOf(value: Observation): number | null {
  return typeof value === "number" ? null : value.length;
}

function recordPoint(
  { point, from, outcomes }: PointOutcomes,
  shapeOf: (values: Readonly<Record<string, Observation>>) => number,
): RecordedPoint {
  const numbers: number[] = [];
  const described = outcomes.map((outcome) => {
    if (!outcome.ok) return outcome.failure;
    for (const value of Object.values(outcome.values)) {
      if (typeof value === "number") numbers.push(value);
      else for (const member of value) numbers.push(member);
    }
    return shapeOf(outcome.values);
  });
  const bytes = Buffer.alloc(8 * numbers.length);
  numbers.forEach((value, i) => {
    bytes.writeDoubleLE(value, 8 * i);
  });
  return { point, from, outcomes: described, values: bytes.toString("base64") };
}

/** The outcomes of one point of a recorded batch. */
export function readPoint({ shapes }: Pick<RecordedBatch, "shapes">, recorded: RecordedPoint): readonly Outcome[] {
  const bytes = Buffer.from(recorded.values, "base64");
  let position = 0;
  const next = (): number => {
    position += 8;
    return bytes.readDoubleLE(position - 8);
  };
  return recorded.outcomes.map((described): Outcome => {
    if (typeof described !== "number") return { ok: false, failure: described };
    const entries = shapes[described].map(([name, length]): [string, Observation] => [
      name,
      length === null ? next() : Float64Array.from({ length }, next),
    ]);
    return { ok: true, values: Object.fromEntries(entries) };
  });
}

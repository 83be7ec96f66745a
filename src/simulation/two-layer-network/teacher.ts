import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import type { Stream } from "../stream.ts";

/**
 * What is to be learnt from x ~ N(0, Σ), Σ diagonal, through one or two indices z = β⋆ᵀx and y = log(1 + e^{10z}); β⋆ is a
 * standard normal multiple of its direction.
 *
 * - `high`: eigenvalues (top, bottom, …, bottom) of Σ, and the direction is that of the top one (Case High).
 * - `low`: (top, …, top, bottom), and the direction is that of the bottom one (Case Low).
 * - `high-inverted`, `low-inverted`: those eigenvalues, and the direction of the last, a bottom one, in the place of the
 *   first, or of the first in the place of the last: another teacher of the same inputs.
 * - `mixed`: half of the eigenvalues are top, the larger half if their number is odd; one index along the first
 *   eigenvector and one along the last. Each one's part is standardised, and `lowShare` of the signal's variance is the
 *   latter's.
 * - `coordinate`: the eigenvalues of `mixed`, and one index along the eigenvector number `coordinate`, from 0.
 * - `aligned`: log-spaced eigenvalues τ_i from top to bottom, and a direction with θ_i² ∝ τ_i^{2a}, a = `alignment`, of
 *   random signs, normalised such that z has the variance `top` for a standard multiple.
 */
export type TeacherSpecification =
  | { readonly kind: "high" | "low" | "high-inverted" | "low-inverted" }
  | { readonly kind: "mixed"; readonly lowShare: number }
  | { readonly kind: "coordinate"; readonly coordinate: number }
  | { readonly kind: "aligned"; readonly alignment: number };

const kinds = '"high", "low", "high-inverted", "low-inverted", "mixed", "coordinate" or "aligned"';
const from0 = "a whole number from 0";
const share = "a number from 0 to 1";

const only = (members: string) => ({
  error: (issue: { readonly code?: string }) =>
    issue.code === "unrecognized_keys" ? `absent: this kind has ${members}` : `an object with ${members}`,
});

const schema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.enum(["high", "low", "high-inverted", "low-inverted"]) }, only("kind alone")),
    z.strictObject(
      { kind: z.literal("mixed"), lowShare: z.number(share).min(0, share).max(1, share) },
      only("kind and lowShare"),
    ),
    z.strictObject(
      { kind: z.literal("coordinate"), coordinate: z.int(from0).min(0, from0) },
      only("kind and coordinate"),
    ),
    z.strictObject({ kind: z.literal("aligned"), alignment: z.number("a finite number") }, only("kind and alignment")),
  ],
  { error: (issue) => (issue.code === "invalid_union" ? kinds : `an object with kind: ${kinds}`) },
);

/**
 * A teacher from JSON, with nothing changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member, below `field`, that is outside its domain.
 */
export function parseTeacher(input: unknown, field = "teacher"): TeacherSpecification {
  return parseWith(schema, input, field);
}

/**
 * The eigenvalues of Σ that belong to a teacher, in the order of the coordinates.
 *
 * @throws AsymptopiaError `invalid-input`, field `teacher.coordinate`, for a coordinate that there is none of.
 */
export function inputEigenvalues(
  teacher: TeacherSpecification,
  inputs: number,
  top: number,
  bottom: number,
): Float64Array {
  if (teacher.kind === "coordinate" && teacher.coordinate >= inputs) {
    throw invalidInput("teacher.coordinate", teacher.coordinate, `a whole number below ${inputs}, the inputs`);
  }
  const eigenvalues = new Float64Array(inputs);
  if (teacher.kind === "aligned") {
    return eigenvalues.map((_, i) => top * (bottom / top) ** (inputs === 1 ? 0 : i / (inputs - 1)));
  }
  const tops =
    teacher.kind === "mixed" || teacher.kind === "coordinate"
      ? Math.ceil(inputs / 2)
      : teacher.kind.startsWith("high")
        ? 1
        : inputs - 1;
  return eigenvalues.fill(top, 0, tops).fill(bottom, tops);
}

/** One index of a teacher: its direction, and its share of the signal's variance. */
export interface TeacherIndex {
  /** β⋆, `inputs` numbers. */
  readonly direction: Float64Array;
  readonly share: number;
}

/** A draw of the teacher's indices. */
export function drawIndices(
  teacher: TeacherSpecification,
  eigenvalues: Float64Array,
  stream: Stream,
): readonly TeacherIndex[] {
  const multiples = [stream.normal(), stream.normal()];
  const last = eigenvalues.length - 1;
  const along = (coordinate: number, multiple: number): Float64Array => {
    const direction = new Float64Array(eigenvalues.length);
    direction[coordinate] = multiple;
    return direction;
  };
  switch (teacher.kind) {
    case "high":
    case "low-inverted":
      return [{ direction: along(0, multiples[0]), share: 1 }];
    case "low":
    case "high-inverted":
      return [{ direction: along(last, multiples[0]), share: 1 }];
    case "coordinate":
      return [{ direction: along(teacher.coordinate, multiples[0]), share: 1 }];
    case "mixed":
      return [
        { direction: along(0, multiples[0]), share: 1 - teacher.lowShare },
        { direction: along(last, multiples[1]), share: teacher.lowShare },
      ];
    case "aligned": {
      // Relative to the largest, so that large exponents neither overflow nor vanish.
      const largest = Math.max(...eigenvalues.map((value) => teacher.alignment * Math.log(value)));
      const weights = eigenvalues.map((value) => Math.exp(teacher.alignment * Math.log(value) - largest));
      let variance = 0;
      for (let i = 0; i <= last; i++) variance += weights[i] ** 2 * eigenvalues[i];
      const scale = multiples[0] * Math.sqrt(Math.max(...eigenvalues) / variance);
      return [{ direction: weights.map((w) => (stream.uniform() < 0.5 ? -scale : scale) * w), share: 1 }];
    }
  }
}

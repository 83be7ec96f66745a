import { z } from "zod";
import { invalidInput } from "../../foundation/errors.ts";
import { parseWith } from "../../foundation/parse.ts";
import { type DenseMatrix, denseMatrix, multiply } from "../../linalg/index.ts";
import type { Stream } from "../stream.ts";
import { haarRows } from "./orthonormal-rows.ts";

/**
 * The head F⋆ of a teacher, d_Y × k, as JSON.
 *
 * - `gaussian`: independent N(0, 1/k) entries.
 * - `log-spaced`: F⋆ = U diag(σ)Vᵀ with Haar U and V, the singular values in a geometric sequence from 1 down to
 *   1/`condition`, so that F⋆ᵀF⋆ has condition number `condition`².
 * - `singular-values`: the same with these singular values, k of them.
 */
export type HeadSpecification =
  | { readonly kind: "gaussian" }
  | { readonly kind: "log-spaced"; readonly condition: number }
  | { readonly kind: "singular-values"; readonly values: readonly number[] };

const from1 = "a number from 1";
const positive = "a number above 0";
const kinds = '"gaussian", "log-spaced" or "singular-values"';

const only = (members: string) => ({
  error: (issue: { readonly code?: string }) =>
    issue.code === "unrecognized_keys" ? `absent: a head of this kind has ${members}` : `an object with ${members}`,
});

const schema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("gaussian") }, only("kind")),
    z.strictObject(
      { kind: z.literal("log-spaced"), condition: z.number(from1).min(1, from1) },
      only("kind and condition"),
    ),
    z.strictObject(
      {
        kind: z.literal("singular-values"),
        values: z
          .array(z.number(positive).gt(0, positive), "a list of numbers above 0")
          .min(1, "a list of at least one number"),
      },
      only("kind and values"),
    ),
  ],
  { error: (issue) => (issue.code === "invalid_union" ? kinds : `an object with kind: ${kinds}`) },
);

/**
 * A head from JSON, with nothing changed.
 *
 * @throws AsymptopiaError `invalid-input` naming the member, below `field`, that is outside its domain.
 */
export function parseHead(input: unknown, field = "head"): HeadSpecification {
  return parseWith(schema, input, field);
}

/**
 * F⋆, outputs × features.
 *
 * @throws AsymptopiaError `invalid-input`, naming `outputs` or `head.values`, where it could not have rank k.
 */
export function drawHead(
  specification: HeadSpecification,
  outputs: number,
  features: number,
  stream: Stream,
): DenseMatrix {
  if (!(outputs >= features))
    throw invalidInput("outputs", outputs, `${features} or more, as many as there are features`);
  if (specification.kind === "gaussian") {
    const head = denseMatrix(outputs, features);
    stream.fillNormal(head.data);
    const deviation = 1 / Math.sqrt(features);
    for (let i = 0; i < head.data.length; i++) head.data[i] *= deviation;
    return head;
  }
  return headWith(singularValues(specification, features), outputs, stream);
}

function singularValues(
  specification: Exclude<HeadSpecification, { readonly kind: "gaussian" }>,
  features: number,
): readonly number[] {
  if (specification.kind === "log-spaced") {
    return Array.from({ length: features }, (_, i) =>
      features === 1 ? 1 : specification.condition ** (-i / (features - 1)),
    );
  }
  const { values } = specification;
  if (values.length !== features) throw invalidInput("head.values", values, `a list of ${features}, one a feature`);
  return values;
}

/** U diag(σ)Vᵀ. */
function headWith(values: readonly number[], outputs: number, stream: Stream): DenseMatrix {
  const k = values.length;
  const left = haarRows(k, outputs, stream.child("left"));
  const right = haarRows(k, k, stream.child("right"));
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < outputs; j++) left.data[i * outputs + j] *= values[i];
  }
  return multiply(left, right, { transposeA: true });
}

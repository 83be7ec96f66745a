import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";

/**
 * How a network is trained, by full-batch steps at the rate η = `learningRate`; p is `exponent`.
 *
 * - `covariance`: W₁ ← W₁ − ηΣ^p∇, with the population's Σ, and plain gradient steps elsewhere; p = 0 is gradient descent.
 * - `right-factor`: the same with KFAC's right factor XᵀX/n + `damping`·I of the training inputs, not centred, for Σ.
 * - `hessian-diagonal`: the gradient in W₁ entry by entry times (D/D̄ + `damping`)^p, D being the diagonal of the loss's
 *   Hessian in W₁ at this step and D̄ its mean.
 * - `adahessian`: on every layer θ ← θ − η·m̂/((√v̂)^{−p} + `epsilon`), with m and v moving averages of the gradient and of
 *   the squared diagonal of the loss's Hessian, `momentum` β₁ and `averaging` β₂, both corrected for their start; p = −1 is
 *   AdaHessian. The diagonal is exact, where AdaHessian takes Hutchinson's estimate of it.
 *
 * The Hessian of a network with one hidden layer of rectified units and one output has the diagonal of its Gauss–Newton
 * matrix wherever it exists: the output is linear in every single parameter.
 */
export type MethodSpecification = {
  /** η */
  readonly learningRate: number;
  /** p */
  readonly exponent: number;
} & (
  | { readonly kind: "covariance" }
  | { readonly kind: "right-factor"; readonly damping: number }
  | { readonly kind: "hessian-diagonal"; readonly damping: number }
  | { readonly kind: "adahessian"; readonly momentum: number; readonly averaging: number; readonly epsilon: number }
);

const positive = "a number above 0";
const fraction = "a number from 0, below 1";
const kinds = '"covariance", "right-factor", "hessian-diagonal" or "adahessian"';

const only = (members: string) => ({
  error: (issue: { readonly code?: string }) =>
    issue.code === "unrecognized_keys" ? `absent: this kind has ${members}` : `an object with ${members}`,
});

const shared = {
  learningRate: z.number(positive).gt(0, positive).default(0.01),
  exponent: z.number("a finite number"),
};
const unit = z.number(fraction).min(0, fraction).lt(1, fraction);

const schema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("covariance"), ...shared }, only("kind, exponent and learningRate")),
    z.strictObject(
      {
        kind: z.enum(["right-factor", "hessian-diagonal"]),
        ...shared,
        damping: z.number(positive).gt(0, positive).default(1e-3),
      },
      only("kind, exponent, learningRate and damping"),
    ),
    z.strictObject(
      {
        kind: z.literal("adahessian"),
        ...shared,
        momentum: unit.default(0.9),
        averaging: unit.default(0.999),
        epsilon: z.number(positive).gt(0, positive).default(1e-4),
      },
      only("kind, exponent, learningRate, momentum, averaging and epsilon"),
    ),
  ],
  { error: (issue) => (issue.code === "invalid_union" ? kinds : `an object with kind: ${kinds}`) },
);

/**
 * A method from JSON, with defaults filled in.
 *
 * @throws AsymptopiaError `invalid-input` naming the member, below `field`, that is outside its domain.
 */
export function parseMethod(input: unknown, field = "method"): MethodSpecification {
  return parseWith(schema, input, field);
}

import { type DenseMatrix, denseMatrix, multiply, symmetricProduct, thinQr } from "../../linalg/index.ts";
import { frobenius } from "../linear-representation/frobenius.ts";
import { plus } from "../linear-representation/population-step.ts";
import { haarOrthogonal } from "../orthogonal/haar-orthogonal.ts";
import type { Stream } from "../stream.ts";
import { type CoordinateChange, congruence, drawScaledPermutation, dualForm, rotation } from "./coordinate-change.ts";
import type { FirstLayerCouplingParameters } from "./first-layer-coupling-parameters.ts";
import { inputPower, inverseInputDiagonal } from "./input-preconditioner.ts";
import { drawPositiveDefinite, type PositiveDefinite, positiveDefinite } from "./positive-definite.ts";

/** What a first layer sees and starts from. */
export interface FirstLayerSide {
  /** X, d × N. */
  readonly inputs: DenseMatrix;
  /** X_test, d × N_test. */
  readonly tests: DenseMatrix;
  /** W₁ of the start, d × h. */
  readonly weights: DenseMatrix;
  /** C^{½} of the start W₁ = C^{½}Ω; null for the identity. */
  readonly root: DenseMatrix | null;
  /** P^{(t)}; one that is alone holds for all steps. */
  readonly preconditioners: readonly DenseMatrix[];
  /** By how many ε = 2⁻⁵² rounding may have moved each entry in the making, up to a number of the order of 1; 0: exact. */
  readonly uncertainty: Readonly<Record<"inputs" | "tests" | "weights" | "preconditioners", number>>;
}

/** The test inputs of each side. */
export const testSamples = 3;

/**
 * Two sides with the same G_P^{(t)}, c_P^{(t)} and Z^{(0)}: X′ = AX, W₁′ = A⁻ᵀW₁ and P′^{(t)} = A⁻ᵀP^{(t)}A⁻¹.
 *
 * For random preconditioners A = P′^{−½}QP^{½} with independent P, P′ and Q, and without any A = Q. For `input-diagonal`
 * A is a scaled permutation, for `input-power` A = Q, but for whitening, exponent −1, any matrix: there P′ is computed
 * from X′ in its own right.
 */
export function drawCoupledSides(
  point: FirstLayerCouplingParameters,
  d: number,
  stream: Stream,
): readonly [FirstLayerSide, FirstLayerSide] {
  const { samples, hidden, condition, preconditioner: kind, exponent, steps } = point;
  // Whatever the rules and the partner's tests are, the same draws come in the same order.
  const inputs = normals(d, samples, stream, 1 / Math.sqrt(d));
  const tests = normals(d, testSamples, stream, 1 / Math.sqrt(d));
  const own = drawPositiveDefinite(d, condition, stream);
  const other = drawPositiveDefinite(d, condition, stream);
  const partner = kind === "common" ? own : other;
  const turn = haarOrthogonal(d, stream);
  const q = point.partnerTests === "kept" ? leavingInPlace(multiply(own.power(0.5), tests), turn) : turn;
  const change = changeFor(point, own, partner, q, stream);
  const coupledInputs = change.primal(inputs);
  const [first, partnerFirst] = {
    identity: () => [null, null] as const,
    fixed: () => [own, partner] as const,
    common: () => [own, own] as const,
    "time-varying": () => [own, partner] as const,
    "input-diagonal": () => [inverseInputDiagonal(inputs), inverseInputDiagonal(coupledInputs)] as const,
    "input-power": () => [inputPower(inputs, exponent), inputPower(coupledInputs, exponent)] as const,
  }[kind]();
  const later = Array.from({ length: kind === "time-varying" ? Math.max(0, steps - 1) : 0 }, () =>
    drawPositiveDefinite(d, condition, stream).power(1),
  );
  const standard = normals(d, hidden, stream);
  const [root, partnerRoot] = [first, partnerFirst].map((p) =>
    point.start === "identity" ? null : (p?.power(0.5) ?? null),
  );
  const weights = root === null ? standard : multiply(root, standard);
  const initial = first?.power(1) ?? identity(d);
  const partnerInitial = partnerFirst?.power(1) ?? identity(d);
  const coupledTests = change.primal(tests);
  // What a Haar matrix lacks in orthogonality, and powers in accuracy.
  const unit = d ** 2.5;
  const spread = preconditionerSpread(point, inputs);
  const largest = frobenius(initial);
  return [
    {
      inputs,
      tests,
      weights,
      root,
      preconditioners: [initial, ...later],
      uncertainty: { inputs: 0, tests: 0, weights: 0, preconditioners: unit * spread * largest },
    },
    {
      inputs: coupledInputs,
      tests: {
        coupled: () => coupledTests,
        kept: () => tests,
        longer: () => withAdded(coupledTests, unseenDirection(partnerInitial, coupledInputs, stream)),
      }[point.partnerTests](),
      weights: change.dual(weights),
      root: partnerRoot,
      preconditioners: [partnerInitial, ...later.map((matrix) => dualForm(change, matrix))],
      uncertainty: {
        inputs: unit * change.primalNorm * frobenius(inputs),
        tests: unit * change.primalNorm * frobenius(tests),
        weights: unit * change.dualNorm * frobenius(weights),
        preconditioners: unit * (spread * frobenius(partnerInitial) + change.dualNorm ** 2 * largest),
      },
    },
  ];
}

function changeFor(
  { preconditioner, exponent }: FirstLayerCouplingParameters,
  own: PositiveDefinite,
  partner: PositiveDefinite,
  q: DenseMatrix,
  stream: Stream,
): CoordinateChange {
  if (preconditioner === "input-diagonal") return drawScaledPermutation(q.rows, stream);
  const whitening = preconditioner === "input-power" && exponent === -1;
  const random = preconditioner === "fixed" || preconditioner === "common" || preconditioner === "time-varying";
  return random || whitening ? congruence(own, partner, q) : rotation(q);
}

/**
 * An orthogonal matrix that leaves all combinations of these columns where they are and turns what is orthogonal to them as
 * a corner of `turn` would, orthonormalised.
 */
function leavingInPlace(columns: DenseMatrix, turn: DenseMatrix): DenseMatrix {
  const { rows: d, columns: kept } = columns;
  // The columns of `turn` that fill up the basis are in general position.
  const filled = denseMatrix(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) filled.data[i * d + j] = j < kept ? columns.data[i * kept + j] : turn.data[i * d + j];
  }
  const basis = thinQr(filled).q;
  const rest = d - kept;
  const corner = denseMatrix(rest, rest);
  for (let i = 0; i < rest; i++) {
    for (let j = 0; j < rest; j++) corner.data[i * rest + j] = turn.data[i * d + j];
  }
  const turned = thinQr(corner).q;
  const middle = identity(d);
  for (let i = 0; i < rest; i++) {
    for (let j = 0; j < rest; j++) middle.data[(kept + i) * d + kept + j] = turned.data[i * rest + j];
  }
  return multiply(basis, multiply(middle, basis, { transposeB: true }));
}

/** By what multiple of its norm and of ε rounding may move a preconditioner that is a power of XXᵀ: |p|·κ(XXᵀ). */
function preconditionerSpread({ preconditioner, exponent }: FirstLayerCouplingParameters, inputs: DenseMatrix): number {
  if (preconditioner !== "input-power") return 0;
  const covariance = positiveDefinite(symmetricProduct(inputs, "rows"));
  return Math.abs(exponent) * covariance.powerNorm(1) * covariance.powerNorm(-1);
}

/** A u of length 1 with XᵀPu = 0, which there is for fewer samples than inputs. */
function unseenDirection(preconditioner: DenseMatrix, inputs: DenseMatrix, stream: Stream): DenseMatrix {
  const seen = multiply(preconditioner, inputs);
  const u = normals(seen.rows, 1, stream);
  const gram = positiveDefinite(symmetricProduct(seen, "columns"));
  const coefficients = multiply(gram.power(-1), multiply(seen, u, { transposeA: true }));
  const rest = plus(u, multiply(seen, coefficients), -1);
  const length = frobenius(rest);
  return { ...rest, data: rest.data.map((entry) => entry / length) };
}

/** Column by column. */
function withAdded(matrix: DenseMatrix, column: DenseMatrix): DenseMatrix {
  const { columns, data } = matrix;
  return { ...matrix, data: data.map((entry, at) => entry + column.data[Math.floor(at / columns)]) };
}

function identity(order: number): DenseMatrix {
  return denseMatrix(
    order,
    order,
    Float64Array.from({ length: order ** 2 }, (_, at) => (at % (order + 1) === 0 ? 1 : 0)),
  );
}

/** Independent N(0, scale²) numbers. */
export function normals(rows: number, columns: number, stream: Stream, scale = 1): DenseMatrix {
  const matrix = denseMatrix(rows, columns);
  stream.fillNormal(matrix.data);
  for (let i = 0; i < matrix.data.length; i++) matrix.data[i] *= scale;
  return matrix;
}

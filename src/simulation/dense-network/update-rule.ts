import { type DenseMatrix, denseMatrix, dotProduct } from "../../linalg/index.ts";
import { frobenius } from "../linear-representation/frobenius.ts";
import { type AdamOptions, adamDirection } from "../optimizers/adam.ts";
import { combination, product } from "./small-products.ts";

/**
 * What one step makes of a parameter, given the gradient there; it may remember the steps before, so that every training
 * run needs rules of its own. `t` counts steps from 0.
 */
export type UpdateRule = (value: DenseMatrix, gradient: DenseMatrix, t: number) => DenseMatrix;

export interface DescentOptions {
  /** η_t, a number or a function of the step. */
  readonly stepSize: number | ((t: number) => number);
  /** P^{(t)}, symmetric positive semi-definite; absent: the identity. */
  readonly preconditioner?: (t: number) => DenseMatrix;
  /** μ of the velocity v ← μv + P^{(t)}g that is stepped along; 0 if absent. */
  readonly momentum?: number;
  /** λ of a decay W ← W − η_tλW beside the step, as in AdamW; 0 if absent. */
  readonly decoupledDecay?: number;
  /** λ of a decay inside the gradient, P^{(t)}(g + λW); 0 if absent. */
  readonly innerDecay?: number;
  /** Divides the direction P^{(t)}(g + λ′W) by max(1, ‖·‖/threshold). */
  readonly clip?: {
    /** `metric`: the norm is ‖P^{½}g‖_F = (tr gᵀPg)^{½}. `direction`: it is ‖Pg‖_F. */
    readonly norm: "metric" | "direction";
    readonly threshold: number;
  };
}

/** W ← (1 − ηλ)W − ηv, v ← μv + P(g + λ′W), clipped: preconditioned gradient descent with what is added to it in practice. */
export function descent(options: DescentOptions): UpdateRule {
  const { stepSize, preconditioner, momentum = 0, decoupledDecay = 0, innerDecay = 0, clip } = options;
  let velocity: DenseMatrix | undefined;
  return (value, gradient, t) => {
    const eta = typeof stepSize === "number" ? stepSize : stepSize(t);
    const inner = innerDecay === 0 ? gradient : combination(1, gradient, innerDecay, value);
    const direction = preconditioner === undefined ? inner : product(preconditioner(t), inner);
    const clipped = clip === undefined ? direction : clippedBy(clip, inner, direction);
    velocity = velocity === undefined || momentum === 0 ? clipped : combination(1, clipped, momentum, velocity);
    return combination(1 - eta * decoupledDecay, value, -eta, velocity);
  };
}

/** W ← W − η·m̂/(√v̂ + ε), the step of Adam, times P^{(t)} where there is one. */
export function adamDescent(options: AdamOptions & Pick<DescentOptions, "preconditioner">): UpdateRule {
  const direction = adamDirection(options);
  return (value, gradient, t) => {
    const step = direction(gradient);
    return combination(1, value, -options.learningRate, preconditioned(options, step, t));
  };
}

export interface AdaGradOptions extends Pick<DescentOptions, "preconditioner"> {
  /** η */
  readonly learningRate: number;
  /** What is added to the root of the sum of squares, above 0; 1e-8 if absent. */
  readonly epsilon?: number;
}

/**
 * W ← W − η·g/(√s + ε), s ← s + g² entry by entry, times P^{(t)} where there is one: the diagonal AdaGrad of J. Duchi,
 * E. Hazan and Y. Singer, Journal of Machine Learning Research 12 (2011).
 */
export function adaGradDescent(options: AdaGradOptions): UpdateRule {
  const { learningRate, epsilon = 1e-8 } = options;
  let squares = new Float64Array(0);
  return (value, gradient, t) => {
    if (squares.length === 0) squares = new Float64Array(gradient.data.length);
    const step = denseMatrix(gradient.rows, gradient.columns);
    for (let i = 0; i < step.data.length; i++) {
      squares[i] += gradient.data[i] ** 2;
      step.data[i] = gradient.data[i] / (Math.sqrt(squares[i]) + epsilon);
    }
    return combination(1, value, -learningRate, preconditioned(options, step, t));
  };
}

function preconditioned(
  { preconditioner }: Pick<DescentOptions, "preconditioner">,
  direction: DenseMatrix,
  t: number,
): DenseMatrix {
  return preconditioner === undefined ? direction : product(preconditioner(t), direction);
}

function clippedBy(
  { norm, threshold }: NonNullable<DescentOptions["clip"]>,
  gradient: DenseMatrix,
  direction: DenseMatrix,
): DenseMatrix {
  // Of a singular P the quadratic form may come out below 0.
  const form = (): number => Math.max(0, dotProduct(gradient.data, direction.data));
  const length = norm === "metric" ? Math.sqrt(form()) : frobenius(direction);
  return length <= threshold ? direction : combination(threshold / length, direction, 0, direction);
}

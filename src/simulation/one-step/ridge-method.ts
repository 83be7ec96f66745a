/** What decides how a ridge solution is computed: all of it belongs to the problem itself. */
export interface RidgeTask {
  readonly n: number;
  readonly d: number;
  readonly columns: number;
  readonly lambda: number;
  /** The smallest and the largest eigenvalue of Σ. */
  readonly lowest: number;
  readonly highest: number;
}

/**
 * - `gram`: factor XᵀX/n + λI, d × d.
 * - `push-through`: factor XXᵀ/n + λI, n × n, by (XᵀX/n + λI)⁻¹Xᵀ = Xᵀ(XXᵀ/n + λI)⁻¹.
 * - `conjugate-gradients`: no factor, one pass over X per iteration and column.
 */
export type RidgeMethod = "gram" | "push-through" | "conjugate-gradients";

/** Relative residual at which conjugate gradients stop. */
export const ridgeTolerance = 1e-12;

/**
 * The method with the least nominal work. A factor is always of the smaller side. Conjugate gradients, which win for
 * few columns and a large smaller side, are admitted only where rounding lets them reach `ridgeTolerance` with a factor
 * of 4 to spare.
 *
 * The choice never looks at other problems, so that sharing their factors cannot change a problem's bits.
 */
export function ridgeMethod(task: RidgeTask): RidgeMethod {
  const reachable = 4 * 2 ** -52 * ridgeCondition(task) <= ridgeTolerance;
  const direct = task.d <= task.n ? "gram" : "push-through";
  return reachable && ridgeWork(task, "conjugate-gradients") < ridgeWork(task, direct) ? "conjugate-gradients" : direct;
}

/** Floating-point operations of `method` without the right-hand side Xᵀy/n. */
export function ridgeWork(task: RidgeTask, method: RidgeMethod): number {
  const { n, d, columns } = task;
  if (method === "conjugate-gradients") {
    // As many iterations as the standard bound 2·exp(−2k/√condition) on the error asks for, and the last check.
    const iterations = Math.ceil((Math.sqrt(ridgeCondition(task)) / 2) * Math.log(2 / ridgeTolerance)) + 1;
    return columns * iterations * 4 * n * d;
  }
  const order = method === "gram" ? d : n;
  const back = method === "gram" ? 0 : 2 * n * d * columns;
  return order * n * d + order ** 3 / 3 + 2 * order * order * columns + back;
}

/**
 * The condition of XᵀX/n + λI on the range of Xᵀ, where the solution lies: eigenvalues of XᵀX/n other than 0 lie
 * between lowest·(1−√(d/n))² and highest·(1+√(d/n))² up to fluctuations that vanish as n and d grow.
 */
function ridgeCondition({ n, d, lambda, lowest, highest }: RidgeTask): number {
  const root = Math.sqrt(d / n);
  return (highest * (1 + root) ** 2 + lambda) / (lowest * (1 - root) ** 2 + lambda);
}

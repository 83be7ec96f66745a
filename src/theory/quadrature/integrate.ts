import { invalidInput } from "../../foundation/errors.ts";
import { compensatedSum } from "./compensated-sum.ts";
import { applyRule, type Panel, pointsPerPanel } from "./gauss-kronrod.ts";

export interface IntegrateOptions {
  /** Largest error wanted, relative to ∫ |f|; at least 0, by default 1e-13. */
  readonly relativeTolerance?: number;
  /** Largest error wanted; at least 0, by default 0. The looser of both tolerances counts. */
  readonly absoluteTolerance?: number;
  /** Evaluations of f after which refinement stops, by default 100,000. Every first panel gets its 23 in any case. */
  readonly maximumEvaluations?: number;
}

export interface Integral {
  readonly value: number;
  /**
   * Estimate of |value − ∫ f| from above: truncation and rounding. Far too large for smooth f; an undeclared kink
   * exceeds it at one place in a thousand, then by about a tenth.
   */
  readonly error: number;
  /** ∫ |f|, good to some percents where f changes sign inside a panel. */
  readonly absolute: number;
  readonly evaluations: number;
  /** Whether `error` is within the wanted tolerance. */
  readonly converged: boolean;
}

/**
 * ∫ f over [breakpoints[0], breakpoints[last]], by globally adaptive bisection with the 10–21-point Gauss–Kronrod pair.
 *
 * The tolerance is relative to ∫ |f|, not to |∫ f|, which may vanish by symmetry. A tolerance of less than about
 * 10·2⁻⁵² is beyond double precision: refinement then stops where rounding dominates, with `converged` false.
 *
 * @param f Real, finite and piecewise smooth; accurate to a few units in the last place. It is evaluated inside the
 *   panels only, never at a breakpoint. Kinks and jumps may be anywhere, but cost some 20 to 50 bisections unless they
 *   are breakpoints; an integrable singularity should be one (better: substitute it away). A feature much narrower than
 *   its panel, or within 2⁻²⁰ of a panel's width from its endpoint, can be missed altogether, as by every method that
 *   samples: put breakpoints beside it.
 * @param breakpoints At least two finite numbers, ascending; equal neighbours count once.
 * @throws AsymptopiaError `invalid-input` for breakpoints or options outside their domain; `non-finite` where f is NaN
 *   or infinite.
 */
export function integrate(
  f: (x: number) => number,
  breakpoints: readonly number[],
  options: IntegrateOptions = {},
): Integral {
  checkBreakpoints(breakpoints);
  const relative = tolerance(options.relativeTolerance ?? 1e-13, "relativeTolerance");
  const wanted = tolerance(options.absoluteTolerance ?? 0, "absoluteTolerance");
  const maximum = options.maximumEvaluations ?? 100_000;
  if (!(maximum > 0)) throw invalidInput("maximumEvaluations", maximum, "a number above 0");

  const panels: Panel[] = [];
  for (let i = 1; i < breakpoints.length; i++) {
    if (breakpoints[i] > breakpoints[i - 1]) panels.push(applyRule(f, breakpoints[i - 1], breakpoints[i]));
  }
  let evaluations = panels.length * pointsPerPanel;
  let result = summarise(panels);
  while (result.error > Math.max(wanted, relative * result.absolute)) {
    // One sweep halves the worst panels until those left are together below half the target: fewer sums than after
    // every bisection, and the same panels but for the last few.
    const target = Math.max(wanted, relative * result.absolute);
    const order = panels
      .map((_, i) => i)
      .filter((i) => isWorthSplitting(panels[i]))
      .sort((a, b) => panels[b].truncation - panels[a].truncation || a - b);
    let left = order.reduce((sum, i) => sum + panels[i].truncation, 0);
    let split = 0;
    for (const i of order) {
      if (left <= target / 2 || evaluations + 2 * pointsPerPanel > maximum) break;
      const { low, high, truncation } = panels[i];
      const middle = low / 2 + high / 2;
      panels[i] = applyRule(f, low, middle);
      panels.push(applyRule(f, middle, high));
      left -= truncation;
      evaluations += 2 * pointsPerPanel;
      split++;
    }
    if (split === 0) break;
    result = summarise(panels);
  }
  const converged = result.error <= Math.max(wanted, relative * result.absolute);
  return { ...result, evaluations, converged };
}

// Below its own rounding a panel's truncation says nothing, and a panel of a few units in the last place has no
// abscissae left to refine.
function isWorthSplitting(panel: Panel): boolean {
  const width = panel.high - panel.low;
  const spacing = Number.EPSILON * Math.max(Math.abs(panel.low), Math.abs(panel.high));
  return panel.truncation > panel.rounding && width > 8 * spacing && width > 8 * Number.MIN_VALUE;
}

function summarise(panels: readonly Panel[]): { value: number; error: number; absolute: number } {
  return {
    value: compensatedSum(panels.map((panel) => panel.integral)),
    error: panels.reduce((sum, panel) => sum + panel.truncation + panel.rounding, 0),
    absolute: panels.reduce((sum, panel) => sum + panel.absolute, 0),
  };
}

function checkBreakpoints(breakpoints: readonly number[]): void {
  if (breakpoints.length < 2) {
    throw invalidInput("breakpoints", breakpoints, "at least two numbers, ascending");
  }
  breakpoints.forEach((x, i) => {
    if (!Number.isFinite(x)) throw invalidInput(`breakpoints[${i}]`, x, "a finite number");
    if (i > 0 && x < breakpoints[i - 1]) {
      throw invalidInput(`breakpoints[${i}]`, x, `at least its predecessor, ${breakpoints[i - 1]}`);
    }
  });
}

function tolerance(value: number, field: string): number {
  if (!(value >= 0 && Number.isFinite(value))) throw invalidInput(field, value, "a finite number, at least 0");
  return value;
}

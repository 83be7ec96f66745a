import { distance, squaredNorm } from "../matrix-identities/norms.ts";
import type { Stream } from "../stream.ts";
import { type TrainingRun, type Trajectory, train } from "./training.ts";

/** Which parts of two trajectories are compared. */
export type ComparedParts = "pre-activations-and-later-parameters" | "all-parameters" | "test-pre-activations";

const partsOf = {
  "pre-activations-and-later-parameters": ["preActivations", "parameters"],
  "all-parameters": ["preActivations", "parameters", "weights"],
  "test-pre-activations": ["testPreActivations"],
} as const satisfies Record<ComparedParts, readonly (keyof Trajectory)[]>;

/**
 * At each time, the largest over the compared parts of the distance of two trajectories' values, relative to the largest
 * norm that the part has on the left one.
 */
export function gapOverTime(left: Trajectory, right: Trajectory, compared: ComparedParts): Float64Array {
  const gaps = new Float64Array(left.losses.length);
  for (const part of partsOf[compared]) {
    const norm = Math.max(...left[part].map((values) => Math.sqrt(squaredNorm(values))));
    left[part].forEach((values, t) => {
      gaps[t] = Math.max(gaps[t], distance(values, right[part][t]) / norm);
    });
  }
  return gaps;
}

/** The largest of `gapOverTime`. */
export function largestGap(left: Trajectory, right: Trajectory, compared: ComparedParts): number {
  return Math.max(...gapOverTime(left, right, compared));
}

/** The root of 2⁻⁵²: large beside rounding, small enough for effects to be linear. */
const disturbance = 2 ** -26;

/**
 * How much a run amplifies relative errors of its numbers: the gap between the run and the same run where every entry of
 * X, W₁ and θ at the start and of W₁ and θ after every step is multiplied by 1 ± 2⁻²⁶ with random signs, over 2⁻²⁶. What
 * rounding does in every step is of this kind. At least 1.
 *
 * @param trajectory The run's own, undisturbed.
 * @param run The same run anew: a rule that remembers must not remember the first one.
 */
export function amplification(
  trajectory: Trajectory,
  run: TrainingRun,
  compared: ComparedParts,
  stream: Stream,
): number {
  const disturbed = train({
    ...run,
    disturb(numbers) {
      for (let i = 0; i < numbers.length; i++) numbers[i] *= stream.uniform() < 0.5 ? 1 - disturbance : 1 + disturbance;
    },
  });
  return Math.max(1, largestGap(trajectory, disturbed, compared) / disturbance);
}

import type { Json, Parameters } from "../foundation/json.ts";

/**
 * All combinations of the listed values, the last name varying fastest: `grid({ phi: [1, 2], lambda: [0.1, 1] })` is
 * four points. Combine grids by spreading them into one list.
 */
export function grid(axes: Readonly<Record<string, readonly Json[]>>): readonly Parameters[] {
  return Object.entries(axes).reduce<readonly Parameters[]>(
    (points, [name, values]) => points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}

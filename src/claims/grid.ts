import { invalidInput } from "../foundation/errors.ts";
import type { Json, Parameters } from "../foundation/json.ts";

/**
 * All combinations of the listed values, the last name varying fastest: `grid({ phi: [1, 2], lambda: [0.1, 1] })` is
 * four points. Combine grids by spreading them into one list.
 *
 * @throws AsymptopiaError `invalid-input` for a name without values: there would be no points at all.
 */
export function grid(axes: Readonly<Record<string, readonly Json[]>>): readonly Parameters[] {
  return Object.entries(axes).reduce<readonly Parameters[]>(
    (points, [name, values]) => {
      if (!Array.isArray(values) || values.length === 0)
        throw invalidInput(name, values, "a list of at least one value");
      return points.flatMap((point) => values.map((value: Json) => ({ ...point, [name]: value })));
    },
    [{}],
  );
}

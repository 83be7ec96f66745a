import { layerGroup } from "../../linalg/kernels/relu-layer-kernels.ts";
import type { Stream } from "../stream.ts";

/**
 * The network f(x) = Σ_j head_j·max(0, w_jᵀx + b_j) + offset.
 *
 * Its parameters stand one after the other: W₁ by rows w_j, b, head, and the offset at last. There are `units` of them, the
 * hidden units and as many that are zero and stay so as fill a group of the kernels.
 */
export interface NetworkState {
  readonly inputs: number;
  /** h, without the zero ones. */
  readonly hidden: number;
  readonly units: number;
  readonly parameters: Float64Array;
}

/** Where the parts of the parameters begin. */
export function partsOf({ inputs, units }: Pick<NetworkState, "inputs" | "units">): {
  readonly biases: number;
  readonly head: number;
  readonly offset: number;
} {
  const biases = units * inputs;
  return { biases, head: biases + units, offset: biases + 2 * units };
}

/**
 * A network whose weights are uniform on ±scale·√(6/fan-in), Kaiming's law for rectified units, and whose biases are
 * uniform on ±scale·√(1/fan-in).
 */
export function initialNetwork(inputs: number, hidden: number, scale: number, stream: Stream): NetworkState {
  const units = Math.ceil(hidden / layerGroup) * layerGroup;
  const { biases, head, offset } = partsOf({ inputs, units });
  const parameters = new Float64Array(offset + 1);
  const fill = (from: number, count: number, bound: number): void => {
    for (let i = from; i < from + count; i++) parameters[i] = scale * bound * (2 * stream.uniform() - 1);
  };
  fill(0, hidden * inputs, Math.sqrt(6 / inputs));
  fill(biases, hidden, Math.sqrt(1 / inputs));
  fill(head, hidden, Math.sqrt(6 / hidden));
  fill(offset, 1, Math.sqrt(1 / hidden));
  return { inputs, hidden, units, parameters };
}

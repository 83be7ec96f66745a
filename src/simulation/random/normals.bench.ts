import seedrandom from "seedrandom";
import type { Benchmark } from "../../bench/benchmark.ts";
import { ourName, plainTypeScript } from "../../bench/data.ts";
import { createStream } from "./create-stream.ts";

const count = 1_000_000;

export const benchmark: Benchmark = {
  id: "normals-1000000",
  title: "1,000,000 normals",
  prepare() {
    const out = new Float64Array(count);
    const stream = createStream("benchmark of normals");
    const uniform = seedrandom("benchmark of normals");
    return {
      ours: { name: ourName, run: () => stream.fillNormal(out) },
      others: [
        {
          name: plainTypeScript,
          run: () => {
            for (let i = 0; i < count; i++) out[i] = stream.normal();
          },
        },
        { name: "seedrandom, polar method", run: () => fillByPolarMethod(uniform, out) },
      ],
    };
  },
  numpy: { task: "normals", arguments: { count } },
};

/** Marsaglia's polar method, two normals from each point of the disc. */
function fillByPolarMethod(uniform: () => number, out: Float64Array): void {
  for (let i = 0; i < out.length; i += 2) {
    let x: number;
    let y: number;
    let square: number;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    out[i] = factor * x;
    out[i + 1] = factor * y;
  }
}

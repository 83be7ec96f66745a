import type { Stream } from "../stream.ts";
import { drawChi } from "./chi.ts";

/**
 * Two lengths of vectors of `degrees` independent N(0, 1) numbers, each in law exactly, that lie on opposite sides of
 * their centre wherever that law lets them: the mean of a smooth function of both varies much less than that of two
 * independent ones.
 *
 * The first is drawn as a standardised cube root x with density f. The second is −x with probability
 * min(1, f(−x)/f(x)); failing that, it is drawn from the density proportional to (f(y) − f(−y))₊. The first case
 * contributes min(f(y), f(−y)) to the second's density at y and the other one the rest, so that it is f. Since f is nearly
 * even for many degrees, the first case is the rule. With one degree the two are independent.
 *
 * @param degrees A whole number from 1.
 */
export function drawAntitheticChi(degrees: number, stream: Stream): readonly [number, number] {
  if (degrees === 1) return [drawChi(1, stream), drawChi(1, stream)];
  const law = cubeRootLaw(degrees);
  const first = drawCubeRoot(law, stream);
  const reflects = stream.uniform() < Math.exp(law.logDensity(-first) - law.logDensity(first));
  const second = reflects ? -first : drawUnreflected(law, stream);
  return [law.length(first), law.length(second)];
}

/** The law of the standardised cube root x of a gamma variable c·(1 + s·x)³. */
interface CubeRootLaw {
  /** log f(x) up to a constant: at most −x²/2, and −∞ where no cube root is. */
  logDensity(x: number): number;
  /** The length whose square is twice the gamma variable. */
  length(x: number): number;
}

/** With a = degrees/2 ≥ 1, c = a − 1/3 and s = 1/(3√c) the density of x is exp(c·(1 − v + log v)) for v = (1 + s·x)³. */
function cubeRootLaw(degrees: number): CubeRootLaw {
  const centre = degrees / 2 - 1 / 3;
  const spread = 1 / (3 * Math.sqrt(centre));
  return {
    logDensity(x) {
      const root = 1 + spread * x;
      if (root <= 0) return Number.NEGATIVE_INFINITY;
      const ratio = root ** 3;
      return centre * (1 - ratio + Math.log(ratio));
    },
    length: (x) => Math.sqrt(2 * centre * (1 + spread * x) ** 3),
  };
}

/**
 * By rejection from a normal: G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, ACM
 * Transactions on Mathematical Software 26 (2000) 363–372.
 */
function drawCubeRoot({ logDensity }: CubeRootLaw, stream: Stream): number {
  for (;;) {
    const x = stream.normal();
    const density = logDensity(x);
    if (density === Number.NEGATIVE_INFINITY) continue;
    if (Math.log(stream.uniform()) < x * x * 0.5 + density) return x;
  }
}

/** From the density proportional to (f(y) − f(−y))₊. */
function drawUnreflected(law: CubeRootLaw, stream: Stream): number {
  for (;;) {
    const y = drawCubeRoot(law, stream);
    if (stream.uniform() < 1 - Math.exp(law.logDensity(-y) - law.logDensity(y))) return y;
  }
}

import { ourName } from "../data.ts";
import { fitExponent } from "../fit-exponent.ts";
import type { Form } from "../form.ts";
import { inTurns } from "../in-turns.ts";
import { variancesOf } from "../moments.ts";
import { createNumpyTimer, type NumpyProcess } from "../numpy-process.ts";
import type { ScalingResult } from "../result.ts";
import { literalOne, reducedBoth, reducedSgd, shapeAt, successive } from "../samplers.ts";
import { timeToAccuracy } from "../time-to-accuracy.ts";
import { createTimer } from "../timer.ts";
import { contestOf } from "../timing.ts";
import { momentsAt } from "./accuracy.ts";

const standardError = 0.001;

/**
 * How the times of a literal replicate and to a standard error grow with d at the same aspect ratio: one column on both
 * sides, and NumPy on one thread.
 */
export async function measureScaling(
  numpy: NumpyProcess | undefined,
  form: Form,
  onSize: (d: number) => void,
): Promise<ScalingResult> {
  const sizes: ScalingResult["sizes"][number][] = [];
  for (const { size, turns, variance } of form.scaling) {
    const { n, d } = shapeAt(size);
    onSize(d);
    const own = [literalOne, reducedBoth, reducedSgd];
    const timers = own.map((sampler) => createTimer({ name: sampler.name, run: successive(sampler.at(size)) }));
    if (numpy !== undefined) {
      timers.push(createNumpyTimer(numpy, { task: "replicate", arguments: { n, d, columns: 1 } }, numpy.name));
    }
    const [literal, both, sgd, ...theirs] = await inTurns(timers, turns);
    const moments = momentsAt(reducedBoth, size, variance);
    const variances = variancesOf(moments);
    const { sgdCorrelation } = variances;
    const names = [ourName, ...theirs.map(() => numpy?.name ?? "")];
    const ours = literal.map((seconds, round) => {
      const samplers = [
        { name: literalOne.name, seconds, variances },
        { name: reducedBoth.name, seconds: both[round], variances },
        { name: reducedSgd.name, seconds: sgd[round], variances: { sgdCorrelation } },
      ];
      return timeToAccuracy(samplers, standardError).seconds;
    });
    const others = theirs.map((samples) =>
      samples.map((seconds) => timeToAccuracy([{ name: "", seconds, variances }], standardError).seconds),
    );
    sizes.push({
      n,
      d,
      literal: contestOf(`scaling-replicate-${d}`, "one literal replicate", names, [literal, ...theirs]),
      contest: contestOf(`scaling-accuracy-${d}`, "time to the standard error", names, [ours, ...others]),
      moments,
    });
  }
  return { standardError, sizes, exponents: exponentsOf(sizes) };
}

function exponentsOf(sizes: ScalingResult["sizes"]): ScalingResult["exponents"] {
  return (["literal", "contest"] as const).flatMap((what) =>
    sizes[0][what].timings.map(({ name }, index) => ({
      what: sizes[0][what].title,
      name,
      fit: fitExponent(sizes.map((size) => ({ x: size.d, y: size[what].timings[index].median }))),
    })),
  );
}

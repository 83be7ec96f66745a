import type { Stream } from "asymptopia/simulation";

/**
 * The same random numbers, with every teacher direction β⋆ replaced by −β⋆. A standard normal direction has the law of
 * its negative, so the reflected replicates have the law of the original ones.
 */
export function reflectTeachers(stream: Stream): Stream {
  return { ...delegate(stream), child: (label) => (label === "teachers" ? negate : delegate)(stream.child(label)) };
}

function delegate(stream: Stream): Stream {
  return {
    uniform: () => stream.uniform(),
    normal: () => stream.normal(),
    fillNormal: (out) => stream.fillNormal(out),
    child: (label) => stream.child(label),
  };
}

function negate(stream: Stream): Stream {
  return {
    ...delegate(stream),
    normal: () => -stream.normal(),
    fillNormal(out) {
      stream.fillNormal(out);
      for (let i = 0; i < out.length; i++) out[i] = -out[i];
    },
  };
}

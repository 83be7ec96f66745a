import type { Stream } from "../stream.ts";

/**
 * A stream with the numbers of `stream`, whose children go on: asked again for a child it gives the same one, with the
 * numbers that come next, in the place of a new one from its beginning. For many small draws in a row, each of which would
 * cost less than the making of its streams.
 */
export function keepChildren(stream: Stream): Stream {
  const children = new Map<string, Stream>();
  return {
    uniform: () => stream.uniform(),
    normal: () => stream.normal(),
    fillNormal: (out) => stream.fillNormal(out),
    child(label) {
      const kept = children.get(label) ?? keepChildren(stream.child(label));
      children.set(label, kept);
      return kept;
    },
  };
}

import { z } from "zod";
import type { Parameters } from "../../foundation/json.ts";
import { parseWith } from "../../foundation/parse.ts";
import type { Stream } from "../stream.ts";
import { createStream, streamOfDigest } from "./create-stream.ts";
import { keyDigest, keyDigests } from "./digest.ts";

/** Everything that the random numbers of a replicate depend on. */
export interface ReplicateKey {
  /** The seed of the run. */
  readonly seed: string;
  /** Id of the experiment. */
  readonly experiment: string;
  /** The experiment's version, a whole number from 0. */
  readonly version: number;
  /** The values of the experiment's `streamParameters`: points that agree in them share their random numbers. */
  readonly streamParameters: Parameters;
  /** The rung of the size ladder, a whole number from 1. */
  readonly size: number;
  /** Index of the replicate, a whole number from 0. */
  readonly replicate: number;
}

/**
 * The stream of one replicate: `createStream` of the six members, no more and no fewer, as one JSON object.
 *
 * @throws AsymptopiaError `invalid-input` naming the member that is outside its domain.
 */
export function replicateStream(key: ReplicateKey): Stream {
  const { seed, experiment, version, size, replicate } = parseWith(replicateKey, key);
  const streamParameters = key.streamParameters;
  keyDigest(streamParameters, "streamParameters");
  return createStream({ seed, experiment, version, streamParameters, size, replicate });
}

/**
 * `replicateStream` for many replicates that have all else in common, which is checked and written out once.
 *
 * @returns the stream of the replicate with that index, a whole number from 0.
 * @throws AsymptopiaError `invalid-input` as `replicateStream`.
 */
export function replicateStreams(key: Omit<ReplicateKey, "replicate">): (replicate: number) => Stream {
  const { seed, experiment, version, size } = parseWith(replicateKey, { ...key, replicate: 0 });
  const digests = keyDigests({ seed, experiment, version, streamParameters: key.streamParameters, size }, "replicate");
  return (replicate) => streamOfDigest(digests(replicate));
}

const wholeFrom0 = z.int("a whole number from 0").min(0, "a whole number from 0");
const wholeFrom1 = z.int("a whole number from 1").min(1, "a whole number from 1");

const replicateKey = z.strictObject(
  {
    seed: z.string("a string"),
    experiment: z.string("the id of an experiment").min(1, "the id of an experiment"),
    version: wholeFrom0,
    streamParameters: z.record(z.string(), z.unknown(), "an object of JSON values"),
    size: wholeFrom1,
    replicate: wholeFrom0,
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "absent: a key has seed, experiment, version, streamParameters, size and replicate"
        : "an object of seed, experiment, version, streamParameters, size and replicate",
  },
);

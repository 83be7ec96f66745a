import { createStream } from "../../simulation/random/create-stream.ts";

/** The list in an order that depends on `key` alone, all orders being equally likely over keys. */
export function shuffled<Item>(list: readonly Item[], key: string): readonly Item[] {
  const stream = createStream(["shuffled", key]);
  return list
    .map((item) => ({ item, rank: stream.uniform() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

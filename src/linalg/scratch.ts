interface Chunk {
  readonly numbers: Float64Array;
  used: number;
}

// Kept: what is fresh must be zeroed by the system, and counts towards the next garbage collection.
const chunks: Chunk[] = [];
let isOpen = false;

// 2 MiB: small matrices share one.
const leastLength = 2 ** 18;

/**
 * Calls `work`, in which matrices are made in memory that is used over and over again. They are gone when `work` returns,
 * which must not be a promise: neither it nor anything else may hold on to a matrix that was made meanwhile, or its `data`.
 * Calls may be nested.
 */
export function withScratch<T>(work: () => T): T {
  const wasOpen = isOpen;
  const used = chunks.map((chunk) => chunk.used);
  isOpen = true;
  try {
    return work();
  } finally {
    isOpen = wasOpen;
    chunks.forEach((chunk, i) => {
      chunk.used = used[i] ?? 0;
    });
  }
}

/** An array with `length` zeros; of the scratch memory inside `withScratch`. */
export function zeros(length: number): Float64Array {
  return isOpen ? lent(length).fill(0) : new Float64Array(length);
}

/** Likewise, but with arbitrary numbers, for who writes them all. */
export function unwritten(length: number): Float64Array {
  return isOpen ? lent(length) : new Float64Array(length);
}

function lent(length: number): Float64Array {
  const chunk = chunks.find(({ numbers, used }) => used + length <= numbers.length) ?? newChunk(length);
  const start = chunk.used;
  // Whole cache lines.
  chunk.used = Math.ceil((start + length) / 8) * 8;
  return chunk.numbers.subarray(start, start + length);
}

function newChunk(length: number): Chunk {
  const chunk = { numbers: new Float64Array(Math.max(length, leastLength)), used: 0 };
  chunks.push(chunk);
  return chunk;
}

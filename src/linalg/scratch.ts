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

/** An array with `length` zeros; of the scratch memory inside `withScratch`. It may be a part of a larger buffer. */
export function zeros(length: number): Float64Array {
  return isOpen ? lent(length).fill(0) : fresh(length);
}

/** Likewise, but with arbitrary numbers, for who writes them all. */
export function unwritten(length: number): Float64Array {
  return isOpen ? lent(length) : fresh(length);
}

// A buffer of its own for a small matrix takes the system longer than most of what is done with it. 32 KiB are shared by
// matrices of at most 4 KiB, none of which is given twice; they go when the last of these is gone.
const sharedLength = 4096;
const mostShared = 512;
let shared: Chunk = { numbers: new Float64Array(0), used: 0 };

function fresh(length: number): Float64Array {
  if (length > mostShared) return new Float64Array(length);
  if (shared.used + length > shared.numbers.length) shared = { numbers: new Float64Array(sharedLength), used: 0 };
  return partOf(shared, length);
}

function lent(length: number): Float64Array {
  const chunk = chunks.find(({ numbers, used }) => used + length <= numbers.length) ?? newChunk(length);
  return partOf(chunk, length);
}

function partOf(chunk: Chunk, length: number): Float64Array {
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

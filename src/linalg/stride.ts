/**
 * How far apart rows of at least `width` numbers are kept in a working memory: whole cache lines, but no large power of
 * 2, for which the rows would compete for the same places in the cache.
 */
export function strideFor(width: number): number {
  const lines = Math.ceil(width / 8) * 8;
  return lines % 64 === 0 ? lines + 8 : lines;
}

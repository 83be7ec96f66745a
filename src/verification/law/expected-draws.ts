/**
 * How many draws are expected to decide whether a discrepancy is above the margin or below it.
 *
 * A reach shrinks like 1/√draws. A discrepancy above the margin is taken for what it seems to be; of one below it half is
 * taken for noise, since estimates of 0 are above 0.
 *
 * @param reach How far the discrepancy may be from the one that was seen, after `draws` draws.
 */
export function expectedDraws(draws: number, seen: number, reach: number, margin: number): number {
  const needed = seen > margin ? reach / (seen - margin) : reach / (margin - seen / 2);
  return Math.ceil(draws * Math.max(1, needed) ** 2);
}

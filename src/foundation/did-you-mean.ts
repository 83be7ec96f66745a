const most = 3;

/**
 * The candidates that a person who wrote `name` probably meant: at most three, the nearest first, each once.
 *
 * Near is a candidate at a Damerau-Levenshtein distance, letter case aside, of at most a third of the longer of the two
 * names, but at least 1. After those come candidates that contain `name`, when it has three characters or more, the
 * shortest first: the last part of a path finds the path. Ties are in the order of code units.
 */
export function didYouMean(name: string, candidates: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const ranked: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const text = candidate.toLowerCase();
    const longer = Math.max(text.length, wanted.length);
    const allowed = longer < 2 ? 0 : Math.max(1, Math.floor(longer / 3));
    const gap = Math.abs(text.length - wanted.length);
    const distance = gap > allowed ? Number.POSITIVE_INFINITY : damerauLevenshtein(wanted, text);
    // A near name is at most half of `wanted` away; a name that contains it and is not near has a gap of more than that.
    if (distance <= allowed) ranked.push({ candidate, distance });
    else if (wanted.length >= 3 && text.includes(wanted)) ranked.push({ candidate, distance: gap });
  }
  return ranked
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/**
 * The least number of insertions, deletions and replacements of one UTF-16 code unit and exchanges of two neighbours that
 * turn `a` into `b`; what is exchanged may be edited further, which makes this a metric. Time and space are O(|a|·|b|).
 *
 * Source: R. Lowrance and R. A. Wagner, An extension of the string-to-string correction problem, J. ACM 22 (1975).
 */
export function damerauLevenshtein(a: string, b: string): number {
  // distance[i][j] is that of the first i units of a and the first j units of b.
  const distance = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const lastRowOf = new Map<string, number>();
  for (let i = 1; i <= a.length; i += 1) {
    let lastMatch = 0;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(distance[i - 1][j - 1] + (same ? 0 : 1), distance[i - 1][j] + 1, distance[i][j - 1] + 1);
      const row = lastRowOf.get(b[j - 1]) ?? 0;
      if (row > 0 && lastMatch > 0) {
        const between = i - row - 1 + (j - lastMatch - 1);
        least = Math.min(least, distance[row - 1][lastMatch - 1] + between + 1);
      }
      distance[i][j] = least;
      if (same) lastMatch = j;
    }
    lastRowOf.set(a[i - 1], i);
  }
  return distance[a.length][b.length];
}

/** When one looks: after `first` units, and then each time their number has grown by `growth`, in whole `step`s. */
export interface Looks {
  readonly first: number;
  readonly growth: number;
  readonly step: number;
}

/** The look after the one at `count` units, 0 before the first; `most` is the last look there is. */
export function nextLook({ first, growth, step }: Looks, count: number, most: number): number {
  const grown = count === 0 ? first : Math.max(count + 1, Math.ceil((count * growth) / step) * step);
  return Math.min(grown, most);
}

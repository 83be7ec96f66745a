/** The observables of the one-step experiment where λ is given. */
export const observableNames = [
  "sgdCorrelation",
  "sgdInnerProduct",
  "sgdSquaredNorm",
  "kfacCorrelation",
  "kfacInnerProduct",
  "kfacSquaredNorm",
] as const;

export type ObservableName = (typeof observableNames)[number];

export type Observables = Readonly<Record<ObservableName, number>>;

/** A record with one member for every observable. */
export function forEachObservable<T>(compute: (name: ObservableName) => T): Readonly<Record<ObservableName, T>> {
  return Object.fromEntries(observableNames.map((name) => [name, compute(name)])) as Record<ObservableName, T>;
}

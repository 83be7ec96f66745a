import type * as Plot from "@observablehq/plot";

/** Observable Plot with a document to draw in. */
export interface PlotLibrary {
  readonly plot: typeof Plot;
  /** A new, empty document. */
  newDocument(): unknown;
}

/** Loaded when the first figure is drawn: the two libraries take a few hundred milliseconds. */
export async function loadPlotLibrary(): Promise<PlotLibrary> {
  const [plot, { parseHTML }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
  return { plot, newDocument: () => parseHTML("<!doctype html><html><body></body></html>").document };
}

import { writeFile } from "node:fs/promises";
import { AsymptopiaError } from "../foundation/errors.ts";
import type { Population } from "../model/index.ts";
import { populationTitle } from "../model/index.ts";
import { loadPlotLibrary } from "../report/figures/plot-library.ts";
import { spectrumFigure } from "../report/figures/spectrum-figure.ts";
import { densityCurves, support } from "../theory/index.ts";

/**
 * Writes the limiting spectrum's density with its edges and its atom at 0 as an SVG file.
 *
 * @throws AsymptopiaError `unreadable-file` where the file cannot be written; `invalid-input` as `support` does.
 */
export async function drawSpectrum(population: Population, phi: number, file: string): Promise<void> {
  const { atomAtZero, intervals } = support(population, phi);
  const positive = intervals.reduce((sum, { mass }) => sum + mass.value, 0);
  const data = {
    atomAtZero: atomAtZero.value,
    intervals: densityCurves(population, phi).map(({ interval: { lower, upper }, points }) => ({
      lower: lower.position.value,
      upper: upper.position.value,
      points: points.map(({ x, density, massAbove }) => ({ x, density, massBelow: 1 - massAbove / positive })),
    })),
  };
  const title = `limiting spectrum for ${populationTitle(population.specification)}; φ = ${phi}`;
  const ends = data.intervals.slice(0, 20).map(({ lower, upper }) => `from ${lower} to ${upper}`);
  const more = data.intervals.length > 20 ? `, and ${data.intervals.length - 20} more intervals` : "";
  const description = `Density of the limiting spectral distribution, ${ends.join(", ")}${more}; mass at 0: ${data.atomAtZero}.`;
  const svg = spectrumFigure(await loadPlotLibrary(), data, { name: "spectrum", title, description });
  try {
    await writeFile(file, svg);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AsymptopiaError("unreadable-file", `the figure could not be written: ${reason}`, {
      field: "plot",
      value: file,
      accepted: "a file in a folder that exists",
      cause,
    });
  }
}

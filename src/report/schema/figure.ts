import { z } from "zod";
import type { FigureData } from "../../verification/results/figure-data.ts";
import { exactly, intervalOrNull, listOf, number, oneOf, text } from "./parts.ts";

const coordinates = z.tuple([number, number], "two numbers, x and y");

export const figure: z.ZodType<FigureData> = exactly({
  xLabel: text.describe("Title of the horizontal axis."),
  yLabel: text.describe("Title of the vertical axis."),
  xScale: oneOf(["linear", "log"]).describe("Scale of the horizontal axis."),
  panels: listOf(
    exactly({
      title: text.describe("What the panel has in common."),
      series: listOf(
        exactly({
          name: text.describe("Entry in the legend."),
          curve: listOf(coordinates, "pairs of numbers").describe("The formula in the limit, as x and y."),
          points: listOf(
            exactly({
              x: number.describe("Place on the horizontal axis."),
              estimate: number.describe("Extrapolated simulation."),
              interval: intervalOrNull.describe("Confidence sequence for the limit; null: unbounded."),
            }),
            "points",
          ).describe("The simulation."),
        }),
        "series",
      ).describe("Curves with their points."),
    }),
    "panels",
  ).describe("Parts of the figure, side by side."),
});

import type { Exhibit, ExhibitPoint } from "asymptopia";
import { type OwnSettingParameters, ownSettingCouplingExperiment, recordedSteps } from "asymptopia/simulation";
import { paper } from "../paper.ts";

const samples = 200;
const replicates = 2;
const setting = { hidden: 50, steps: 1000, records: 50 };
const exponents = [-1, -0.5, 0.5];
const cases = ["high", "low"] as const;

const points: ExhibitPoint<OwnSettingParameters>[] = cases.flatMap((teacherCase) =>
  exponents.map((exponent) => ({
    point: ownSettingCouplingExperiment.parameters.parse({ ...setting, teacherCase, exponent }),
    size: samples,
    replicates,
  })),
);

const exhibit: Exhibit<OwnSettingParameters> = {
  kind: "exhibit",
  id: "own-setting-gap",
  title: "How far the paper's own weight decay breaks Theorem 1",
  caption: [
    `The relative gap of $Z$ and the later parameters between training on $X$ and on $X' = P^{-1/2}QP^{1/2}X$ with coupled starts, over training in the paper's own setting: weight decay $10^{-6}/n$ inside of $P\\nabla$. The mean over ${replicates} draws with their range. Without decay the gap is rounding, 10⁻¹⁶ to 10⁻¹⁴.`,
    `$d = 10$, $n = ${samples}$, step 0.01, signal-to-noise ratio 10; ${setting.hidden} hidden units in the place of 500, and ${setting.steps} of the 10,000 steps.`,
  ].join("\n\n"),
  reference: `the settings of the experiments of ${paper}, as far as the authors' code shows them`,
  experiment: ownSettingCouplingExperiment,
  points,
  draw(_, spread) {
    return [
      {
        name: "decay",
        title: "Relative gap between coupled runs",
        data: {
          xLabel: "step",
          yLabel: "relative gap",
          xScale: "linear",
          yScale: "log",
          panels: cases.map((teacherCase, panel) => ({
            title: teacherCase === "high" ? "Case High" : "Case Low",
            series: exponents.map((exponent, i) => {
              const index = panel * exponents.length + i;
              const { mean, smallest, largest } = spread(index, "gapTrajectory");
              const at = recordedSteps(points[index].point);
              return {
                name: `p = ${String(exponent).replace("-", "−")}`,
                curve: at.map((t, j) => [t, mean[j]] as const),
                band: at.map((t, j) => [t, smallest[j], largest[j]] as const),
                points: [],
              };
            }),
          })),
        },
      },
    ];
  },
};

export default exhibit;

import type { EstimateAt, Exhibit, ExhibitFigure, ExhibitPoint, ExhibitTable, SpreadAt } from "asymptopia";
import type { TrainingParameters } from "asymptopia/simulation";
import { type AlgorithmSpecification, recordedIterations, trainingExperiment } from "asymptopia/simulation";

/** A method with its name in legends, and changes to the setting for it alone. */
export interface ShownMethod {
  readonly name: string;
  readonly algorithm: AlgorithmSpecification;
  /** Iterations, and how many parts trajectories cut them into, where they are others than the setting's. */
  readonly iterations?: number;
  readonly records?: number;
  readonly replicates?: number;
}

/** A setting with its title; `point` is one of the training experiment without its algorithm. */
export interface ShownSetting {
  readonly name: string;
  readonly title: string;
  readonly point: Readonly<Record<string, unknown>>;
  readonly methods: readonly ShownMethod[];
}

/** d of the paper's experiments. */
export const paperInputs = 100;

/** The paper's learning rate. */
export const learningRate = 0.01;

/** Methods of Figure 1 that need no samples. */
export const figureMethods: readonly ShownMethod[] = [
  { name: "KFAC", algorithm: { kind: "kfac", learningRate } },
  { name: "DFW", algorithm: { kind: "dfw", learningRate } },
  { name: "Adam", algorithm: { kind: "adam", learningRate } },
  { name: "SGD", algorithm: { kind: "sgd", learningRate } },
  { name: "AMGD", algorithm: { kind: "amgd", learningRate } },
  { name: "NGD", algorithm: { kind: "ngd", learningRate, damping: 1e-3, fisher: "model" } },
];

const shown = [
  { observable: "lossTrajectory", title: "training loss" },
  { observable: "distanceTrajectory", title: "subspace distance" },
  { observable: "transferTrajectory", title: "transfer, excess risk" },
] as const;

/** The points of an exhibit of trajectories, setting by setting and method by method. */
export function trainingPoints(
  settings: readonly ShownSetting[],
  replicates: number,
): ExhibitPoint<TrainingParameters>[] {
  return settings.flatMap(({ point, methods }) =>
    methods.map(({ algorithm, iterations, records, replicates: own }) => ({
      point: trainingExperiment.parameters.parse({
        ...point,
        algorithm,
        ...(iterations === undefined ? {} : { iterations }),
        ...(records === undefined ? {} : { records }),
      }),
      size: paperInputs,
      replicates: own ?? replicates,
    })),
  );
}

/** One figure a setting, with a panel for each of loss, distance and transfer. */
export function trajectoryFigures(
  settings: readonly ShownSetting[],
  points: readonly ExhibitPoint<TrainingParameters>[],
  spread: SpreadAt,
): ExhibitFigure[] {
  let offset = 0;
  return settings.map(({ name, title, methods }) => {
    const first = offset;
    offset += methods.length;
    return {
      name,
      title,
      data: {
        xLabel: "iteration",
        yLabel: "loss, distance or excess risk",
        xScale: "linear",
        yScale: "log",
        panels: shown.map((panel) => ({
          title: panel.title,
          series: methods.map((method, i) => {
            const at = recordedIterations(points[first + i].point);
            const { mean, smallest, largest } = spread(first + i, panel.observable);
            return {
              name: method.name,
              curve: at.map((t, j) => [t, mean[j]] as const),
              band: at.map((t, j) => [t, smallest[j], largest[j]] as const),
              points: [],
            };
          }),
        })),
      },
    };
  });
}

/** One table a setting, with what each method came to. */
export function finalTables(
  settings: readonly ShownSetting[],
  points: readonly ExhibitPoint<TrainingParameters>[],
  estimate: EstimateAt,
  further: readonly { readonly column: string; readonly observable: string }[] = [],
): ExhibitTable[] {
  const columns = [
    { column: "training loss", observable: "trainLoss" },
    { column: "distance", observable: "distance" },
    { column: "transfer excess", observable: "transferExcess" },
    ...further,
  ];
  let offset = 0;
  return settings.map(({ title, methods }) => {
    const first = offset;
    offset += methods.length;
    return {
      title: `${title}: at the end`,
      columns: ["method", "iterations", "seeds", ...columns.map(({ column }) => column)],
      rows: methods.map(({ name }, i) => [
        name,
        points[first + i].point.iterations,
        points[first + i].replicates,
        ...columns.map(({ observable }) => estimate(first + i, observable).mean),
      ]),
    };
  });
}

/** What every such exhibit says of how it was made. */
export const trainingCaption = [
  "The network $x \\mapsto FGx$ is trained on $y = F_\\star G_\\star x + \\varepsilon$ with $d = 100$, $d_Y = 15$, $k = 8$ and fresh batches of $n = 1024$, learning rate $10^{-2}$ unless said. AMGD, DFW and KFAC are algorithm (8) with $\\eta_F = 1$, one batch for $F$ and one for $G$; SGD, Adam and NGD (the whole Fisher information of the model, damping $10^{-3}$) update both layers at once on the first of the two batches. The training loss is the mean of $\\lVert y - FGx\\rVert^2$ on a fresh batch, with noise of $\\sigma_\\varepsilon^2 d_Y = 0.15$ in it. Transfer is the excess risk of the best head on the learnt features: the target task's head, $F_\\star$ turned by an orthogonal matrix, has the same.",
  "Reconstructed, since the source does not say: $\\sigma_\\varepsilon = 0.1$; $F_\\star$ with $N(0, 1)$ entries; $F_0$ with $N(0, 1/k)$ entries and $G_0$ Haar; *high anisotropy* is $\\Sigma$ of trace $d$ with Haar eigenvectors and log-spaced eigenvalues of condition number $10^3$, *low anisotropy* $\\Sigma = I + 0.01(A + A^\\top)$ with $A$ of $N(0, 1)$ entries.",
].join("\n\n");

/** An exhibit of trajectories. */
export function trajectoryExhibit(definition: {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly reference: string;
  readonly settings: readonly ShownSetting[];
  readonly replicates: number;
  readonly further?: readonly { readonly column: string; readonly observable: string }[];
  readonly tables?: () => readonly ExhibitTable[];
}): Exhibit<TrainingParameters> {
  const { settings, replicates, further, tables, ...texts } = definition;
  const points = trainingPoints(settings, replicates);
  return {
    kind: "exhibit",
    ...texts,
    experiment: trainingExperiment,
    points,
    draw: (_, spread) => trajectoryFigures(settings, points, spread),
    tabulate: (estimate) => [...finalTables(settings, points, estimate, further), ...(tables?.() ?? [])],
  };
}

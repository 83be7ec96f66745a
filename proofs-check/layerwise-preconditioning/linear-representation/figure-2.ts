import { paper } from "../paper.ts";
import { learningRate, type ShownMethod, trainingCaption, trajectoryExhibit } from "./training-exhibit.ts";
import { anisotropic } from "./training-model.ts";

const methods: readonly ShownMethod[] = [
  { name: "KFAC", algorithm: { kind: "kfac", learningRate } },
  { name: "AMGD", algorithm: { kind: "amgd", learningRate } },
  { name: "AMGD, batch-norm", algorithm: { kind: "amgd", learningRate, batchNorm: true } },
  { name: "SGD, batch-norm", algorithm: { kind: "sgd", learningRate, batchNorm: true } },
];

const setting = (condition: number, basis: "haar" | "diagonal", iterations: number) => ({
  point: { covariance: anisotropic(condition, basis), inputLaw: "rademacher", iterations, records: 50 },
  methods,
});

export default trajectoryExhibit({
  id: "figure-2",
  title: "Figure 2: batch-norm fits, and does not recover the representation",
  caption: [
    "Inputs $\\Sigma^{1/2}\\mathrm{Unif}(\\{\\pm1\\}^d)$, batch-normed before the first layer or not. The paper's finding, that batch-norm helps the loss and not the representation, depends on $\\Sigma$. At the condition number 10 it holds: the loss goes to the noise level, up to what the statistics of single batches add to it (with running ones, *inference*, the excess is small), and the distance to that of the row space of $G_\\star D^{1/2}$, $D = \\operatorname{diag}\\Sigma$, from $G_\\star$. In a Haar eigenbasis that is a small one, since the variances of the inputs differ little; in the diagonal basis batch-norm whitens, and the distance is large. At $10^3$ in a Haar eigenbasis batch-norm hardly changes the conditioning, and AMGD does not fit with it either: it is slow, not misdirected.",
    "*Own target* is the distance to the row space of $G_\\star D^{1/2}$; without batch-norm it is the distance itself. *Inference* is the excess risk of the network with running statistics.",
    trainingCaption,
  ].join("\n\n"),
  reference: `Figure 2 of ${paper}`,
  replicates: 4,
  further: [
    { column: "own target", observable: "targetDistance" },
    { column: "inference", observable: "networkExcess" },
  ],
  settings: [
    { name: "haar-10", title: "Condition number 10, Haar eigenbasis", ...setting(10, "haar", 1500) },
    { name: "diagonal-10", title: "Condition number 10, diagonal", ...setting(10, "diagonal", 1500) },
    { name: "haar-1000", title: "Condition number 1000, Haar eigenbasis", ...setting(1000, "haar", 1000) },
  ],
});

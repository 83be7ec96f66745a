import { paper } from "../paper.ts";
import { costTables } from "./optimizer-costs.ts";
import { figureMethods, learningRate, trainingCaption, trajectoryExhibit } from "./training-exhibit.ts";
import { anisotropic } from "./training-model.ts";

export default trajectoryExhibit({
  id: "figure-1",
  title: "Figure 1: training of linear representations under anisotropic inputs",
  caption: [
    "Inputs $\\Sigma^{1/2}\\mathrm{Unif}(\\{\\pm1\\}^d)$, high anisotropy. KFAC and DFW recover the representation, Adam later, SGD and AMGD hardly. What the paper says of natural gradient descent depends on the variant: with the model's Fisher information it does as well as KFAC here; with the empirical one of the samples' own gradients it fails.",
    trainingCaption,
    "The empirical variant takes a system of $n$ equations a step and has 300 iterations and 2 seeds. The cost tables count operations and memory by formula: $2mpn$ operations for a product, $p^3/3$ for a Cholesky factor, $9p^3$ for eigenvectors; the model's Fisher information is never formed, since its damped inverse falls apart in the eigenbases of $F^\\top F$ and $\\widehat\\Sigma$ into systems of order $k$.",
  ].join("\n\n"),
  reference: `Figure 1 of ${paper}`,
  replicates: 4,
  settings: [
    {
      name: "high",
      title: "±1 inputs, high anisotropy",
      point: { covariance: anisotropic(1000), inputLaw: "rademacher", iterations: 1000, records: 50 },
      methods: [
        ...figureMethods,
        {
          name: "NGD, empirical Fisher",
          algorithm: { kind: "ngd", learningRate, damping: 1e-3, fisher: "empirical" },
          iterations: 300,
          records: 30,
          replicates: 2,
        },
      ],
    },
  ],
  tables: costTables,
});

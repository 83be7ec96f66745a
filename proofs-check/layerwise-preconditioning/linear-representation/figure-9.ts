import { paper } from "../paper.ts";
import { figureMethods, trainingCaption, trajectoryExhibit } from "./training-exhibit.ts";
import { anisotropic, mild } from "./training-model.ts";

const run = { iterations: 1000, records: 50 };

export default trajectoryExhibit({
  id: "figure-9",
  title: "Figure 9: training of linear representations in the other three settings",
  caption: [
    "The settings beside that of Figure 1: Gaussian inputs at both levels of anisotropy, and $\\pm1$ inputs at the low one. The law of the inputs hardly matters. Under low anisotropy every method recovers the representation; Adam leads early and ends at the highest floor.",
    trainingCaption,
    "Gaussian batches are drawn by their moments, which is the same in law.",
  ].join("\n\n"),
  reference: `Figure 9 of ${paper}`,
  replicates: 4,
  settings: [
    {
      name: "gaussian-high",
      title: "Gaussian inputs, high anisotropy",
      point: { covariance: anisotropic(1000), batches: "moments", ...run },
      methods: figureMethods,
    },
    {
      name: "gaussian-low",
      title: "Gaussian inputs, low anisotropy",
      point: { covariance: mild, batches: "moments", ...run },
      methods: figureMethods,
    },
    {
      name: "sign-low",
      title: "±1 inputs, low anisotropy",
      point: { covariance: mild, inputLaw: "rademacher", ...run },
      methods: figureMethods,
    },
  ],
});

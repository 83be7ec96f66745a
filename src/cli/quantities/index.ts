import { didYouMean } from "../../foundation/did-you-mean.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import { adamCorrelationQuantity } from "./adam-correlation.ts";
import type { QuantityDefinition } from "./definition.ts";
import { degreesOfFreedomQuantity } from "./degrees-of-freedom.ts";
import { effectiveRidgeQuantity } from "./effective-ridge.ts";
import { gaussianMomentsQuantity } from "./gaussian-moments.ts";
import { gradientFlowRiskQuantity } from "./gradient-flow-risk.ts";
import { iterationsToQuantity } from "./iterations-to.ts";
import { kfacContractionQuantity } from "./kfac-contraction.ts";
import { kfacCorrelationQuantity } from "./kfac-correlation.ts";
import { kfacNoiseFloorQuantity } from "./kfac-noise-floor.ts";
import { lemmaB3Quantity } from "./lemma-B.3.ts";
import { lemmaB8Quantity } from "./lemma-B.8.ts";
import { linearSpectralStatisticQuantity, statisticFluctuationQuantity } from "./linear-spectral-statistic.ts";
import { localRateQuantity } from "./local-rate.ts";
import { minimaxRateQuantity } from "./minimax-rate.ts";
import { momentQuantity } from "./moment.ts";
import { optimalExponentQuantity } from "./optimal-exponent.ts";
import { outlierQuantity } from "./outlier.ts";
import { ridgeRiskQuantity } from "./ridge-risk.ts";
import { sgdContractionQuantity } from "./sgd-contraction.ts";
import { sgdCorrelationQuantity } from "./sgd-correlation.ts";
import { sgdStabilityLimitQuantity } from "./sgd-stability-limit.ts";
import { shiftedRidgeRiskQuantity } from "./shifted-ridge-risk.ts";
import { spectralCdfQuantity } from "./spectral-cdf.ts";
import { spectralDensityQuantity } from "./spectral-density.ts";
import { spectralQuantileQuantity } from "./spectral-quantile.ts";
import { stieltjesQuantity } from "./stieltjes.ts";
import { stieltjesDerivativeQuantity } from "./stieltjes-derivative.ts";
import { supportQuantity } from "./support.ts";
import { theorem36Quantity } from "./theorem-3.6.ts";
import { tracyWidomCdfQuantity, tracyWidomQuantileQuantity } from "./tracy-widom.ts";
import { transferRiskQuantity } from "./transfer-risk.ts";
import { whiteningTargetDistanceQuantity } from "./whitening-target-distance.ts";

/** Every quantity of `asymptopia eval`, in the order of its help. */
export const quantities: readonly QuantityDefinition[] = [
  stieltjesQuantity,
  stieltjesDerivativeQuantity,
  effectiveRidgeQuantity,
  degreesOfFreedomQuantity,
  supportQuantity,
  spectralDensityQuantity,
  spectralCdfQuantity,
  spectralQuantileQuantity,
  momentQuantity,
  linearSpectralStatisticQuantity,
  statisticFluctuationQuantity,
  outlierQuantity,
  tracyWidomCdfQuantity,
  tracyWidomQuantileQuantity,
  gaussianMomentsQuantity,
  sgdCorrelationQuantity,
  kfacCorrelationQuantity,
  adamCorrelationQuantity,
  kfacContractionQuantity,
  sgdContractionQuantity,
  sgdStabilityLimitQuantity,
  minimaxRateQuantity,
  iterationsToQuantity,
  localRateQuantity,
  kfacNoiseFloorQuantity,
  transferRiskQuantity,
  whiteningTargetDistanceQuantity,
  theorem36Quantity,
  lemmaB3Quantity,
  lemmaB8Quantity,
  ridgeRiskQuantity,
  shiftedRidgeRiskQuantity,
  optimalExponentQuantity,
  gradientFlowRiskQuantity,
];

/** @throws AsymptopiaError `unknown-name`, field `quantity`, with near names. */
export function findQuantity(name: unknown): QuantityDefinition {
  const found = quantities.find((quantity) => quantity.name === name);
  if (found !== undefined) return found;
  const names = quantities.map((quantity) => quantity.name);
  const near = typeof name === "string" ? didYouMean(name, names) : [];
  const hint = near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
  throw new AsymptopiaError("unknown-name", `there is no quantity ${String(name)}${hint}`, {
    field: "quantity",
    value: name,
    accepted: `one of ${names.join(", ")}`,
  });
}

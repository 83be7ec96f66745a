import { didYouMean } from "../../foundation/did-you-mean.ts";
import { AsymptopiaError } from "../../foundation/errors.ts";
import type { QuantityDefinition } from "./definition.ts";
import { effectiveRidgeQuantity } from "./effective-ridge.ts";
import { gaussianMomentsQuantity } from "./gaussian-moments.ts";
import { kfacCorrelationQuantity } from "./kfac-correlation.ts";
import { sgdCorrelationQuantity } from "./sgd-correlation.ts";
import { stieltjesQuantity } from "./stieltjes.ts";
import { stieltjesDerivativeQuantity } from "./stieltjes-derivative.ts";

/** Every quantity of `asymptopia eval`, in the order of its help. */
export const quantities: readonly QuantityDefinition[] = [
  stieltjesQuantity,
  stieltjesDerivativeQuantity,
  effectiveRidgeQuantity,
  gaussianMomentsQuantity,
  sgdCorrelationQuantity,
  kfacCorrelationQuantity,
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

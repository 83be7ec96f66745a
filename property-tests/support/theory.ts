import { parseActivation, parsePopulation } from "asymptopia/model";
import {
  type DampedOneStepSetting,
  kfacCorrelation,
  kfacInnerProduct,
  kfacSquaredNorm,
  sgdCorrelation,
  sgdInnerProduct,
  sgdSquaredNorm,
} from "asymptopia/theory";
import type { Quantity } from "../../src/foundation/quantity.ts";
import type { Setting } from "./arbitraries.ts";
import { forEachObservable, type ObservableName } from "./observables.ts";

const formulas: Readonly<Record<ObservableName, (setting: DampedOneStepSetting) => Quantity>> = {
  sgdCorrelation,
  sgdInnerProduct,
  sgdSquaredNorm,
  kfacCorrelation,
  kfacInnerProduct,
  kfacSquaredNorm,
};

export type Limits = Readonly<Record<ObservableName, Quantity>>;

/** The limits of all observables at a point. */
export function limits(point: Setting): Limits {
  const setting = {
    population: parsePopulation(point.population),
    phi: point.phi,
    teacher: parseActivation(point.teacher),
    noiseVariance: point.noiseVariance,
    lambda: point.lambda,
  };
  return forEachObservable((name) => formulas[name](setting));
}

import type { TracyWidomBeta } from "./distribution.ts";

export interface TracyWidomMoments {
  readonly mean: number;
  readonly variance: number;
  /** Third central moment over variance^{3/2}. */
  readonly skewness: number;
  /** Fourth central moment over variance², less 3. */
  readonly excessKurtosis: number;
}

/**
 * Moments of F_β in the normalisation of `tracyWidom`, good to 2ε: quadrature of the density with 40 digits
 * by `golden/tracy-widom.py`.
 */
export const tracyWidomMoments: Readonly<Record<TracyWidomBeta, TracyWidomMoments>> = {
  1: {
    mean: -1.2065335745820247,
    variance: 1.607781034581361,
    skewness: 0.2934645240865233,
    excessKurtosis: 0.16524293845555973,
  },
  2: {
    mean: -1.7710868074116015,
    variance: 0.8131947928329578,
    skewness: 0.2240842036107303,
    excessKurtosis: 0.0934480876609831,
  },
  4: {
    mean: -2.3068848932411017,
    variance: 0.5177237207726758,
    skewness: 0.1655094943522618,
    excessKurtosis: 0.04919515659389992,
  },
};

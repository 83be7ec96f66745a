import type { z } from "zod";
import { invalidInput } from "../../../foundation/errors.ts";
import { denseMatrix, multiply, singularValueDecomposition } from "../../../linalg/index.ts";
import type { Experiment, Problem } from "../../experiment.ts";
import { requireOneCell } from "../../require-one-cell.ts";
import type { Stream } from "../../stream.ts";
import { streamCost } from "../../stream-cost.ts";
import { haarRows, orthonormalRows } from "../orthonormal-rows.ts";
import { numberBetween, reader, strictPoint, wholeBetween } from "../point-schema.ts";
import { featuresAtSines } from "../start.ts";
import { orthogonalPart, subspaceDistance } from "../subspace-distance.ts";

/** A point of the distance-properties experiment. */
export type DistancePropertiesParameters = {
  /** k, rows of G. */
  readonly features: number;
  /** The sine of the largest principal angle; the others are independent and uniform below it. */
  readonly distance: number;
  /** How many rows G⋆ has more than G, where the distance is no longer symmetric. */
  readonly moreTeacherFeatures: number;
};

/**
 * What Definition 3.2 says of dist(G, G⋆) = ‖G(I − G⋆ᵀG⋆)‖_op, on row spaces of a prescribed largest angle in otherwise
 * uniform position. `size` is d.
 *
 * Each number is a singular value of a product of matrices with orthonormal rows. A product of k × d and d × k matrices
 * of norm 1 and the one after it are off by (d + k + 2)k·ε in the Frobenius norm, ε = 2⁻⁵², rows by 10dk·ε of orthonormal
 * ones at the worst, for each of the factorisations that made them, of which there are up to four a matrix: with the Jacobi
 * method's 10d·ε, 100·d·k·ε covers any of the differences below.
 */
export const experiment: Experiment<DistancePropertiesParameters> = {
  id: "linear-representation-distance-properties",
  version: 1,
  module: import.meta.url,
  streamParameters: ["features", "distance", "moreTeacherFeatures"],
  parameters: reader(
    strictPoint({
      features: wholeBetween(1, 64),
      distance: numberBetween(0, 1, { lowest: true, highest: true }),
      moreTeacherFeatures: wholeBetween(0, 64).default(0),
    }) as unknown as z.ZodType<DistancePropertiesParameters>,
  ),
  observables: {
    distance: { meaning: "dist(G, G⋆)" },
    fromPrescribed: { meaning: "|dist(G, G⋆) − sin θ| for the largest principal angle θ, as prescribed" },
    complement: { meaning: "|dist(G, G⋆)² + σ_min(GG⋆ᵀ)² − 1|" },
    rotated: { meaning: "|dist(UG, VG⋆) − dist(G, G⋆)| for Haar orthogonal U and V" },
    exchanged: { meaning: "|dist(G⋆, G) − dist(G, G⋆)|" },
    remixed: { meaning: "dist(Ortho(LG⋆), G⋆) for a Gaussian square L with its diagonal made heavy" },
    one: { meaning: "1, the largest value of a distance" },
  },
  realise(point, size) {
    const { features, moreTeacherFeatures } = point;
    const least = 2 * features + moreTeacherFeatures;
    if (!Number.isInteger(size) || size < least || size > 512) {
      throw invalidInput("size", size, `a whole number from 2·features + moreTeacherFeatures = ${least} to 512`);
    }
    return { point, size, realised: point, shape: { d: size, k: features } };
  },
  run,
  cost: ({ shape: { d, k } }) => 9 * streamCost + (60 * d * k * k + 300 * k ** 3 + 10 * d * k) / 1e6,
};

function run(problems: readonly Problem<DistancePropertiesParameters>[], stream: Stream): Record<string, number>[] {
  if (problems.length === 0) return [];
  requireOneCell(experiment, problems);
  const {
    point: { features: k, distance: prescribed, moreTeacherFeatures },
    shape: { d },
  } = problems[0];
  const all = haarRows(k + moreTeacherFeatures, d, stream.child("teacher"));
  const nearest = denseMatrix(k, d, all.data.slice(0, k * d));
  const angles = stream.child("angles");
  const sines = Array.from({ length: k }, (_, i) => (i === 0 ? prescribed : prescribed * angles.uniform()));
  // With more rows in G⋆ the angles are no longer the prescribed ones: nothing keeps the rest out of the additional rows.
  const g = featuresAtSines(nearest, sines, stream.child("start"));
  const distance = subspaceDistance(g, all);
  const cosines = singularValueDecomposition(multiply(g, all, { transposeB: true })).values;
  const turned = (label: string, rows: number) => haarRows(rows, rows, stream.child(label));
  const rotated = subspaceDistance(multiply(turned("left", k), g), multiply(turned("right", all.rows), all));
  const mixing = denseMatrix(all.rows, all.rows);
  stream.child("mixing").fillNormal(mixing.data);
  for (let i = 0; i < all.rows; i++) mixing.data[i * all.rows + i] += 3 * Math.sqrt(all.rows);
  const observed = {
    distance,
    fromPrescribed: Math.abs(distance - prescribed),
    complement: Math.abs(distance ** 2 + cosines[k - 1] ** 2 - 1),
    rotated: Math.abs(rotated - distance),
    exchanged: Math.abs(singularValueDecomposition(orthogonalPart(all, g)).values[0] - distance),
    remixed: subspaceDistance(orthonormalRows(multiply(mixing, all)), all),
    one: 1,
  };
  return problems.map(() => ({ ...observed }));
}

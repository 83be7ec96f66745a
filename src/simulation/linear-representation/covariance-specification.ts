import { z } from "zod";
import { parseWith } from "../../foundation/parse.ts";
import type { PopulationSpecification } from "../../model/population.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";

/** d eigenvalues in a geometric sequence of the given ratio of extremes, whose mean is 1. */
export type LogSpacedSpectrum = { readonly kind: "log-spaced"; readonly condition: number };

export type SpectrumSpecification = LogSpacedSpectrum | PopulationSpecification;

/**
 * A d × d covariance Σ of inputs, as JSON.
 *
 * - `identity`: Σ = I.
 * - `diagonal`: the eigenvalues of `spectrum` on the diagonal, ascending.
 * - `haar`: the same eigenvalues with eigenvectors from the Haar measure.
 * - `perturbed-identity`: Σ = I + `deviation`·(A + Aᵀ), the entries of A independent N(0, 1).
 */
export type CovarianceSpecification =
  | { readonly basis: "identity" }
  | { readonly basis: "diagonal" | "haar"; readonly spectrum: SpectrumSpecification }
  | { readonly basis: "perturbed-identity"; readonly deviation: number };

const from1 = "a number from 1";
const from0 = "a number from 0";
const bases = '"identity", "diagonal", "haar" or "perturbed-identity"';

const logSpaced = z.strictObject(
  { kind: z.literal("log-spaced"), condition: z.number(from1).min(1, from1) },
  { error: () => "absent: a log-spaced spectrum has kind and condition" },
);

const only = (members: string) => ({
  error: (issue: { readonly code?: string }) =>
    issue.code === "unrecognized_keys"
      ? `absent: a covariance of this basis has ${members}`
      : `an object with ${members}`,
});

const schema = z.discriminatedUnion(
  "basis",
  [
    z.strictObject({ basis: z.literal("identity") }, only("basis")),
    z.strictObject({ basis: z.enum(["diagonal", "haar"]), spectrum: z.unknown() }, only("basis and spectrum")),
    z.strictObject(
      { basis: z.literal("perturbed-identity"), deviation: z.number(from0).min(0, from0) },
      only("basis and deviation"),
    ),
  ],
  { error: (issue) => (issue.code === "invalid_union" ? bases : `an object with basis: ${bases}`) },
);

/**
 * A covariance from JSON, with nothing changed but the order of its members.
 *
 * @throws AsymptopiaError `invalid-input` naming the member, below `field`, that is outside its domain.
 */
export function parseCovariance(input: unknown, field = "covariance"): CovarianceSpecification {
  const read = parseWith(schema, input, field);
  if (read.basis === "identity" || read.basis === "perturbed-identity") return read;
  return { basis: read.basis, spectrum: parseSpectrum(read.spectrum, `${field}.spectrum`) };
}

function parseSpectrum(input: unknown, field: string): SpectrumSpecification {
  if (typeof input === "object" && input !== null && (input as { kind?: unknown }).kind === "log-spaced") {
    return parseWith(logSpaced, input, field);
  }
  return parsePopulation(input, field).specification;
}

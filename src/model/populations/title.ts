import type { PopulationSpecification } from "../population.ts";

const fractions = new Map<string, string>([
  [(1 / 2).toPrecision(12), "½"],
  [(1 / 3).toPrecision(12), "⅓"],
  [(2 / 3).toPrecision(12), "⅔"],
  [(1 / 4).toPrecision(12), "¼"],
  [(3 / 4).toPrecision(12), "¾"],
]);

/** At most this many atoms are listed; of more, only the number and the range are told. */
const listed = 4;

/**
 * A short name of a population for legends and tables, of plain text with numbers cut to four digits: two populations
 * may share it. `specification` is one that parsePopulation accepts.
 */
export function populationTitle(specification: PopulationSpecification): string {
  switch (specification.kind) {
    case "atoms":
      return atomsTitle(specification.values, specification.weights ?? specification.values.map(() => 1));
    case "eigenvalues": {
      const { values } = specification;
      return values.length === 1 ? `eigenvalue ${short(values[0])}` : `${values.length} eigenvalues`;
    }
    case "uniform":
      return `uniform ${interval(specification)}`;
    case "ar1":
      return `AR(1), ρ = ${short(specification.rho)}`;
    case "geometric":
      return `geometric ${interval(specification)}`;
    case "power-law":
      return `power law τ^${short(-specification.exponent)} on ${interval(specification)}`;
    case "density":
      return specification.name;
  }
}

function atomsTitle(values: readonly number[], weights: readonly number[]): string {
  if (values.length === 1) return `atom ${short(values[0])}`;
  if (values.length > listed) {
    const low = values.reduce((a, b) => Math.min(a, b));
    const high = values.reduce((a, b) => Math.max(a, b));
    return `${values.length} atoms in ${interval({ low, high })}`;
  }
  const total = weights.reduce((a, b) => a + b);
  const shares = weights.map((weight) => fractions.get((weight / total).toPrecision(12)) ?? short(weight / total));
  return `atoms ${values.map(short).join(", ")} (${shares.join(", ")})`;
}

function interval({ low, high }: { readonly low: number; readonly high: number }): string {
  return `[${short(low)}, ${short(high)}]`;
}

/** Up to four significant digits, with a proper minus sign. */
function short(x: number): string {
  return String(Number(x.toPrecision(4)))
    .replace(/^-/, "−")
    .replace("e-", "e−")
    .replace("e+", "e");
}

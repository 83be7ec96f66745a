import type { ActivationSpecification, PopulationSpecification } from "asymptopia/model";

/** The law of c·τ for τ ~ H. Not for AR(1), whose mean is 1. */
export function scalePopulation(population: PopulationSpecification, c: number): PopulationSpecification {
  switch (population.kind) {
    case "atoms":
    case "eigenvalues":
      return { ...population, values: population.values.map((value) => c * value) };
    case "uniform":
    case "geometric":
    case "power-law":
      return { ...population, low: c * population.low, high: c * population.high };
    case "ar1":
      throw new Error("a scaled AR(1) spectrum is none");
    case "density":
      throw new Error("a registered density is scaled by registering another");
  }
}

/** z ↦ σ⋆(z/r), r > 0, for the kinds of teacher that have a member for it. */
export function dilateTeacher(teacher: ActivationSpecification, r: number): ActivationSpecification {
  if (teacher.kind === "softplus") return { ...teacher, scale: teacher.scale / r };
  if (teacher.kind !== "polynomial") throw new Error(`no dilated ${teacher.kind}`);
  return { ...teacher, coefficients: teacher.coefficients.map((coefficient, k) => coefficient / r ** k) };
}

/** z ↦ t·σ⋆(z), for polynomials. */
export function scaleTeacher(teacher: ActivationSpecification, t: number): ActivationSpecification {
  if (teacher.kind !== "polynomial") throw new Error(`no multiple of ${teacher.kind}`);
  return { ...teacher, coefficients: teacher.coefficients.map((coefficient) => t * coefficient) };
}

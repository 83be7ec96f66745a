import { parsePopulation } from "../../model/index.ts";
import { degreesOfFreedom } from "../../theory/index.ts";
import { answerOf, defineQuantity, population, positive } from "./definition.ts";

export const degreesOfFreedomQuantity = defineQuantity({
  name: "degrees-of-freedom",
  summary: "df₁ = ∫τ/(τ+κ) dH and df₂ = ∫τ²/(τ+κ)² dH at the effective ridge κ(λ), as shares of the dimension",
  example: { population: { kind: "ar1", rho: 0.5 }, phi: 0.5, lambda: 0.1 },
  shape: { population, phi: positive, lambda: positive },
  evaluate({ population, phi, lambda }) {
    const { first, second } = degreesOfFreedom({ population: parsePopulation(population), phi, lambda });
    return answerOf({ first: first.value, second: second.value }, [first, second]);
  },
});

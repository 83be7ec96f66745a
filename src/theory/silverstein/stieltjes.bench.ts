import type { Benchmark } from "../../bench/benchmark.ts";
import { ourName } from "../../bench/data.ts";
import { parsePopulation } from "../../model/populations/parse-population.ts";
import { stieltjes } from "./stieltjes.ts";

const [phi, lambda] = [0.9, 1e-4];

/** m(−λ) at a small ridge, with error and status. */
function stieltjesBenchmark(atoms: number): Benchmark {
  return {
    id: `stieltjes-${atoms}`,
    title: `$m(-\\lambda)$ at $\\lambda=10^{-4}$, ${atoms} atoms`,
    prepare() {
      const values = Array.from({ length: atoms }, (_, i) => 1 + (9 * i) / (atoms - 1));
      const population = parsePopulation({ kind: "eigenvalues", values });
      const expected = stieltjes(population, phi, -lambda).value;
      const difference = Math.abs(byIteration(values) / expected - 1);
      if (!(difference < 1e-9)) throw new Error(`the iteration is off by ${difference}`);
      return {
        ours: { name: ourName, run: () => stieltjes(population, phi, -lambda) },
        others: [{ name: "fixed point", run: () => byIteration(values) }],
      };
    },
  };
}

/** v ← 1/(λ + φ∫ τ/(1 + τv) dH) until a step is below 1e-15 of v, and m from it, as one writes it first. */
function byIteration(values: readonly number[]): number {
  let v = 1;
  for (let step = 0; step < 100_000; step++) {
    let sum = 0;
    for (const tau of values) sum += tau / (1 + tau * v);
    const next = 1 / (lambda + (phi * sum) / values.length);
    const done = Math.abs(next - v) <= 1e-15 * next;
    v = next;
    if (done) break;
  }
  let m = 0;
  for (const tau of values) m += 1 / (lambda * (1 + tau * v));
  return m / values.length;
}

export const benchmarks: readonly Benchmark[] = [2, 1000].map(stieltjesBenchmark);

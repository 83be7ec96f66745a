import { EigenvalueDecomposition } from "ml-matrix";
import type { Alternative, Benchmark } from "../bench/benchmark.ts";
import { inPlainTypeScript, mlMatrix, ourName, positiveMatrix, toMlMatrix } from "../bench/data.ts";
import { symmetricEigen, symmetricEigenvalues } from "./symmetric-eigen.ts";

/** ml-matrix gives eigenvalues with eigenvectors alone. */
export const benchmarks: readonly Benchmark[] = [
  eigenvaluesOf(500),
  eigenvaluesOf(1000),
  {
    id: "eigenvectors-300",
    title: "eigenvalues and eigenvectors, order 300",
    prepare() {
      const a = positiveMatrix(300);
      const ours = () => symmetricEigen(a);
      const same = toMlMatrix(a);
      const theirs = { name: mlMatrix, run: () => new EigenvalueDecomposition(same, { assumeSymmetric: true }) };
      return { ours: { name: ourName, run: ours }, others: [inPlainTypeScript(ours), theirs] };
    },
    numpy: { task: "eigenvectors", arguments: { order: 300 } },
  },
];

function eigenvaluesOf(order: number): Benchmark {
  return {
    id: `eigenvalues-${order}`,
    title: `eigenvalues, order ${order}`,
    prepare() {
      const a = positiveMatrix(order);
      const ours = () => symmetricEigenvalues(a);
      const others: Alternative[] = [inPlainTypeScript(ours)];
      // Of order 1000 it takes longer than all the rest of these benchmarks.
      if (order <= 500) {
        const same = toMlMatrix(a);
        others.push({ name: mlMatrix, run: () => new EigenvalueDecomposition(same, { assumeSymmetric: true }) });
      }
      return { ours: { name: ourName, run: ours }, others };
    },
    numpy: { task: "eigenvalues", arguments: { order } },
  };
}

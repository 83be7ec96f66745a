import { QrDecomposition } from "ml-matrix";
import type { Benchmark } from "../bench/benchmark.ts";
import { gaussianMatrix, inPlainTypeScript, mlMatrix, ourName, toMlMatrix } from "../bench/data.ts";
import { thinQr } from "./thin-qr.ts";

const [rows, columns] = [600, 300];

export const benchmark: Benchmark = {
  id: "thin-qr-600-300",
  title: "thin $QR$, $600\\times300$",
  prepare() {
    const a = gaussianMatrix(rows, columns);
    const same = toMlMatrix(a);
    const ours = () => thinQr(a);
    const theirs = () => {
      const decomposition = new QrDecomposition(same);
      return [decomposition.orthogonalMatrix, decomposition.upperTriangularMatrix];
    };
    return {
      ours: { name: ourName, run: ours },
      others: [inPlainTypeScript(ours), { name: mlMatrix, run: theirs }],
    };
  },
  numpy: { task: "thinQr", arguments: { rows, columns } },
};

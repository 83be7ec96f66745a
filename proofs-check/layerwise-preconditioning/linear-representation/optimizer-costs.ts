import type { ExhibitTable } from "asymptopia";
import { type AlgorithmSpecification, curvatureMemory, stepCosts } from "asymptopia/simulation";

/** The paper's sizes. */
const shape = { inputs: 100, features: 8, outputs: 15, samples: 1024 };

const algorithms: readonly (readonly [string, AlgorithmSpecification])[] = [
  ["SGD", { kind: "sgd", learningRate: 0.01 }],
  ["Adam", { kind: "adam", learningRate: 0.01 }],
  ["AMGD", { kind: "amgd", learningRate: 0.01 }],
  ["DFW", { kind: "dfw", learningRate: 0.01 }],
  ["KFAC", { kind: "kfac", learningRate: 0.01 }],
  ["NGD, model's Fisher", { kind: "ngd", learningRate: 0.01, damping: 1e-3, fisher: "model" }],
  ["NGD, empirical Fisher", { kind: "ngd", learningRate: 0.01, damping: 1e-3, fisher: "empirical" }],
];

/** What an iteration costs by method, and the curvature's memory by how it is kept: by formula, nothing is measured. */
export function costTables(): ExhibitTable[] {
  const { full, layers, kronecker } = curvatureMemory(shape);
  const paper = curvatureMemory({ inputs: 1000, features: 1000, outputs: 1000 });
  return [
    {
      title: "What an iteration costs",
      columns: [
        "method",
        "operations for the batches' moments",
        "operations of the step",
        "numbers kept between steps",
        "numbers of the preconditioner",
      ],
      rows: algorithms.map(([name, algorithm]) => {
        const { operations, moments, state, preconditioner } = stepCosts(algorithm, shape);
        return [name, Math.round(moments), Math.round(operations), state, preconditioner];
      }),
    },
    {
      title: "Memory of the Fisher information: m² + n² against m²n² for a layer of m × n",
      columns: ["kept as", "d = 100, k = 8, d_Y = 15", "d = k = d_Y = 1000"],
      rows: [
        ["one matrix for all parameters", full, paper.full],
        ["one matrix a layer, Σ m²n²", layers, paper.layers],
        ["two Kronecker factors a layer, Σ (m² + n²)", kronecker, paper.kronecker],
      ],
    },
  ];
}

import { describe, expect, it } from "vitest";
import { describeGrid, describePoint } from "./parameters.ts";

const atoms = { kind: "atoms", values: [0.5, 1.5], weights: [1, 1] };
const ar1 = { kind: "ar1", rho: 0.5 };

describe("the parameters of a grid", () => {
  const grid = [
    { population: atoms, teacher: { kind: "relu" }, phi: 0.5, noiseVariance: 0.25 },
    { population: ar1, teacher: { kind: "relu" }, phi: 1e-5, noiseVariance: 0.25 },
  ];

  it("are told apart by whether they vary", () => {
    expect(describeGrid(grid)).toEqual({
      shared: [
        ["teacher", "ReLU"],
        ["noise variance", "0.25"],
      ],
      varying: ["population", "φ"],
      values: [
        ["atoms 0.5, 1.5 (½, ½)", "0.5"],
        ["AR(1), ρ = 0.5", "10⁻⁵"],
      ],
    });
  });

  it("make a title in which a population needs no name", () => {
    expect(describePoint(describeGrid(grid), grid, 0)).toBe("atoms 0.5, 1.5 (½, ½); φ = 0.5");
  });

  it("name everything where two titles agree", () => {
    const near = [{ population: ar1 }, { population: { kind: "ar1", rho: 0.500001 } }];
    const { values } = describeGrid(near);
    expect(values).toEqual([["ar1(ρ 0.5)"], ["ar1(ρ 0.500001)"]]);
    expect(describePoint(describeGrid(near), near, 1)).toBe("population = ar1(ρ 0.500001)");
  });

  it("are cut to six digits, unless that would make two of them equal", () => {
    expect(describeGrid([{ a: 0.1 + 0.2 }, { a: 1 }]).values).toEqual([["0.3"], ["1"]]);
    expect(describeGrid([{ a: 0.1 + 0.2 }, { a: 0.3 }]).values).toEqual([["0.30000000000000004"], ["0.3"]]);
  });

  it("may be of any kind that JSON has", () => {
    const [only] = [{ a: null, b: true, c: [1, "x"], d: { e: 1, f: [] }, g: Array.from({ length: 20 }, (_, k) => k) }];
    expect(describeGrid([only]).shared.map(([, value]) => value)).toEqual([
      "none",
      "yes",
      "[1, x]",
      "{e 1, f []}",
      "[0, 1, 2, 3, 4, 5, 6, 7, … (20 values)]",
    ]);
  });

  it("may be absent at some points, or everywhere", () => {
    expect(describeGrid([{ a: 1 }, {}]).values).toEqual([["1"], ["none"]]);
    expect(describeGrid([])).toEqual({ shared: [], varying: [], values: [] });
  });
});

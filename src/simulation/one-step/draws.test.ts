import { expect, it } from "vitest";
import { denseMatrix } from "../../linalg/dense-matrix.ts";
import { createStream } from "../random/create-stream.ts";
import { drawInputs, fillInputs } from "./draws.ts";

it("inputs are the stream's normals in order, times the roots of the eigenvalues, for rows short and long", () => {
  for (const [n, d] of [
    [1, 1],
    [700, 13],
    [3, 5000],
  ]) {
    const eigenvalues = Array.from({ length: d }, (_, j) => 1 + j / d);
    const normals = new Float64Array(n * d);
    createStream("inputs").fillNormal(normals);
    const expected = normals.map((value, i) => value * Math.sqrt(eigenvalues[i % d]));
    expect(drawInputs(n, eigenvalues, createStream("inputs")).data).toEqual(expected);
    const filled = denseMatrix(n, d, new Float64Array(n * d).fill(Number.NaN));
    fillInputs(filled, eigenvalues, createStream("inputs"));
    expect(filled.data).toEqual(expected);
  }
});

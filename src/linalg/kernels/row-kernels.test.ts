import fc from "fast-check";
import { expect, it } from "vitest";
import { entries, epsilon } from "../testing/matrices.ts";
import { portableRowKernels } from "./portable-row-kernels.ts";
import type { RowKernels } from "./row-kernels.ts";
import { simdRowKernels } from "./simd-row-kernels.ts";

const portable = portableRowKernels();
const simd = simdRowKernels();

interface Places {
  readonly x: number;
  readonly v: number;
  readonly u: number;
  readonly end: number;
}

/** The matrix may begin anywhere; a vector of each length follows. */
function placesOf(rows: number, columns: number): Places {
  const x = 3;
  const v = x + rows * columns;
  return { x, v, u: v + columns, end: v + columns + rows };
}

type Product = (kernels: RowKernels, rows: number, columns: number, places: Places) => void;

const products: Record<string, Product> = {
  addGramTimes: (kernels, rows, columns, { x, v, end }) => kernels.addGramTimes(rows, columns, x, -1 / 3, v, end, 0),
  addRowsTimes: (kernels, rows, columns, { x, v, u }) => kernels.addRowsTimes(rows, columns, x, -1 / 3, v, u),
  addRowSums: (kernels, rows, columns, { x, v, u }) => kernels.addRowSums(rows, columns, x, u, v),
  writeRowDots: (kernels, rows, columns, { x, v, u }) => kernels.writeRowDots(rows, columns, x, v, u),
};

/** The memory after a product: all of it, so that a number written beside the result shows. */
function memoryAfter(
  kernels: RowKernels,
  product: Product,
  rows: number,
  columns: number,
  fill: (memory: Float64Array) => void,
): Float64Array {
  const places = placesOf(rows, columns);
  const length = places.end + columns + 8;
  const memory = kernels.reserve(length);
  memory.set(entries(length, rows * 1000 + columns));
  fill(memory);
  product(kernels, rows, columns, places);
  return memory.slice(0, length);
}

function expectSameBits(product: Product, rows: number, columns: number, fill = (_: Float64Array): void => {}): void {
  expect(simd).toBeDefined();
  if (simd === undefined) return;
  const expected = memoryAfter(portable, product, rows, columns, fill);
  const actual = memoryAfter(simd, product, rows, columns, fill);
  const differing = actual.findIndex((value, i) => !Object.is(value, expected[i]));
  expect(differing, `${rows} × ${columns}`).toBe(-1);
}

it.each(Object.entries(products))(
  "%s has the bits of plain TypeScript in all small shapes, and some large",
  (_, product) => {
    for (let rows = 1; rows <= 26; rows++) {
      for (let columns = 1; columns <= 13; columns++) expectSameBits(product, rows, columns);
    }
    for (const [rows, columns] of [
      [3, 1025],
      [9, 512],
      [41, 257],
      [700, 5],
    ]) {
      expectSameBits(product, rows, columns);
    }
  },
);

it("trapezoidal products have the bits of plain TypeScript", () => {
  const product: Product = (kernels, rows, columns, { x, v, end }) =>
    kernels.addGramTimes(rows, columns, x, 1, v, end, 1);
  for (let rows = 1; rows <= 40; rows++) {
    for (const more of [0, 1, 2, 7]) expectSameBits(product, rows, rows + more);
  }
});

it.each(Object.entries(products))("in %s NaN, infinities and zeros spread as in plain TypeScript", (_, product) => {
  const special = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324, Number.MAX_VALUE];
  const place = fc.record({ at: fc.nat(), value: fc.constantFrom(...special) });
  fc.assert(
    fc.property(fc.nat(20), fc.nat(9), fc.array(place, { maxLength: 4 }), (rows, columns, places) =>
      expectSameBits(product, rows + 1, columns + 1, (memory) => {
        for (const { at, value } of places) memory[at % placesOf(rows + 1, columns + 1).end] = value;
      }),
    ),
  );
});

it("products are what they say, by sums in another order", () => {
  const rows = 37;
  const columns = 300;
  const places = placesOf(rows, columns);
  const { x, v, u, end } = places;
  const before = entries(end + columns + 8, rows * 1000 + columns);
  const entry = (i: number, j: number): number => before[x + i * columns + j];
  const after = (name: string): Float64Array => memoryAfter(portable, products[name], rows, columns, () => {});
  const rowSum = (i: number): number => {
    let sum = 0;
    for (let j = columns - 1; j >= 0; j--) sum += entry(i, j) * before[v + j];
    return sum;
  };
  const images = Float64Array.from({ length: rows }, (_, i) => rowSum(i));
  const column = (j: number, factors: Float64Array): number => {
    let sum = 0;
    for (let i = rows - 1; i >= 0; i--) sum += entry(i, j) * factors[i];
    return sum;
  };
  // Entries are at most 1 in size, so a sum of k products is below k, and each order of summing is within k²·ε of it;
  // a sum of sums of k terms over m rows within m·k·(m + k)·ε.
  const once = 2 * columns * columns * epsilon;
  const twice = 2 * rows * columns * (rows + columns) * epsilon;
  const dots = after("writeRowDots");
  const times = after("addRowsTimes");
  for (let i = 0; i < rows; i++) {
    expect(Math.abs(dots[u + i] - images[i])).toBeLessThan(once);
    expect(Math.abs(times[u + i] - (before[u + i] - images[i] / 3))).toBeLessThan(once);
  }
  const sums = after("addRowSums");
  const gram = after("addGramTimes");
  const factors = before.slice(u, u + rows);
  for (let j = 0; j < columns; j++) {
    expect(Math.abs(sums[v + j] - (before[v + j] + column(j, factors)))).toBeLessThan(once);
    expect(Math.abs(gram[end + j] - (before[end + j] - column(j, images) / 3))).toBeLessThan(twice);
  }
});

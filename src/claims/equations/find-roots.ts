import { above, below } from "./interval.ts";
import { invertMatrix } from "./invert-matrix.ts";

/** A closed interval of the extended reals. */
export type Range = readonly [low: number, high: number];
/** One range for each unknown. */
export type Box = readonly Range[];

/** What functions of the unknowns do on a box. */
export interface Behaviour {
  /** By function, all its values. */
  readonly values: readonly Range[];
  /** By function and unknown, all its slopes. */
  readonly slopes: readonly (readonly Range[])[];
  /** `nowhere` if one of the functions has no value on the box, `partly` if not all of them have one everywhere. */
  readonly defined: "everywhere" | "partly" | "nowhere";
}

/** As many functions as unknowns, and the inequalities that a root must fulfil. All enclosures contain the exact values. */
export interface RootProblem {
  readonly unknowns: number;
  functions(box: Box): Behaviour;
  /** Their values alone, at the numbers of a box without extension. */
  valuesAt(numbers: Box): Omit<Behaviour, "slopes">;
  /** Functions that must be above 0; asked one by one, for a function may have no value where another excludes the box. */
  readonly constraints: readonly ((box: Box) => Behaviour)[];
  /** Boxes to be looked at before the search gives up. */
  readonly mostBoxes: number;
}

export type RootSearch =
  /** The one root in the domain: it exists, it is in `box`, and there is no other. */
  | { readonly found: "one"; readonly box: Box }
  | { readonly found: "none" }
  /** Two at least, each proved to exist. */
  | { readonly found: "several"; readonly boxes: readonly Box[] }
  /** The search could not tell: a root on the boundary of the domain, a double root, a pole beside one, too many boxes. */
  | { readonly found: "uncertain"; readonly boxes: number };

const { POSITIVE_INFINITY, NEGATIVE_INFINITY, EPSILON } = Number;

/**
 * All roots in the domain, by branch and prune: boxes, at first the whole space, in which an inequality fails or a
 * function has no zero are dropped, those that the interval Newton operator maps into their interior contain exactly one
 * root, the others are contracted or split (Hansen and Sengupta, BIT 21 (1981), 203–211; Neumaier, Interval Methods for
 * Systems of Equations, chapter 5). Stops as soon as two roots are proved.
 */
export function findRoots(problem: RootProblem): RootSearch {
  const roots: Box[] = [];
  const stack: Box[] = [
    Array.from({ length: problem.unknowns }, () => [NEGATIVE_INFINITY, POSITIVE_INFINITY] as const),
  ];
  let boxes = 0;
  let unsolved = 0;
  while (stack.length > 0) {
    boxes += 1;
    if (boxes > problem.mostBoxes) return { found: "uncertain", boxes };
    const step = examine(problem, stack.pop()!);
    if (step.kind === "root") {
      const { box, reach } = step;
      // Two boxes that touch may find the same root: it is the only one in all that `reach` covers.
      if (roots.some((other) => meets(other, reach))) continue;
      roots.push(box);
      if (roots.length > 1) return { found: "several", boxes: roots };
    } else if (step.kind === "unsolved") unsolved += 1;
    else stack.push(...step.rest);
  }
  if (unsolved > 0) return { found: "uncertain", boxes };
  return roots.length === 0 ? { found: "none" } : { found: "one", box: roots[0] };
}

type Step =
  | { readonly kind: "open"; readonly rest: readonly Box[] }
  | { readonly kind: "root"; readonly box: Box; readonly reach: Box }
  | { readonly kind: "unsolved" };

const dropped: Step = { kind: "open", rest: [] };

function examine(problem: RootProblem, whole: Box): Step {
  const domain = insideConstraints(problem, whole);
  if (domain === null) return dropped;
  const box = domain;
  const { values, defined, slopes } = problem.functions(box);
  if (defined === "nowhere" || values.some(excludes0)) return dropped;
  const pieces = defined === "partly" ? [box] : newton(problem, box, slopes);
  if (pieces.length === 0) return dropped;
  const [first] = pieces;
  if (pieces.length === 1 && defined === "everywhere" && isInside(first, box)) return certified(problem, first, box);
  if (pieces.every((piece) => isTiny(piece))) return around(problem, hullOf(pieces));
  if (pieces.length === 1 && isMuchSmaller(first, whole)) return { kind: "open", rest: pieces };
  return { kind: "open", rest: pieces.length > 1 ? pieces : split(first) };
}

/** `box` without parts in which a constraint surely fails; null if nothing is left. */
function insideConstraints({ constraints }: RootProblem, whole: Box): Box | null {
  let box = whole;
  for (const constraint of constraints) {
    const { values, slopes, defined } = constraint(box);
    if (defined === "nowhere" || values[0][1] <= 0) return null;
    if (values[0][0] > 0 || defined === "partly") continue;
    for (const i of box.keys()) {
      const slope = slopes[0][i];
      if (excludes0(slope) === false) continue;
      // g(c) + g′·(x − c) > 0 along this coordinate, the others anywhere in the box.
      const centre = middle(box[i]);
      const at = constraint(box.with(i, [centre, centre]));
      if (at.defined !== "everywhere") continue;
      const shift = divide([-at.values[0][1], -at.values[0][0]], slope)[0] ?? null;
      if (shift === null) continue;
      const [low, high] = box[i];
      const bound: Range =
        slope[0] > 0
          ? [Math.max(low, below(centre + shift[0])), high]
          : [low, Math.min(high, above(centre + shift[1]))];
      if (!(bound[0] <= bound[1])) return null;
      box = box.with(i, withoutSliver(constraint, box.with(i, bound), i));
    }
  }
  return box;
}

/**
 * Range `i` of the box, begun or ended at 0 where the constraint fails on what rounding left beyond it: a function may have
 * a pole there.
 */
function withoutSliver(constraint: (box: Box) => Behaviour, box: Box, i: number): Range {
  const [low, high] = box[i];
  const fails = (range: Range): boolean => {
    const { values, defined } = constraint(box.with(i, range));
    return defined === "nowhere" || values[0][1] <= 0;
  };
  if (low < 0 && low > -negligible && high > 0) return fails([low, 0]) ? [0, high] : [low, high];
  if (high > 0 && high < negligible && low < 0) return fails([0, high]) ? [low, 0] : [low, high];
  return [low, high];
}

/** What the Newton operator leaves of `box`: up to two pieces, or none if there is no root in it. */
function newton(problem: RootProblem, box: Box, slopes: Behaviour["slopes"]): readonly Box[] {
  const centre = box.map(middle);
  const at = problem.valuesAt(centre.map((x) => [x, x] as const));
  if (at.defined !== "everywhere") return [box];
  const { matrix, right, isDiagonal } = preconditioned(slopes, at.values);
  let result: Box = box;
  let gap: { readonly j: number; readonly pieces: readonly Range[] } | null = null;
  // Without a preconditioner any function may be the one that bounds an unknown.
  for (const i of box.keys()) {
    for (const j of isDiagonal ? [i] : box.keys()) {
      // (YJ)_ij·(x_j − c_j) = −(Yf)_i − Σ_{k≠j} (YJ)_ik·(x_k − c_k)
      let sum: Range = [-right[i][1], -right[i][0]];
      for (const k of box.keys()) {
        if (k === j) continue;
        const [low, high] = times(matrix[i][k], minus(result[k], centre[k]));
        sum = [below(sum[0] - high), above(sum[1] - low)];
      }
      const pieces = divide(sum, matrix[i][j])
        .map(([low, high]): Range => [below(centre[j] + low), above(centre[j] + high)])
        .map(([low, high]): Range => [Math.max(low, result[j][0]), Math.min(high, result[j][1])])
        .filter(([low, high]) => low <= high);
      if (pieces.length === 0) return [];
      if (pieces.length === 1) result = result.with(j, pieces[0]);
      else gap ??= { j, pieces };
    }
  }
  if (gap === null) return [result];
  const { j, pieces } = gap;
  return pieces
    .map(([low, high]): Range => [Math.max(low, result[j][0]), Math.min(high, result[j][1])])
    .filter(([low, high]) => low <= high)
    .map((piece) => result.with(j, piece));
}

/** Y·J and Y·f for Y an approximate inverse of the middle of J where there is one, and the unit matrix otherwise. */
function preconditioned(slopes: Behaviour["slopes"], values: readonly Range[]) {
  const centre = slopes.map((row) => row.map(([low, high]) => low / 2 + high / 2));
  const inverse = slopes.length === 1 || !centre.flat().every(Number.isFinite) ? null : invertMatrix(centre);
  if (inverse === null) return { matrix: slopes, right: values, isDiagonal: slopes.length === 1 };
  const combined = (weights: readonly number[], ranges: readonly Range[]): Range =>
    ranges.reduce<Range>(
      ([low, high], range, k) => {
        const [l, h] = times([weights[k], weights[k]], range);
        return [below(low + l), above(high + h)];
      },
      [0, 0],
    );
  return {
    matrix: inverse.map((weights) =>
      slopes.map((_, j) =>
        combined(
          weights,
          slopes.map((row) => row[j]),
        ),
      ),
    ),
    right: inverse.map((weights) => combined(weights, values)),
    isDiagonal: true,
  };
}

/** `inside` contains exactly one root of `outer`: contracted as far as rounding lets, and checked against the domain. */
function certified(problem: RootProblem, inside: Box, outer: Box): Step {
  let box = inside;
  for (let i = 0; i < 60; i += 1) {
    const { slopes, defined } = problem.functions(box);
    const [next] = defined === "everywhere" ? newton(problem, box, slopes) : [];
    if (next === undefined || !isSmaller(next, box)) break;
    box = next;
  }
  for (const constraint of problem.constraints) {
    const { values, defined } = constraint(box);
    if (defined === "nowhere" || values[0][1] <= 0) return dropped;
    if (defined === "partly" || values[0][0] <= 0) return { kind: "unsolved" };
  }
  return { kind: "root", box, reach: outer };
}

/** A root may lie on the boundary of boxes: whether a box that is somewhat larger than this tiny one has just one. */
function around(problem: RootProblem, tiny: Box): Step {
  const wider = tiny.map(([low, high]): Range => {
    const step = 64 * (high - low) + 2 ** 10 * EPSILON * Math.max(Math.abs(low), Math.abs(high)) + 1e-300;
    return [low - step, high + step];
  });
  const { slopes, defined, values } = problem.functions(wider);
  if (defined === "nowhere" || values.some(excludes0)) return dropped;
  if (defined === "partly") return { kind: "unsolved" };
  const pieces = newton(problem, wider, slopes);
  if (pieces.length === 0) return dropped;
  return pieces.length === 1 && isInside(pieces[0], wider)
    ? certified(problem, pieces[0], wider)
    : { kind: "unsolved" };
}

function excludes0([low, high]: Range): boolean {
  return low > 0 || high < 0;
}

function isInside(inner: Box, outer: Box): boolean {
  return inner.every(([low, high], i) => low > outer[i][0] && high < outer[i][1]);
}

function meets(a: Box, b: Box): boolean {
  return a.every(([low, high], i) => low <= b[i][1] && b[i][0] <= high);
}

/** By enough to go on contracting: what is left beyond that is rounding. */
function isSmaller(a: Box, b: Box): boolean {
  return a.some(([low, high], i) => high - low < (b[i][1] - b[i][0]) / 2);
}

/** Whether splitting can wait, since contraction alone has halved one side at least. */
function isMuchSmaller(a: Box, b: Box): boolean {
  return a.some((range, i) => size(range) < size(b[i]) / 2);
}

function hullOf(boxes: readonly Box[]): Box {
  return boxes[0].map((_, i) => [
    Math.min(...boxes.map((box) => box[i][0])),
    Math.max(...boxes.map((box) => box[i][1])),
  ]);
}

function isTiny(box: Box): boolean {
  return box.every(([low, high]) => {
    const largest = Math.max(Math.abs(low), Math.abs(high));
    return largest < POSITIVE_INFINITY && high - low <= 64 * EPSILON * largest + 1e-300;
  });
}

/** Length where the range is finite, more than that of any finite one otherwise. */
function size([low, high]: Range): number {
  if (Number.isFinite(high - low)) return high - low;
  return low === NEGATIVE_INFINITY && high === POSITIVE_INFINITY ? POSITIVE_INFINITY : Number.MAX_VALUE;
}

function split(box: Box): readonly Box[] {
  const lengths = box.map(relativeLength);
  const i = lengths.indexOf(Math.max(...lengths));
  const [low, high] = box[i];
  const at = middle(box[i]);
  return [box.with(i, [at, high]), box.with(i, [low, at])];
}

/** From 0 to 2 for finite ranges; those without an end come first, but the later the farther out they begin. */
function relativeLength([low, high]: Range): number {
  const [smaller, larger] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b);
  if (larger < POSITIVE_INFINITY) return larger === 0 ? 0 : (high - low) / larger;
  return smaller === POSITIVE_INFINITY ? 8 : 4 / (1 + Math.log1p(smaller) / 3);
}

const negligible = 1e-290;

/** A number inside the range, about the geometric mean where its ends have the same sign and differ much. */
function middle([low, high]: Range): number {
  if (low < 0 && high > 0) {
    // What rounding left on the other side of 0 is not worth a step.
    if (low > -negligible && high > negligible) return middle([0, high]);
    return high < negligible && low < -negligible ? middle([low, 0]) : 0;
  }
  if (high <= 0) return low === 0 ? 0 : -middle([-high, -low]);
  if (high === POSITIVE_INFINITY) return low < 0.25 ? 1 : Math.min(16 * low, Number.MAX_VALUE);
  if (low === 0) return high > 4 ? Math.sqrt(high) : high / 4;
  return high > 4 * low ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
}

function minus([low, high]: Range, x: number): Range {
  return [below(low - x), above(high - x)];
}

function times(a: Range, b: Range): Range {
  const products = [product(a[0], b[0]), product(a[0], b[1]), product(a[1], b[0]), product(a[1], b[1])];
  return [below(Math.min(...products)), above(Math.max(...products))];
}

function product(x: number, y: number): number {
  return x === 0 || y === 0 ? 0 : x * y;
}

/** a/b as up to two ranges: the quotients of all members of a by all members of b other than 0. */
function divide(a: Range, b: Range): readonly Range[] {
  if (excludes0(b)) return [times(a, [b[1] === POSITIVE_INFINITY ? 0 : reciprocalBelow(b[1]), reciprocalAbove(b[0])])];
  if (!excludes0(a)) return [[NEGATIVE_INFINITY, POSITIVE_INFINITY]];
  if (b[0] === 0 && b[1] === 0) return [];
  // The quotients lie beyond those by the two ends of b.
  const near = a[0] > 0 ? a[0] : -a[1];
  const right: Range | null = b[1] === 0 ? null : [Math.max(0, below(near / b[1])), POSITIVE_INFINITY];
  const left: Range | null = b[0] === 0 ? null : [NEGATIVE_INFINITY, Math.min(0, above(near / b[0]))];
  const positive = [left, right].filter((range) => range !== null);
  return a[0] > 0 ? positive : positive.map(([low, high]): Range => [-high, -low]).reverse();
}

function reciprocalBelow(x: number): number {
  return x === NEGATIVE_INFINITY ? 0 : below(1 / x);
}

function reciprocalAbove(x: number): number {
  return x === NEGATIVE_INFINITY ? 0 : above(1 / x);
}

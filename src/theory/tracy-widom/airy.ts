import { invalidInput } from "../../foundation/errors.ts";

/** Ai(x) and Ai′(x), the solution of y″ = xy that falls off at +∞, with its slope. */
export interface Airy {
  readonly value: number;
  readonly slope: number;
}

/** Smallest argument that `airy` takes. */
export const smallestArgument = -3;
/** From here on the asymptotic series has terms below 1e-16. */
const farOut = 9;
/** Beyond it Ai is no normal double and is given as 0. */
const underflow = 103.5;

/** [Ai(k), Ai′(k)] for k = −3, …, 9: 50-digit values of mpmath, rounded to the nearest double. */
const centres: readonly (readonly [number, number])[] = [
  [-0.37881429367765806, 0.3145837692165988],
  [0.22740742820168558, 0.618259020741691],
  [0.5355608832923521, -0.01016056711664521],
  [0.3550280538878172, -0.2588194037928068],
  [0.13529241631288141, -0.1591474412967932],
  [0.03492413042327438, -0.05309038443365363],
  [0.006591139357460719, -0.011912976705951319],
  [0.0009515638512048018, -0.001958640950204179],
  [0.00010834442813607442, -0.0002474138908684625],
  [9.947694360252889e-6, -2.4765200397034955e-5],
  [7.492128863997167e-7, -2.008150894738792e-6],
  [4.6922076160992316e-8, -1.3414392979067865e-7],
  [2.47116843087249e-9, -7.480641389658946e-9],
];
/** 3^k/k! is below 1e-16·e³ from here on: the slowest of the expansions below, at 9. */
const terms = 28;
const expansions = centres.map(([value, slope], i) => taylor(smallestArgument + i, value, slope));

/**
 * The Airy function Ai and its derivative at x ≥ −3, to a relative error of 4ε where Ai > 0; at the zeros −2.338… of Ai
 * and −1.018… of Ai′ the error is 4ε absolutely. 0 from about x = 103.5 on, where Ai is no normal double.
 *
 * Between whole numbers: Taylor series about the next whole number above, in which all terms have one sign for x > 0.
 * Beyond 9: the asymptotic series, DLMF 9.7.5 and 9.7.6.
 *
 * @throws AsymptopiaError `invalid-input` for x that is NaN or below −3.
 */
export function airy(x: number): Airy {
  if (!(x >= smallestArgument)) throw invalidInput("x", x, `a number of at least ${smallestArgument}`);
  if (x > underflow) return { value: 0, slope: 0 };
  if (x > farOut) return asymptotic(x);
  const centre = Math.ceil(x);
  const coefficients = expansions[centre - smallestArgument];
  const h = x - centre;
  let value = 0;
  let slope = 0;
  for (let k = terms - 1; k > 0; k--) {
    value = value * h + coefficients[k];
    slope = slope * h + k * coefficients[k];
  }
  return { value: value * h + coefficients[0], slope };
}

/** Coefficients of y(x + h) from y″ = xy. */
function taylor(x: number, value: number, slope: number): Float64Array {
  const coefficients = new Float64Array(terms);
  coefficients[0] = value;
  coefficients[1] = slope;
  for (let k = 0; k + 2 < terms; k++) {
    const before = k === 0 ? 0 : coefficients[k - 1];
    coefficients[k + 2] = (x * coefficients[k] + before) / ((k + 1) * (k + 2));
  }
  return coefficients;
}

function asymptotic(x: number): Airy {
  const root = Math.sqrt(x);
  const { decay, zeta } = exponential(x, root);
  let u = 1;
  let value = 1;
  let slope = 1;
  for (let k = 1; k < 2 * zeta; k++) {
    u *= -((6 * k - 5) * (6 * k - 3) * (6 * k - 1)) / (216 * k * (2 * k - 1) * zeta);
    value += u;
    slope += (u * (6 * k + 1)) / (1 - 6 * k);
    if (Math.abs(u) < 1e-17) break;
  }
  const fourthRoot = Math.sqrt(root);
  const scale = decay / (2 * Math.sqrt(Math.PI));
  return { value: (scale / fourthRoot) * value, slope: -scale * fourthRoot * slope };
}

/**
 * e^−ζ for ζ = ⅔x^{3/2}, to a few ε: rounding ζ itself would cost ζε. With y = √x rounded to 17 bits, y² and y³ are
 * exact, and ζ is ⅔y³, split in a part of 24 bits and the rest, plus a small correction.
 */
function exponential(x: number, root: number): { decay: number; zeta: number } {
  const shifted = root * (2 ** 36 + 1);
  const y = shifted - (shifted - root);
  const cube = y * y * y;
  const excess = (x - y * y) / (y * y);
  // (1 + δ)^{3/2} − 1 for |δ| < 2⁻¹⁵.
  const correction = excess * (1.5 + excess * (0.375 - excess * (0.0625 - excess * 0.0234375)));
  const leading = Math.fround((2 * cube) / 3);
  const rest = (2 * cube - 3 * leading + 2 * cube * correction) / 3;
  return { decay: Math.exp(-leading) * Math.exp(-rest), zeta: leading + rest };
}

import type { ActivationSpecification } from "../activation.ts";

/** With more terms than this a polynomial is told by its degree alone. */
const listedTerms = 3;

/**
 * A short name of an activation for legends and tables, of plain text with numbers cut to four digits: two activations
 * may share it. `specification` is one that parseActivation accepts.
 */
export function activationTitle(specification: ActivationSpecification): string {
  switch (specification.kind) {
    case "identity":
    case "tanh":
    case "erf":
    case "sin":
      return specification.kind;
    case "relu":
      return "ReLU";
    case "leaky-relu":
      return `leaky ReLU (slope ${short(specification.slope)})`;
    case "softplus":
      return `softplus (scale ${short(specification.scale)})`;
    case "hermite":
      return `He${specification.degree}`;
    case "polynomial":
      return polynomialTitle(specification.coefficients);
    case "function":
      return specification.name;
  }
}

/** Highest power first: "2z³ − z + 0.5". */
function polynomialTitle(coefficients: readonly number[]): string {
  const terms = coefficients
    .map((coefficient, power) => ({ coefficient, power }))
    .filter(({ coefficient }) => coefficient !== 0)
    .reverse();
  if (terms.length === 0) return "0";
  if (terms.length > listedTerms) return `polynomial of degree ${terms[0].power}`;
  return terms
    .map(({ coefficient, power }, i) => {
      const size = short(Math.abs(coefficient));
      const sign = coefficient < 0 ? (i === 0 ? "−" : " − ") : i === 0 ? "" : " + ";
      return `${sign}${size === "1" && power > 0 ? "" : size}${monomial(power)}`;
    })
    .join("");
}

function monomial(power: number): string {
  if (power === 0) return "";
  return power === 1 ? "z" : `z${[...String(power)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("")}`;
}

/** Up to four significant digits of a number of at least 0. */
function short(x: number): string {
  return String(Number(x.toPrecision(4)))
    .replace("e-", "e−")
    .replace("e+", "e");
}

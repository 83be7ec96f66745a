/**
 * What the notations of `testSymbols` are made of. Those that are a power, a product or a sum are read as such, so that
 * brackets that the printer forgets around them change the meaning.
 */
const notations: Readonly<Record<string, string>> = {
  a: "a",
  "\\alpha_\\star": "alpha",
  "\\sigma_\\varepsilon": "sigma",
  "m'": "dm",
  "\\bar{x}_{\\mathrm{in}}": "x_2",
  "\\lambda": "lambda",
  q: "q",
  "\\phi": "phi",
};

/** Values of `testSymbols` as they follow from values of the notations' parts. */
export function composedInputs(parts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const { sigma, lambda, q, phi, ...others } = parts;
  return { ...others, noiseVariance: sigma ** 2, shrinkage: lambda * q, complement: 1 - phi };
}

export const partNames = Object.values(notations);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

const tokenPattern = new RegExp(
  [
    ...Object.keys(notations)
      .filter((tex) => tex.length > 1)
      .map((tex) => `${escaped(tex)}(?![A-Za-z])`),
    "\\\\[A-Za-z]+",
    "\\d+(?:\\.\\d+)?",
    "\\S",
  ].join("|"),
  "g",
);

/** Reads TeX over the notations of `testSymbols` as a mathematician would; writes what it means with every bracket. */
export function texToText(tex: string): string {
  const tokens = tex.match(tokenPattern) ?? [];
  let next = 0;
  const take = (wanted?: string): string => {
    const token = tokens[next];
    if (token === undefined || (wanted !== undefined && token !== wanted)) {
      throw new Error(`expected ${wanted ?? "more"}, not ${token} in ${tex}`);
    }
    next += 1;
    return token;
  };
  const between = (open: string, close: string): string => {
    take(open);
    const inner = sum();
    take(close);
    return inner;
  };
  const group = (): string => between("{", "}");

  function sum(): string {
    let text = tokens[next] === "-" ? `(-${take() && product()})` : product();
    while (tokens[next] === "+" || tokens[next] === "-") text = `(${text}${take()}${product()})`;
    return text;
  }

  function product(): string {
    let text = power();
    while (next < tokens.length) {
      if (tokens[next] === "\\cdot") take();
      else if (tokens[next] === "/") {
        take();
        text = `(${text}/${power()})`;
        continue;
      } else if (/^(?:[+\-),}]|\\right)$/.test(tokens[next])) break;
      else if (/^\d+(?:\.\d+)?$/.test(tokens[next])) throw new Error(`a number right of a factor in ${tex}`);
      text = `(${text}*${power()})`;
    }
    return text;
  }

  function power(): string {
    const base = atom();
    if (tokens[next] !== "^") return base;
    take();
    return `(${base}^${tokens[next] === "{" ? group() : take()})`;
  }

  function atom(): string {
    const token = take();
    if (Object.hasOwn(notations, token)) return notations[token];
    if (/^\d/.test(token)) return token;
    switch (token) {
      case "\\frac":
        return `(${group()}/${group()})`;
      case "\\sqrt":
        return `sqrt(${group()})`;
      case "(":
        next -= 1;
        return between("(", ")");
      case "\\left": {
        const isAbsolute = tokens[next] === "\\lvert";
        const inner = isAbsolute ? between("\\lvert", "\\right") : between("(", "\\right");
        take(isAbsolute ? "\\rvert" : ")");
        return isAbsolute ? `abs(${inner})` : inner;
      }
      default:
        return `${token.slice(1)}(${argumentList()})`;
    }
  }

  function argumentList(): string {
    const isTall = tokens[next] === "\\left";
    if (isTall) take();
    take("(");
    const parts = [sum()];
    while (tokens[next] === ",") {
      take();
      parts.push(sum());
    }
    if (isTall) take("\\right");
    take(")");
    return parts.join(",");
  }

  const text = sum();
  if (next < tokens.length) throw new Error(`unread ${tokens[next]} in ${tex}`);
  return text;
}

/** The dyadic rational digits·2^exponent, exactly. Every finite double is one, and sums and products stay so. */
export interface Dyadic {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The finite double `x`, exactly. */
export function dyadic(x: number): Dyadic {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  const word = bits.getBigUint64(0);
  const biased = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xfffffffffffffn;
  const magnitude = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return { digits: x < 0 ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 };
}

export function add(a: Dyadic, b: Dyadic): Dyadic {
  if (a.digits === 0n) return b;
  if (b.digits === 0n) return a;
  const exponent = Math.min(a.exponent, b.exponent);
  return {
    digits: (a.digits << BigInt(a.exponent - exponent)) + (b.digits << BigInt(b.exponent - exponent)),
    exponent,
  };
}

export function multiply(a: Dyadic, b: Dyadic): Dyadic {
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
}

/** Σ coefficients[k]·x^k, exactly. */
export function evaluatePolynomial(coefficients: readonly Dyadic[], x: Dyadic): Dyadic {
  return coefficients.reduceRight((sum, coefficient) => add(multiply(sum, x), coefficient), {
    digits: 0n,
    exponent: 0,
  });
}

/**
 * The nearest double, except that a subnormal result may be its neighbour; ±Infinity beyond the largest double.
 */
export function toNumber({ digits, exponent }: Dyadic): number {
  const magnitude = digits < 0n ? -digits : digits;
  // 64 leading bits, the last of which also says whether anything was cut off, round to 53 as the whole would.
  const surplus = Math.max(0, magnitude.toString(2).length - 64);
  const cut = magnitude >> BigInt(surplus);
  const sticky = cut << BigInt(surplus) === magnitude ? 0n : 1n;
  const leading = Number(cut | sticky);
  // Two factors, since 2^power alone may overflow or underflow where the product does not.
  const power = Math.max(-2200, Math.min(2200, exponent + surplus));
  const half = Math.trunc(power / 2);
  const value = leading * 2 ** half * 2 ** (power - half);
  return digits < 0n ? -value : value;
}

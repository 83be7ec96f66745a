/** What a page prints where there is no number. */
export const ABSENT = "–";

/** How a row of related numbers is printed: as multiples of 10^exponent with `decimals` digits after the point. */
export interface DecimalScale {
  readonly exponent: number;
  readonly decimals: number;
}

// Outside these bounds a plain decimal has more zeros than information.
const SMALLEST_PLAIN = 1e-3;
const LARGEST_PLAIN = 1e6;

/**
 * The scale on which `values` are printed together, so that `uncertainty` (absolute) keeps `digits` significant digits.
 * Without an uncertainty (null or 0) the largest value keeps five.
 */
export function scaleFor(values: readonly number[], uncertainty: number | null, digits = 2): DecimalScale {
  const width = uncertainty === null ? 0 : Math.abs(uncertainty);
  const largest = Math.max(width, ...values.map(Math.abs));
  if (largest === 0) return { exponent: 0, decimals: 1 };
  const plain = largest >= SMALLEST_PLAIN && largest < LARGEST_PLAIN;
  const exponent = plain ? 0 : orderOf(largest);
  const last = width > 0 ? orderOf(width) - digits + 1 : orderOf(largest) - 4;
  return { exponent, decimals: Math.min(Math.max(exponent - last, 0), 15) };
}

/** `value` on `scale`, rounded to nearest: `0.7448`, `−1.20·10⁻⁵`. */
export function formatOn(scale: DecimalScale, value: number | null): string {
  if (value === null) return ABSENT;
  return `${fixed(mantissa(value, scale), scale.decimals)}${powerOfTen(scale.exponent)}`;
}

/** `value` ± its standard error, both on `scale`: `0.5834 ± 0.0010`, `(1.20 ± 0.03)·10⁻⁵`. */
export function formatWithError(scale: DecimalScale, value: number, standardError: number): string {
  const [mean, error] = [value, standardError].map((number) => fixed(mantissa(number, scale), scale.decimals));
  const both = `${mean} ± ${error}`;
  return scale.exponent === 0 ? both : `(${both})${powerOfTen(scale.exponent)}`;
}

/** A closed interval on `scale`, each end rounded outward, so that what is printed contains what was computed. */
export function formatInterval(scale: DecimalScale, interval: readonly [number, number] | null): string {
  if (interval === null) return "unbounded";
  const [low, high] = interval.map((end) => mantissa(end, scale));
  const below = roundedTowards(low, scale.decimals, -1);
  const above = roundedTowards(high, scale.decimals, 1);
  return `[${below}, ${above}]${powerOfTen(scale.exponent)}`;
}

/** `value` to at most `digits` significant digits, without trailing zeros: `0.0031`, `1.2·10⁻⁵`. */
export function formatSignificant(value: number | null, digits = 3): string {
  return value === null ? ABSENT : formatExact(Number(value.toPrecision(digits)));
}

/** `value` ≥ 0 to `digits` significant digits, rounded up: what is excluded above the printed number is excluded. */
export function formatSignificantUp(value: number, digits: number): string {
  const scale = 10 ** (orderOf(value) - digits + 1);
  const nearest = Number(value.toPrecision(digits));
  return formatSignificant(nearest < value ? nearest + scale : nearest, digits);
}

/** The shortest decimal that reads back as `value`. */
export function formatExact(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) return minus(String(value));
  const [digits, exponent] = value.toExponential().split("e");
  return digits === "1" ? powerOfTen(Number(exponent)).slice(1) : `${minus(digits)}${powerOfTen(Number(exponent))}`;
}

/** The shortest decimal that reads back as `value`, as TeX: `1.5\\cdot10^{-7}`. */
export function texNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN)) return String(value);
  const [digits, exponent] = value.toExponential().split("e");
  return `${digits === "1" ? "" : `${digits}\\cdot`}10^{${Number(exponent)}}`;
}

/** An interval to `digits` digits of its half-width, and as many as that takes of its ends. */
export function formatRange(interval: readonly [number, number], digits = 2): string {
  return formatInterval(scaleFor(interval, (interval[1] - interval[0]) / 2, digits), interval);
}

/** A fraction as a percentage to two significant digits: 0.0131 → `1.3 %`. */
export function formatPercent(fraction: number | null): string {
  return fraction === null ? ABSENT : `${formatSignificant(100 * fraction, 2)} %`;
}

/** A whole number with its thousands set apart: `12,500`. */
export function formatCount(count: number): string {
  return minus(String(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** The range of `counts`, or the one count that they share. */
export function formatCountRange(counts: readonly number[]): string {
  if (counts.length === 0) return ABSENT;
  const low = Math.min(...counts);
  const high = Math.max(...counts);
  return low === high ? formatCount(low) : `${formatCount(low)}–${formatCount(high)}`;
}

/** `·10⁻⁵`; nothing for exponent 0. */
function powerOfTen(exponent: number): string {
  if (exponent === 0) return "";
  return `·10${String(exponent).replace(/[-\d]/g, (character) => SUPERSCRIPTS[character])}`;
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  [..."-0123456789"].map((character, index) => [character, [..."⁻⁰¹²³⁴⁵⁶⁷⁸⁹"][index]]),
);

/** ⌊log₁₀ value⌋ for value > 0, read off the decimal digits: a logarithm misses exact powers of ten by one. */
function orderOf(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

function mantissa(value: number, scale: DecimalScale): number {
  // The quotient would overflow or lose digits for subnormal powers; shifting the decimal exponent is exact.
  if (scale.exponent === 0) return value;
  const [digits, exponent] = value.toExponential().split("e");
  return Number(`${digits}e${Number(exponent) - scale.exponent}`);
}

function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : minus(text);
}

function roundedTowards(value: number, decimals: number, direction: -1 | 1): string {
  const nearest = Number(value.toFixed(decimals));
  const inside = direction < 0 ? nearest > value : nearest < value;
  return fixed(inside ? nearest + direction * 10 ** -decimals : nearest, decimals);
}

function minus(text: string): string {
  return text.replace("-", "−");
}

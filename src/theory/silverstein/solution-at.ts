import { type Complex, divide, modulus, multiply, scale, subtract } from "../../foundation/complex.ts";
import type { ComplexQuantity } from "../../foundation/complex-quantity.ts";
import type { Quantity } from "../../foundation/quantity.ts";
import type { CompanionEquation } from "./companion-equation.ts";
import type { Located } from "./locate.ts";
import { type ResolventPowers, resolventPowers } from "./resolvent-powers.ts";
import type { BranchCertificate, SpectralPoint } from "./spectral-point.ts";

const eps = Number.EPSILON;
/** Relative error up to which a member of a solution is called `ok`. */
const promised = 1e-12;
/** Smale's constant (13 − 3√17)/4: below it Newton's method converges quadratically to a root within 2β. */
const alphaLimit = 0.15;

/**
 * What follows from an approximate solution ℓ of z = ψ(ℓ), with errors that cover the distance of the exact one.
 *
 * With r = z/ℓ, p = τ/(ℓ − τ), c = ℓ/(ℓ − τ) and ψ′ = r − φ∫pc: m = −∫c/z, z²m′ = ∫c² + φ(∫pc)²/ψ′,
 * −z³m″/2 = ∫c(c − xp)² + φr∫pc(r∫pc² − φ(∫pc)²)/ψ′³ with x = −φ∫pc/ψ′; v = −1/ℓ, v′ = 1/(ℓ²ψ′),
 * v″ = −2(1 + φ∫p³)/(ℓψ′)³.
 *
 * @param z the argument, or the real number that is approached from above; Im z ≥ 0.
 */
export function solutionAt(equation: CompanionEquation, z: Complex, located: Located): SpectralPoint {
  const { phi } = equation;
  const { ell, powers, residualRe, residualIm } = polished(equation, z, located);
  const { re, im } = ell;
  const size = modulus(ell);
  const { ratio, c, pc, cc, ppc, pcc, ccc, cubic, margin, third, fourth, cubicFourth } = powers;
  equation.evaluate(re, im);

  const errorRe = size * ratio.error + eps * (Math.abs(residualRe) + Math.abs(re * ratio.value.re));
  const errorIm = im * margin.error + eps * Math.abs(im * margin.value);
  const slope = subtract(ratio.value, scale(pc.value, phi));
  const slopeSize = modulus(slope);
  const offRe = Math.abs(residualRe) + errorRe;
  const offIm = Math.abs(residualIm) + errorIm;
  const beta = Math.hypot(offRe, offIm) / slopeSize;
  const gamma = Math.max(1, (1 - margin.value + margin.error) / slopeSize) / equation.distance;
  const alpha = beta * gamma;
  const simple = alpha <= alphaLimit;
  // Where two roots nearly meet, the residual is a square.
  const curvature = (2 * phi * modulus(ppc.value)) / size;
  const radius = simple
    ? beta * (1 + 4 * alpha)
    : 4 * Math.sqrt((2 * Math.hypot(offRe, offIm)) / curvature) + (4 * slopeSize) / curvature;

  const branch = certificate(simple, ell, radius, margin, equation.distance);
  // A real solution that was come to from above.
  if (z.im === 0 && im > 0 && branch.kind === "contraction") return solutionAt(equation, z, { re, im: 0 });
  const sure = branch.kind !== "none";
  const rho = radius / size;
  // Bounds of what is of second order in ρ: the second derivative of p in log ℓ is pc(p + c).
  const ofSecond = third * rho * rho;
  const second = 3 * fourth * rho * rho;

  const real = im === 0 && z.im === 0;
  const quantity = (value: Complex, error: number): ComplexQuantity => {
    const known = Number.isFinite(value.re) && Number.isFinite(value.im) && Number.isFinite(error);
    if (!known) return { value: { re: 0, im: 0 }, error: Number.POSITIVE_INFINITY, status: "inaccurate" };
    // No negative zeros.
    const own = real ? { re: value.re + 0, im: 0 } : value;
    return { value: own, error, status: sure && error <= promised * modulus(value) ? "ok" : "inaccurate" };
  };

  // Errors of the integrals with that of ℓ: dp = dc = −pc dℓ/ℓ.
  const ofRatio = ratio.error + phi * (rho * modulus(pc.value) + ofSecond);
  const ofC = c.error + rho * modulus(pc.value) + ofSecond;
  const ofPc = pc.error + rho * (modulus(pcc.value) + modulus(ppc.value)) + second;
  const ofCc = cc.error + 2 * rho * modulus(pcc.value) + second;
  const ofThird = 3 * rho * fourth;
  const slopeError = ratio.error + phi * pc.error + phi * (2 * rho * modulus(ppc.value) + second);
  const ofSlope = slopeError < slopeSize ? slopeError / (slopeSize - slopeError) : Number.POSITIVE_INFINITY;

  const companion = divide({ re: -1, im: 0 }, ell);
  const companionError = modulus(companion) * (rho / Math.max(1 - rho, 0) + 3 * eps);

  const inverseZ = divide({ re: 1, im: 0 }, z);
  const inverseZSize = modulus(inverseZ);
  const byIntegral = scale(multiply(c.value, inverseZ), -1);
  const byIntegralError = inverseZSize * (ofC + 5 * eps * modulus(c.value));
  const byCompanionTerm = scale(inverseZ, 1 - phi);
  const byCompanion = { re: (companion.re + byCompanionTerm.re) / phi, im: (companion.im + byCompanionTerm.im) / phi };
  const byCompanionError = (companionError + 4 * eps * modulus(byCompanionTerm)) / phi + 3 * eps * modulus(byCompanion);
  const [stieltjes, stieltjesError] =
    byIntegralError <= byCompanionError ? [byIntegral, byIntegralError] : [byCompanion, byCompanionError];

  const inverseSlope = divide({ re: 1, im: 0 }, slope);
  const ellSlope = multiply(ell, slope);
  const companionDerivative = divide({ re: 1, im: 0 }, multiply(ell, ellSlope));
  const companionDerivativeError = modulus(companionDerivative) * (2 * rho + ofSlope + 10 * eps);
  const cubeInverse = divide({ re: -2, im: 0 }, multiply(ellSlope, multiply(ellSlope, ellSlope)));
  const companionSecond = multiply(cubeInverse, cubic.value);
  const companionSecondError =
    modulus(cubeInverse) * (cubic.error + 3 * phi * rho * cubicFourth) +
    modulus(companionSecond) * (3 * rho + 3 * ofSlope + 16 * eps);

  // z²m′
  const spread = multiply(pc.value, inverseSlope);
  const spreadError = modulus(inverseSlope) * ofPc + modulus(spread) * (ofSlope + 4 * eps);
  const shift = scale(multiply(pc.value, spread), phi);
  const shiftError = phi * (modulus(spread) * ofPc + modulus(pc.value) * spreadError) + 4 * eps * modulus(shift);
  const first = { re: cc.value.re + shift.re, im: cc.value.im + shift.im };
  const firstError = ofCc + shiftError + eps * modulus(first);
  const inverseSquare = multiply(inverseZ, inverseZ);
  const derivative = multiply(first, inverseSquare);
  const derivativeError = modulus(inverseSquare) * (firstError + 10 * eps * modulus(first));

  // −z³m″/2
  const x = scale(spread, -phi);
  const xError = phi * spreadError;
  const xSize = modulus(x);
  const xSquare = multiply(x, x);
  const cross = multiply(x, pcc.value);
  const last = multiply(xSquare, ppc.value);
  const cubes = { re: ccc.value.re - 2 * cross.re + last.re, im: ccc.value.im - 2 * cross.im + last.im };
  const cubesError =
    ccc.error +
    ofThird +
    2 * (xSize * (pcc.error + ofThird) + xError * modulus(pcc.value)) +
    xSize * xSize * (ppc.error + ofThird) +
    2 * xSize * xError * modulus(ppc.value) +
    8 * eps * (modulus(ccc.value) + 2 * modulus(cross) + modulus(last));
  const left = multiply(ratio.value, pcc.value);
  const right = scale(multiply(pc.value, pc.value), phi);
  const inner = subtract(left, right);
  const innerError =
    ofRatio * modulus(pcc.value) +
    modulus(ratio.value) * (pcc.error + ofThird) +
    2 * phi * modulus(pc.value) * ofPc +
    6 * eps * (modulus(left) + modulus(right));
  const outer = scale(multiply(multiply(ratio.value, spread), multiply(inverseSlope, inverseSlope)), phi);
  const outerError =
    phi * modulus(inverseSlope) ** 2 * (ofRatio * modulus(spread) + modulus(ratio.value) * spreadError) +
    modulus(outer) * (2 * ofSlope + 16 * eps);
  const correction = multiply(outer, inner);
  const sum = { re: cubes.re + correction.re, im: cubes.im + correction.im };
  const sumError =
    cubesError +
    modulus(outer) * innerError +
    modulus(inner) * outerError +
    eps * (modulus(sum) + 4 * modulus(correction));
  const minusTwoCubed = scale(multiply(inverseSquare, inverseZ), -2);
  const secondDerivative = multiply(minusTwoCubed, sum);
  const secondDerivativeError = modulus(minusTwoCubed) * (sumError + 12 * eps * modulus(sum));

  return {
    z,
    ell: quantity(ell, radius),
    companion: quantity(companion, companionError),
    companionDerivative: quantity(companionDerivative, companionDerivativeError),
    companionSecondDerivative: quantity(companionSecond, companionSecondError),
    stieltjes: quantity(stieltjes, stieltjesError),
    stieltjesDerivative: quantity(derivative, derivativeError),
    stieltjesSecondDerivative: quantity(secondDerivative, secondDerivativeError),
    density: density(),
    branch,
  };

  function density(): Quantity {
    const ok = (value: number, error: number): Quantity => ({
      value,
      error,
      status: sure && error <= promised * value ? "ok" : "inaccurate",
    });
    if (z.im > 0) return ok(stieltjes.im / Math.PI, (stieltjesError + eps * Math.abs(stieltjes.im)) / Math.PI);
    if (im === 0 && branch.kind === "contraction") return { value: 0, error: 0, status: "ok" };
    // Im v = Im ℓ/|ℓ|², and the error of Im ℓ by itself: δℓ = (δ Re ψ + i δ Im ψ)/ψ′.
    const ofIm = simple
      ? offRe * Math.abs(inverseSlope.im) + offIm * Math.abs(inverseSlope.re) + radius * 4 * alpha
      : radius;
    const value = im / (size * size) / (Math.PI * phi);
    const error = ofIm / (size * size) / (Math.PI * phi) + value * (2 * rho + 6 * eps);
    return ok(value, error);
  }
}

/** ℓ after up to three Newton steps with compensated sums, and the residual ψ(ℓ) − z by them. */
function polished(
  equation: CompanionEquation,
  z: Complex,
  located: Located,
): { ell: Complex; powers: ResolventPowers; residualRe: number; residualIm: number } {
  const { phi } = equation;
  let { re, im } = located;
  for (let i = 0; ; i++) {
    const powers = resolventPowers(equation, re, im);
    const { ratio, pc, margin } = powers;
    // The imaginary part from the margin, which keeps its relative accuracy where it is small.
    const residualRe = re * ratio.value.re - im * ratio.value.im - z.re;
    const residualIm = im * margin.value - z.im;
    const slope = subtract(ratio.value, scale(pc.value, phi));
    const step = divide({ re: residualRe, im: residualIm }, slope);
    const length = modulus(step);
    const visible = length > 2 * eps * modulus({ re, im }) || Math.abs(step.im) > 2 * eps * im;
    const moved = visible && length < 1e-3 * equation.distance;
    const kept = im === 0 ? step.im === 0 : im - step.im > 0;
    if (i === 3 || !moved || !kept) return { ell: { re, im }, powers, residualRe, residualIm };
    re -= step.re;
    im -= step.im;
  }
}

function certificate(
  simple: boolean,
  ell: Complex,
  radius: number,
  margin: { readonly value: number; readonly error: number },
  distance: number,
): BranchCertificate {
  const contraction = 1 - margin.value;
  let kind: BranchCertificate["kind"] = "none";
  if (simple) {
    const worst = (contraction + margin.error) / Math.max(1 - radius / distance, 0) ** 2;
    if (ell.im > radius) kind = "upper-half-plane";
    else if (worst < 1) kind = "contraction";
  }
  return { kind, radius, contraction };
}

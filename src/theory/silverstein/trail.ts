import type { Located } from "./locate.ts";

/**
 * The last two points of a curve ℓ(x) in the bulk with dℓ/dx, from which the next one is guessed: to fourth order in the
 * distance, so that Newton's method needs one step less.
 */
export class Trail {
  private count = 0;
  private x0 = 0;
  private re0 = 0;
  private im0 = 0;
  private slopeRe0 = 0;
  private slopeIm0 = 0;
  private x1 = 0;
  private re1 = 0;
  private im1 = 0;
  private slopeRe1 = 0;
  private slopeIm1 = 0;

  /** Forgets what was before a jump, or outside the bulk. */
  clear(): void {
    this.count = 0;
  }

  add(x: number, re: number, im: number, slopeRe: number, slopeIm: number): void {
    this.x0 = this.x1;
    this.re0 = this.re1;
    this.im0 = this.im1;
    this.slopeRe0 = this.slopeRe1;
    this.slopeIm0 = this.slopeIm1;
    this.x1 = x;
    this.re1 = re;
    this.im1 = im;
    this.slopeRe1 = slopeRe;
    this.slopeIm1 = slopeIm;
    this.count++;
  }

  /** Moves `at`, the last point, to a guess at x; not where the points are too few or x is far. */
  guess(x: number, at: Located): void {
    const width = this.x1 - this.x0;
    const s = (x - this.x0) / width;
    if (!(this.count >= 2 && s > 0 && s < 3)) return;
    // The cubic through both points with their slopes.
    const ahead = s - 1;
    const square = s * s;
    const first = ahead * ahead * (1 + 2 * s);
    const second = square * (3 - 2 * s);
    const firstSlope = s * ahead * ahead * width;
    const secondSlope = square * ahead * width;
    const im = first * this.im0 + second * this.im1 + firstSlope * this.slopeIm0 + secondSlope * this.slopeIm1;
    // Beside an edge Im ℓ is a root, which no cubic follows.
    if (!(im > 0.5 * this.im1 && im < 2 * this.im1)) return;
    at.re = first * this.re0 + second * this.re1 + firstSlope * this.slopeRe0 + secondSlope * this.slopeRe1;
    at.im = im;
  }
}

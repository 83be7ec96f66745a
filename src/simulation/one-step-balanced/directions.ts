import { type DenseMatrix, unwrittenMatrix } from "../../linalg/dense-matrix.ts";
import { thinQr } from "../../linalg/thin-qr.ts";
import { drawAntitheticChi } from "../random/antithetic-chi.ts";
import { drawChi } from "../random/chi.ts";
import type { Stream } from "../stream.ts";

/**
 * Teacher directions, the columns of a d × `count` matrix: each is N(0, I/d) exactly, and together they fill the space
 * more evenly than independent ones. Up to d at a time they are orthogonal, and their lengths come in antithetic pairs.
 *
 * The first d × K normals G have G = QR with R's diagonal above 0, and Q is uniform on the matrices with orthonormal
 * columns; so each column of Q is uniform on the sphere, and times an independent length of d normals it is N(0, I).
 */
export function drawBalancedDirections(d: number, count: number, stream: Stream): DenseMatrix {
  const directions = unwrittenMatrix(d, count);
  const angles = stream.child("angles");
  const lengths = drawLengths(d, count, stream.child("lengths"));
  for (let first = 0; first < count; first += d) {
    const width = Math.min(d, count - first);
    const normals = unwrittenMatrix(d, width);
    angles.fillNormal(normals.data);
    const { q } = thinQr(normals);
    for (let i = 0; i < d; i++) {
      for (let k = 0; k < width; k++) {
        directions.data[i * count + first + k] = q.data[i * width + k] * lengths[first + k];
      }
    }
  }
  return directions;
}

/** Each the length of d normals divided by √d. */
function drawLengths(d: number, count: number, stream: Stream): Float64Array {
  const lengths = new Float64Array(count);
  for (let k = 0; k + 1 < count; k += 2) lengths.set(drawAntitheticChi(d, stream), k);
  if (count % 2 === 1) lengths[count - 1] = drawChi(d, stream);
  const root = Math.sqrt(d);
  return lengths.map((length) => length / root);
}

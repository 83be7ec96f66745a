import type { DenseMatrix } from "../../linalg/index.ts";
import { multiply } from "../../linalg/index.ts";
import type { Stream } from "../stream.ts";
import type { CovarianceSpecification } from "./covariance-specification.ts";
import { drawCovariance, type InputCovariance } from "./input-covariance.ts";
import { haarRows } from "./orthonormal-rows.ts";
import { drawHead, type HeadSpecification } from "./teacher-head.ts";

/** What y = F⋆G⋆x + ε is drawn from. */
export interface InstanceSpecification {
  /** d, the number of inputs. */
  readonly inputs: number;
  /** k, the number of features. */
  readonly features: number;
  /** d_Y, the number of outputs. */
  readonly outputs: number;
  readonly covariance: CovarianceSpecification;
  readonly head: HeadSpecification;
}

/** A teacher y = F⋆G⋆x + ε and the covariance of its inputs. */
export interface LinearInstance {
  /** Σ and its root. */
  readonly covariance: InputCovariance;
  /** F⋆, d_Y × k. */
  readonly teacherHead: DenseMatrix;
  /** G⋆, k × d, orthonormal rows. */
  readonly teacherFeatures: DenseMatrix;
  /** M = F⋆G⋆, d_Y × d. */
  readonly product: DenseMatrix;
}

/**
 * A random teacher: G⋆ has Haar orthonormal rows; Σ, F⋆ and G⋆ come from child streams of their own, so that changing the
 * one leaves the others as they are.
 *
 * @throws AsymptopiaError `invalid-input` for numbers of features, inputs and outputs that do not fit one another;
 *   `non-finite` for a covariance that is not positive definite.
 */
export function drawInstance(specification: InstanceSpecification, stream: Stream): LinearInstance {
  const { inputs, features, outputs, covariance, head } = specification;
  const teacherFeatures = haarRows(features, inputs, stream.child("features"));
  return instanceOf(
    drawCovariance(covariance, inputs, stream.child("covariance")),
    drawHead(head, outputs, features, stream.child("head")),
    teacherFeatures,
  );
}

/** An instance of given parts. */
export function instanceOf(
  covariance: InputCovariance,
  teacherHead: DenseMatrix,
  teacherFeatures: DenseMatrix,
): LinearInstance {
  return { covariance, teacherHead, teacherFeatures, product: multiply(teacherHead, teacherFeatures) };
}

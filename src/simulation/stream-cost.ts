/**
 * Nominal work of making one stream, a replicate's own or a child, in units of 10⁶ floating-point operations: it takes as
 * long as about so many operations with matrices. Experiments count it whose replicates take little longer than that.
 */
export const streamCost = 0.02;

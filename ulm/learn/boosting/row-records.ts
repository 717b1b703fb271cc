/**
 * What stands for a row while a tree grows: sixteen bytes, which are moved at once. Gradient and hessian have 32 bits, so that 64 bits
 * add them up exactly: a bin of the larger sibling that has no rows is then exactly 0, and not a remainder that would decide between
 * thresholds which part the same rows. (So it is in scikit-learn.) The row's number is a whole number: see `rowNumbers`.
 */
export const recordField = { gradient: 0, hessian: 1, row: 2, count: 4 } as const;

/** The same memory as whole numbers. */
export function rowNumbers(records: Float32Array): Int32Array {
  return new Int32Array(records.buffer, records.byteOffset, records.length);
}

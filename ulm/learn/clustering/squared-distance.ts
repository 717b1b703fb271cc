/** Squared Euclidean distance between two rows of `columns` numbers that start at the given positions. */
export function squaredDistance(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  columns: number,
): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    const difference = a[aStart + column]! - b[bStart + column]!;
    sum += difference * difference;
  }
  return sum;
}

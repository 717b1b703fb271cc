/** How many rows kernels compare at a time. */
const laneCount = 4;

/** How many rows are compared when there are `count`: those that fill up the last four are infinitely far away. */
export function paddedCount(count: number): number {
  return Math.ceil(count / laneCount) * laneCount;
}

/**
 * Arranges some rows such that kernels compare a point with four of them at a time: the first column of all, then the second, …
 * @param rows count × columns
 * @param lanes columns × padded
 * @param padded how many rows there is room for: of those that are missing all distances are Infinity
 */
export function fillLanes(
  rows: Float64Array,
  lanes: Float64Array,
  count: number,
  padded: number,
  columns: number,
): void {
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < padded; row++) {
      lanes[column * padded + row] = row < count ? rows[row * columns + column]! : Infinity;
    }
  }
}

/** The squared distance from a point to one of the rows. */
export function distanceToLane(
  points: Float64Array,
  start: number,
  lanes: Float64Array,
  row: number,
  padded: number,
  columns: number,
): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    const difference = points[start + column]! - lanes[column * padded + row]!;
    sum += difference * difference;
  }
  return sum;
}

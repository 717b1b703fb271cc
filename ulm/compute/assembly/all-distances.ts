import { distancesToFour, highPair, lowPair, storeFour } from "./shared/distance-lanes";

/** Twin: ulm/learn/hierarchy/all-distances.ts. Four rows at a time. */
export function allDistances(
  points: usize,
  lanes: usize,
  out: usize,
  rows: i32,
  columns: i32,
  padded: i32,
  first: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  const step = (<usize>padded) << 3;
  for (let item = start; item < end; item++) {
    const from = points + <usize>(first + item) * width;
    const line = out + ((<usize>item * <usize>rows) << 3);
    for (let row = 0; row < rows; row += 4) {
      const place = (<usize>row) << 3;
      distancesToFour(from, lanes + place, width, step);
      storeFour(line + place, f64x2.sqrt(lowPair), f64x2.sqrt(highPair), rows - row);
    }
  }
}

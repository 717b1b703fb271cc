import { squaredDistance } from "./shared/squared-distance";

/** Twin: ulm/learn/hierarchy/all-distances.ts. */
export function allDistances(
  points: usize,
  out: usize,
  rows: i32,
  columns: i32,
  first: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  for (let item = start; item < end; item++) {
    const from = points + <usize>(first + item) * width;
    const line = out + ((<usize>item * <usize>rows) << 3);
    for (let row = 0; row < rows; row++) {
      const squared = squaredDistance(from, points + <usize>row * width, width);
      store<f64>(line + ((<usize>row) << 3), Math.sqrt(squared));
    }
  }
}

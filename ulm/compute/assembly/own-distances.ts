import { squaredDistance } from "./shared/squared-distance";

/** Twin: ulm/learn/clustering/own-distances.ts. */
export function ownDistances(
  points: usize,
  labels: usize,
  centres: usize,
  sums: usize,
  columns: i32,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  let sum: f64 = 0;
  for (let row = start; row < end; row++) {
    const centre = centres + <usize>load<i32>(labels + ((<usize>row) << 2)) * width;
    sum += squaredDistance(points + <usize>row * width, centre, width);
  }
  store<f64>(sums + ((<usize>(start / blockRows)) << 3), sum);
}

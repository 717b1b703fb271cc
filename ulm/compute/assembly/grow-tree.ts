import { squaredDistance } from "./shared/squared-distance";

/** Twin: ulm/learn/hierarchy/grow-tree.ts. */
export function growTree(
  points: usize,
  outside: usize,
  closest: usize,
  least: usize,
  nearest: usize,
  last: i32,
  columns: i32,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  const from = points + <usize>last * width;
  let best = Infinity;
  let found = -1;
  for (let index = start; index < end; index++) {
    const row = <usize>load<i32>(outside + ((<usize>index) << 2));
    const place = closest + ((<usize>index) << 3);
    const squared = min(load<f64>(place), squaredDistance(from, points + row * width, width));
    store<f64>(place, squared);
    if (squared < best) {
      best = squared;
      found = index;
    }
  }
  const block = <usize>(start / blockRows);
  store<f64>(least + (block << 3), best);
  store<i32>(nearest + (block << 2), found);
}

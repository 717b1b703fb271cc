import { squaredDistance } from "./shared/squared-distance";

/** Twin: ulm/learn/hierarchy/nearest-by-ward.ts. */
export function nearestByWard(
  means: usize,
  sizes: usize,
  least: usize,
  nearest: usize,
  own: i32,
  columns: i32,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  const ownSize = load<f64>(sizes + ((<usize>own) << 3));
  const ownMean = means + <usize>own * width;
  let best = Infinity;
  let found = -1;
  for (let other = start; other < end; other++) {
    const size = load<f64>(sizes + ((<usize>other) << 3));
    if (size == 0 || other == own) continue;
    const scale = (2 * ownSize * size) / (ownSize + size);
    const squared = scale * squaredDistance(ownMean, means + <usize>other * width, width);
    if (squared < best) {
      best = squared;
      found = other;
    }
  }
  const block = <usize>(start / blockRows);
  store<f64>(least + (block << 3), best);
  store<i32>(nearest + (block << 2), found);
}

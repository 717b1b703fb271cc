import { distancesToFour, highPair, lowPair } from "./shared/distance-lanes";

/** Twin: ulm/learn/clustering/lower-closest.ts. Four candidates at a time. */
export function lowerClosest(
  points: usize,
  lanes: usize,
  closest: usize,
  lowered: usize,
  potentials: usize,
  count: i32,
  chosen: i32,
  columns: i32,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  const step = (<usize>((count + 3) & ~3)) << 3;
  const own = potentials + <usize>(start / blockRows) * step;
  if (chosen >= 0) {
    for (let row = start; row < end; row++) {
      const place = lowered + <usize>row * step + ((<usize>chosen) << 3);
      store<f64>(closest + ((<usize>row) << 3), load<f64>(place));
    }
  }
  for (let group: usize = 0; group < step; group += 32) {
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (let row = start; row < end; row++) {
      const before = v128.load_splat<f64>(closest + ((<usize>row) << 3));
      distancesToFour(points + <usize>row * width, lanes + group, width, step);
      const lowLeast = f64x2.pmin(before, lowPair);
      const highLeast = f64x2.pmin(before, highPair);
      const place = lowered + <usize>row * step + group;
      v128.store(place, lowLeast);
      v128.store(place, highLeast, 16);
      low = f64x2.add(low, lowLeast);
      high = f64x2.add(high, highLeast);
    }
    v128.store(own + group, low);
    v128.store(own + group, high, 16);
  }
}

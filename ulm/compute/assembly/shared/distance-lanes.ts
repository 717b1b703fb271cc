/** Squared distances from a point to four others, two at a time. */
export let lowPair: v128 = f64x2.splat(0);
export let highPair: v128 = f64x2.splat(0);

/**
 * Computes them into `lowPair` and `highPair`. Sums of even and of odd columns, so that additions need not wait for each other; added up
 * they have the bits of `squaredDistance`.
 * @param lanes the four others, column by column, as ulm/learn/clustering/lanes.ts arranges them
 * @param step bytes from one column of `lanes` to the next
 */
export function distancesToFour(point: usize, lanes: usize, width: usize, step: usize): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let oddLow = f64x2.splat(0);
  let oddHigh = f64x2.splat(0);
  const end = point + width;
  const pairsEnd = point + (width & ~15);
  while (point < pairsEnd) {
    const even = v128.load_splat<f64>(point);
    const a = f64x2.sub(even, v128.load(lanes));
    const b = f64x2.sub(even, v128.load(lanes, 16));
    lanes += step;
    const odd = v128.load_splat<f64>(point, 8);
    const c = f64x2.sub(odd, v128.load(lanes));
    const d = f64x2.sub(odd, v128.load(lanes, 16));
    lanes += step;
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
    oddLow = f64x2.add(oddLow, f64x2.mul(c, c));
    oddHigh = f64x2.add(oddHigh, f64x2.mul(d, d));
    point += 16;
  }
  low = f64x2.add(low, oddLow);
  high = f64x2.add(high, oddHigh);
  if (point < end) {
    const value = v128.load_splat<f64>(point);
    const a = f64x2.sub(value, v128.load(lanes));
    const b = f64x2.sub(value, v128.load(lanes, 16));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  lowPair = low;
  highPair = high;
}

/** Stores four numbers, or as many as there is room for. */
export function storeFour(target: usize, low: v128, high: v128, room: i32): void {
  if (room > 1) v128.store(target, low);
  else v128.store64_lane(target, low, 0);
  if (room > 3) v128.store(target, high, 16);
  else if (room > 2) v128.store64_lane(target, high, 0, 16);
}

/** Twin: ulm/learn/hierarchy/nearest-in-line.ts. Looks for the least product two at a time, then for its first place. */
export function nearestInLine(line: usize, weights: usize, least: usize, nearest: usize, start: i32, end: i32): void {
  let lows = f64x2.splat(Infinity);
  const pairsEnd = start + ((end - start) & ~1);
  for (let index = start; index < pairsEnd; index += 2) {
    const offset = (<usize>index) << 3;
    lows = f64x2.pmin(lows, f64x2.mul(v128.load(line + offset), v128.load(weights + offset)));
  }
  let best = min(f64x2.extract_lane(lows, 0), f64x2.extract_lane(lows, 1));
  if (pairsEnd < end) best = min(best, product(line, weights, pairsEnd));
  let found = -1;
  if (best < Infinity) {
    found = start;
    while (product(line, weights, found) != best) found++;
  }
  store<f64>(least, best);
  store<i32>(nearest, found);
}

function product(line: usize, weights: usize, index: i32): f64 {
  const offset = (<usize>index) << 3;
  return load<f64>(line + offset) * load<f64>(weights + offset);
}

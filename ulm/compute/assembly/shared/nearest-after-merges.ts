const chunkSize = 32;

/** What `nearestAfterMerges` has found. */
export let least: f64 = 0;
export let nearest: i32 = -1;

/** As ulm/learn/hierarchy/nearest-after-merges.ts. Looks for the least product chunk by chunk, then for its first place there. */
export function nearestAfterMerges(
  line: usize,
  weights: usize,
  from: usize,
  into: usize,
  isSum: i32,
  own: i32,
  seen: i32,
  merges: i32,
  start: i32,
  end: i32,
): void {
  for (let merge = seen; merge < merges; merge++) {
    const place = (<usize>merge) << 2;
    const gone = line + ((<usize>load<i32>(from + place)) << 3);
    const kept = line + ((<usize>load<i32>(into + place)) << 3);
    const a = v128.load64_zero(kept);
    const b = v128.load64_zero(gone);
    v128.store64_lane(kept, isSum ? f64x2.add(a, b) : f64x2.pmax(a, b), 0);
    store<f64>(gone, Infinity);
  }
  store<f64>(line + ((<usize>own) << 3), Infinity);
  let best = Infinity;
  let bestChunk = -1;
  for (let chunk = start; chunk < end; chunk += chunkSize) {
    const low = leastProduct(line, weights, chunk, min(end, chunk + chunkSize));
    if (low < best) {
      best = low;
      bestChunk = chunk;
    }
  }
  let found = bestChunk;
  if (found >= 0) while (product(line, weights, found) != best) found++;
  least = best;
  nearest = found;
}

function leastProduct(line: usize, weights: usize, start: i32, end: i32): f64 {
  let lows = f64x2.splat(Infinity);
  const pairsEnd = start + ((end - start) & ~1);
  for (let index = start; index < pairsEnd; index += 2) {
    const offset = (<usize>index) << 3;
    lows = f64x2.pmin(lows, f64x2.mul(v128.load(line + offset), v128.load(weights + offset)));
  }
  const low = min(f64x2.extract_lane(lows, 0), f64x2.extract_lane(lows, 1));
  return pairsEnd < end ? min(low, product(line, weights, pairsEnd)) : low;
}

function product(line: usize, weights: usize, index: i32): f64 {
  const offset = (<usize>index) << 3;
  return load<f64>(line + offset) * load<f64>(weights + offset);
}

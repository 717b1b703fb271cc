/** A step function that never falls, as the points between which it runs in straight lines. */
export interface IsotonicCurve {
  /** Ascending, without repetition. */
  readonly x: readonly number[];
  /** Never falling. */
  readonly y: readonly number[];
}

/** Values that are pooled: their weighted mean, and where they begin and end. */
interface Pool {
  sum: number;
  weight: number;
  from: number;
  to: number;
}

/**
 * The never falling values that are nearest to `y` in squares, by pooling neighbours that violate the order (Best & Chakravarti 1990,
 * "Active set algorithms for isotonic regression"): linear in time once sorted. Rows with one x are averaged first.
 * @param weights of the rows, above 0; `undefined` when all count alike
 */
export function fitIsotonic(x: ArrayLike<number>, y: ArrayLike<number>, weights?: Float64Array): IsotonicCurve {
  const pools: Pool[] = [];
  for (const point of averageTies(x, y, weights)) {
    pools.push(point);
    for (let last = pools.length - 1; last > 0 && mean(pools[last - 1]!) >= mean(pools[last]!); last--) {
      const { sum, weight, to } = pools.pop()!;
      const pool = pools[last - 1]!;
      pool.sum += sum;
      pool.weight += weight;
      pool.to = to;
    }
  }
  return {
    x: pools.flatMap(({ from, to }) => (from === to ? [from] : [from, to])),
    y: pools.flatMap((pool) => (pool.from === pool.to ? [mean(pool)] : [mean(pool), mean(pool)])),
  };
}

/** The curve at a place, by straight lines; beyond its ends it goes on level. */
export function isotonicAt({ x, y }: IsotonicCurve, place: number): number {
  if (place <= x[0]!) return y[0]!;
  if (place >= x.at(-1)!) return y.at(-1)!;
  let low = 0;
  let high = x.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= place) low = middle;
    else high = middle;
  }
  const share = (place - x[low]!) / (x[high]! - x[low]!);
  return y[low]! + share * (y[high]! - y[low]!);
}

function averageTies(x: ArrayLike<number>, y: ArrayLike<number>, weights: Float64Array | undefined): Pool[] {
  const order = Array.from({ length: x.length }, (_, row) => row).sort((a, b) => x[a]! - x[b]!);
  const points: Pool[] = [];
  for (const row of order) {
    const last = points.at(-1);
    const weight = weights?.[row] ?? 1;
    if (last?.from === x[row]) {
      last.sum += weight * y[row]!;
      last.weight += weight;
    } else {
      points.push({ sum: weight * y[row]!, weight, from: x[row]!, to: x[row]! });
    }
  }
  return points;
}

function mean({ sum, weight }: Pool): number {
  return sum / weight;
}

import type { RandomSource } from "../compute/index.ts";

/** For each row the weight of all rows up to it: what rows are drawn by in proportion to their weights. */
export function runningSums(weights: Float64Array): Float64Array {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}

/** One of some rows, each as likely as any other. @param sums of `runningSums`: each in proportion to its weight */
export function drawRow(random: RandomSource, rows: number, sums: Float64Array | undefined): number {
  if (sums === undefined) return random.integer(rows);
  const place = random.random() * sums[rows - 1]!;
  let low = 0;
  let high = rows - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Different rows, each in proportion to its weight, in the order in which NumPy's `choice(…, replace=False, p=…)` draws them.
 * @param weights above 0, of at least `count` rows
 */
export function drawDifferentRows(random: RandomSource, weights: Float64Array, count: number): number[] {
  const left = weights.slice();
  const drawn: number[] = [];
  while (drawn.length < count) {
    for (const row of drawn) left[row] = 0;
    const sums = runningSums(left);
    const round = Array.from({ length: count - drawn.length }, () => drawRow(random, left.length, sums));
    for (const row of new Set(round)) drawn.push(row);
  }
  return drawn;
}

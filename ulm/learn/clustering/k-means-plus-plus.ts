import type { RandomSource } from "../../compute/index.ts";
import { lowerClosest } from "./lower-closest.ts";
import type { KernelPoints } from "./kernel-points.ts";
import { addBlocks } from "./row-blocks.ts";

/**
 * Chooses rows as first centres: each with a probability proportional to its squared distance to the nearest one chosen before, the
 * best of 2 + ⌊ln nClusters⌋ such candidates (D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding",
 * 2007; the greedy variant of scikit-learn, whose random numbers it uses in the same order).
 * @returns the rows
 */
export async function kMeansPlusPlus(
  { matrix, kernels, points, block }: KernelPoints,
  nClusters: number,
  random: RandomSource,
  label: string,
): Promise<number[]> {
  const { rows, columns } = matrix;
  const nTrials = 2 + Math.floor(Math.log(nClusters));
  const blocks = Math.ceil(rows / block);
  const closest = kernels.float64(rows).fill(Infinity);
  const lowered = kernels.float64(rows * nTrials);
  const potentials = kernels.float64(blocks * nTrials);
  const candidates = kernels.int32(nTrials);
  const chosen: number[] = [];
  let count = 1;
  candidates[0] = Math.floor(random.random() * rows);
  for (;;) {
    const args = [points, candidates, closest, lowered, potentials, count, columns, block] as const;
    await kernels.run(lowerClosest, args, { items: rows, block, label });
    const sums = addBlocks(potentials.subarray(0, blocks * count), count);
    const best = sums.reduce((least, sum, index) => (sum < sums[least]! ? index : least), 0);
    for (let row = 0; row < rows; row++) closest[row] = lowered[row * count + best]!;
    chosen.push(candidates[best]!);
    if (chosen.length === nClusters) return chosen;
    const cumulative = cumulativeSums(closest);
    const total = cumulative[rows - 1]!;
    count = nTrials;
    for (let trial = 0; trial < nTrials; trial++) candidates[trial] = firstAtLeast(cumulative, random.random() * total);
  }
}

function cumulativeSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length);
  let sum = 0;
  for (let index = 0; index < values.length; index++) {
    sum += values[index]!;
    sums[index] = sum;
  }
  return sums;
}

/** The first position whose cumulative sum reaches the value; the last when rounding lets none do. */
function firstAtLeast(cumulative: Float64Array, value: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

import { addBlocks, checkpoint } from "../../compute/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import { drawRow, runningSums } from "../draw-row.ts";
import { lowerClosest } from "./lower-closest.ts";
import type { KernelPoints } from "./kernel-points.ts";
import { fillLanes, paddedCount } from "./lanes.ts";

/**
 * Chooses rows as first centres: each with a probability proportional to its squared distance to the nearest one chosen before, the
 * best of 2 + ⌊ln nClusters⌋ such candidates (D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding",
 * 2007; the greedy variant of scikit-learn, whose random numbers it uses in the same order).
 * @returns the rows
 */
export async function kMeansPlusPlus(
  { matrix, kernels, points, weights, work }: KernelPoints,
  nClusters: number,
  random: RandomSource,
  label: string,
): Promise<number[]> {
  const { rows, columns } = matrix;
  const { block } = work;
  const nTrials = 2 + Math.floor(Math.log(nClusters));
  const padded = paddedCount(nTrials);
  const lanes = kernels.float64(padded * columns);
  const closest = kernels.float64(rows).fill(Infinity);
  const lowered = kernels.float64(rows * padded);
  const potentials = kernels.float64(Math.ceil(rows / block) * padded);
  const chosen: number[] = [];
  let candidates = [
    weights === undefined ? Math.floor(random.random() * rows) : drawRow(random, rows, runningSums(weights)),
  ];
  let best = -1;
  for (;;) {
    fillLanes(matrix.take(candidates).data, lanes, candidates.length, padded, columns);
    const args = [points, lanes, closest, lowered, potentials, nTrials, best, columns, block] as const;
    await checkpoint(chosen.length, nClusters, label);
    await kernels.run(lowerClosest, args, work);
    if (weights !== undefined) weighPotentials(potentials, lowered, weights, padded, block);
    const sums = addBlocks(potentials, padded);
    best = candidates.reduce((least, _, index) => (sums[index]! < sums[least]! ? index : least), 0);
    chosen.push(candidates[best]!);
    if (chosen.length === nClusters) return chosen;
    const shares = { lowered, weights, potentials, padded, best, block };
    candidates = Array.from({ length: nTrials }, () => rowUpTo(random.random() * sums[best]!, shares));
  }
}

/** Adds the potentials of blocks up again, each row by its weight. */
function weighPotentials(
  potentials: Float64Array,
  lowered: Float64Array,
  weights: Float64Array,
  padded: number,
  block: number,
): void {
  potentials.fill(0);
  for (let row = 0; row < weights.length; row++) {
    const own = Math.floor(row / block) * padded;
    for (let candidate = 0; candidate < padded; candidate++) {
      potentials[own + candidate]! += weights[row]! * lowered[row * padded + candidate]!;
    }
  }
}

/** What each row weighs when candidates are drawn, and the sums of that for each block of rows. */
interface RowShares {
  readonly lowered: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly potentials: Float64Array;
  readonly padded: number;
  readonly best: number;
  readonly block: number;
}

/** The first row up to which the shares add up to the value; the last when rounding lets none do. */
function rowUpTo(value: number, { lowered, weights, potentials, padded, best, block }: RowShares): number {
  const rows = lowered.length / padded;
  const blocks = potentials.length / padded;
  let row = 0;
  let sum = 0;
  for (let index = 0; index < blocks - 1 && sum + potentials[index * padded + best]! < value; index++) {
    sum += potentials[index * padded + best]!;
    row += block;
  }
  for (; row < rows - 1; row++) {
    sum += (weights?.[row] ?? 1) * lowered[row * padded + best]!;
    if (sum >= value) break;
  }
  return row;
}

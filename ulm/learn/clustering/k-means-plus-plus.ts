import { checkpoint } from "../../compute/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { rowBlocks } from "./row-blocks.ts";
import { squaredDistance } from "./squared-distance.ts";

/**
 * Chooses rows as first centres: each with a probability proportional to its squared distance to the nearest one chosen before, the
 * best of 2 + ⌊ln nClusters⌋ such candidates (D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding",
 * 2007; the greedy variant of scikit-learn, whose random numbers it uses in the same order).
 * @returns nClusters × columns
 */
export async function kMeansPlusPlus(
  matrix: Matrix,
  nClusters: number,
  random: RandomSource,
  label: string,
): Promise<Float64Array> {
  const { data, rows, columns } = matrix;
  const nTrials = 2 + Math.floor(Math.log(nClusters));
  const centres = new Float64Array(nClusters * columns);
  const closest = new Float64Array(rows).fill(Infinity);
  let chosen = Math.floor(random.random() * rows);
  for (let centre = 0; ; centre++) {
    centres.set(matrix.row(chosen), centre * columns);
    lowerClosest(matrix, chosen, closest);
    if (centre === nClusters - 1) return centres;
    const cumulative = cumulativeSums(closest);
    const total = cumulative[rows - 1]!;
    const candidates = Array.from({ length: nTrials }, () => firstAtLeast(cumulative, random.random() * total));
    let best = Infinity;
    for (const candidate of candidates) {
      await checkpoint(centre, nClusters, label);
      const potential = potentialWith(data, candidate, closest, columns);
      if (potential < best) {
        best = potential;
        chosen = candidate;
      }
    }
  }
}

/** The sum of squared distances to the nearest centre if the row were one. */
function potentialWith(data: Float64Array, candidate: number, closest: Float64Array, columns: number): number {
  let total = 0;
  for (const { start, end } of rowBlocks(closest.length)) {
    let sum = 0;
    for (let row = start; row < end; row++) {
      sum += Math.min(closest[row]!, squaredDistance(data, row * columns, data, candidate * columns, columns));
    }
    total += sum;
  }
  return total;
}

function lowerClosest({ data, rows, columns }: Matrix, chosen: number, closest: Float64Array): void {
  for (let row = 0; row < rows; row++) {
    closest[row] = Math.min(closest[row]!, squaredDistance(data, row * columns, data, chosen * columns, columns));
  }
}

function cumulativeSums(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => (sum += value));
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

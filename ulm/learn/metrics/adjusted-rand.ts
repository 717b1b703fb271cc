import type { Labels } from "../../data/index.ts";
import { contingency } from "./contingency.ts";

/**
 * How well two divisions agree on which rows belong together: 1 for the same groups, whatever they are called, about 0 for chance, down to −0.5
 * for less (L. Hubert and P. Arabie, "Comparing partitions", Journal of Classification 2, 1985). Scikit-learn's `adjusted_rand_score`.
 * @param labelsTrue one group for each row, of any kind
 * @param labelsPredicted another division of the same rows
 * @throws ParameterError unless both divide the same number of rows, one at least
 */
export function adjustedRandScore(labelsTrue: Labels, labelsPredicted: Labels): number {
  const { rows, first, second, cells } = contingency(labelsTrue, labelsPredicted);
  const together = sumOfPairs(cells.map(({ count }) => count));
  const [inFirst, inSecond, all] = [sumOfPairs(first), sumOfPairs(second), sumOfPairs([rows])];
  if (together === inFirst && together === inSecond) return 1;
  const expected = (inFirst / all) * inSecond;
  return (together - expected) / ((inFirst + inSecond) / 2 - expected);
}

/** How many pairs of rows are in the same group. */
function sumOfPairs(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}

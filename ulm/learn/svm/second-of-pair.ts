/** What stands in for a curvature that is not positive. */
export const smallestCurvature = 1e-12;

/**
 * Finds the variable that gains most when the first is raised and it is lowered (second-order working sets: R.-E. Fan, P.-H. Chen and
 * C.-J. Lin, "Working set selection using second order information for training SVM", JMLR 6, 2005).
 * @param gradient of the dual
 * @param cannotFall Infinity for variables at their lower bound, else 0
 * @param line the first variable's line of the kernel matrix
 * @param diagonal of the kernel matrix
 * @param first the variable that is raised
 * @returns the variable, −1 if none gains; and the largest gradient of those that can fall
 */
export function secondOfPair(
  gradient: Float64Array,
  cannotFall: Float64Array,
  line: Float64Array,
  diagonal: Float64Array,
  first: number,
  start: number,
  end: number,
): { second: number; largest: number } {
  const from = gradient[first]!;
  const own = diagonal[first]!;
  let best = 0;
  let second = -1;
  let largest = -Infinity;
  for (let index = start; index < end; index++) {
    const open = gradient[index]! - cannotFall[index]!;
    largest = Math.max(largest, open);
    const slope = open - from;
    if (!(slope > 0)) continue;
    const gain = (slope * slope) / Math.max(smallestCurvature, own + diagonal[index]! - 2 * line[index]!);
    if (gain > best) {
      best = gain;
      second = index;
    }
  }
  return { second, largest };
}

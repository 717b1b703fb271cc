/** What stands in for a curvature that is not positive. */
export const smallestCurvature = 1e-12;

/**
 * Finds the variable that gains most when the first is raised and it is lowered (second-order working sets: R.-E. Fan, P.-H. Chen and
 * C.-J. Lin, "Working set selection using second order information for training SVM", JMLR 6, 2005).
 * @param gradient of the dual
 * @param fallCost what lowering each variable costs beside its gradient: Infinity where it cannot fall
 * @param line the first variable's line of the kernel matrix
 * @param diagonal of the kernel matrix
 * @param first the variable that is raised, @param slope what that costs
 * @returns the variable, −1 if none gains; and the most that lowering one gains
 */
export function secondOfPair(
  gradient: Float64Array,
  fallCost: Float64Array,
  line: Float64Array,
  diagonal: Float64Array,
  first: number,
  slope: number,
  start: number,
  end: number,
): { second: number; largest: number } {
  const own = diagonal[first]!;
  let best = 0;
  let second = -1;
  let largest = -Infinity;
  for (let index = start; index < end; index++) {
    const open = gradient[index]! - fallCost[index]!;
    largest = Math.max(largest, open);
    const descent = open - slope;
    if (!(descent > 0)) continue;
    const gain = (descent * descent) / Math.max(smallestCurvature, own + diagonal[index]! - 2 * line[index]!);
    if (gain > best) {
      best = gain;
      second = index;
    }
  }
  return { second, largest };
}

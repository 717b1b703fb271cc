/**
 * Adding the same number to a feature's coefficients of all classes changes no probability, only the penalty. The number that, subtracted,
 * makes the penalty Σ ½ l2 (βₖ − t)² + l1 |βₖ − t| least: it lies between the mean and the median (J. Friedman, T. Hastie, R. Tibshirani,
 * "Regularization paths for generalized linear models via coordinate descent", J. Stat. Softw. 33, 2010, section 4.1).
 * @param coefficients of one feature, one for each class
 * @returns where all numbers between two do as well, the one that is nearest to 0
 */
export function settleClasses(coefficients: Float64Array, l1: number, l2: number): number {
  const sorted = coefficients.slice().sort();
  const count = sorted.length;
  if (l2 === 0) {
    const [low, high] = [sorted[Math.ceil(count / 2) - 1]!, sorted[Math.floor(count / 2)]!];
    return Math.min(Math.max(0, low), high);
  }
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  // With `below` coefficients on its left t would be the mean, drawn towards the side that has more of them.
  for (let below = 0; below < count; below++) {
    const best = mean + ((l1 / l2) * (count - 2 * below)) / count;
    if (best <= sorted[below]!) return Math.max(best, sorted[below - 1] ?? -Infinity);
  }
  return sorted[count - 1]!;
}

/** True and false positives when everything that scores at least `thresholds[i]` is called positive; thresholds fall. */
export interface ThresholdCounts {
  thresholds: number[];
  truePositives: number[];
  falsePositives: number[];
}

/** One entry for each distinct score. Both classes are sorted on their own, as plain numbers, and then merged: fast for bootstraps. */
export function thresholdCounts(isPositive: readonly boolean[], scores: Float64Array): ThresholdCounts {
  const positives = scores.filter((_, row) => isPositive[row]).sort();
  const negatives = scores.filter((_, row) => !isPositive[row]).sort();
  const counts: ThresholdCounts = { thresholds: [], truePositives: [], falsePositives: [] };
  let positive = positives.length - 1;
  let negative = negatives.length - 1;
  while (positive >= 0 || negative >= 0) {
    const threshold = Math.max(positives[positive] ?? -Infinity, negatives[negative] ?? -Infinity);
    while (positives[positive] === threshold) positive--;
    while (negatives[negative] === threshold) negative--;
    counts.thresholds.push(threshold);
    counts.truePositives.push(positives.length - 1 - positive);
    counts.falsePositives.push(negatives.length - 1 - negative);
  }
  return counts;
}

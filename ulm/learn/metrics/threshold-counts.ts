import type { ScoredRows } from "./checked-labels.ts";

/** True and false positives when everything that scores at least `thresholds[i]` is called positive; thresholds fall. */
export interface ThresholdCounts {
  thresholds: number[];
  truePositives: number[];
  falsePositives: number[];
}

/** One entry for each distinct score; rows with weights count by these. */
export function thresholdCounts({ isPositive, values, weights }: Omit<ScoredRows, "positive">): ThresholdCounts {
  return weights === undefined ? countRows(isPositive, values) : addWeights(isPositive, values, weights);
}

/** Both classes are sorted on their own, as plain numbers, and then merged: fast for bootstraps. */
function countRows(isPositive: readonly boolean[], scores: Float64Array): ThresholdCounts {
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

function addWeights(isPositive: readonly boolean[], scores: Float64Array, weights: Float64Array): ThresholdCounts {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  const counts: ThresholdCounts = { thresholds: [], truePositives: [], falsePositives: [] };
  let [found, alarms] = [0, 0];
  order.forEach((row, place) => {
    if (isPositive[row]) found += weights[row]!;
    else alarms += weights[row]!;
    if (scores[row] === scores[order[place + 1]!]) return;
    counts.thresholds.push(scores[row]!);
    counts.truePositives.push(found);
    counts.falsePositives.push(alarms);
  });
  return counts;
}

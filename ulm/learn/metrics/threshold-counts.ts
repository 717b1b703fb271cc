/** True and false positives when everything that scores at least `thresholds[i]` is called positive; thresholds fall. */
export interface ThresholdCounts {
  thresholds: number[];
  truePositives: number[];
  falsePositives: number[];
}

/** One entry for each distinct score. */
export function thresholdCounts(isPositive: readonly boolean[], scores: Float64Array): ThresholdCounts {
  const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  const counts: ThresholdCounts = { thresholds: [], truePositives: [], falsePositives: [] };
  let truePositives = 0;
  let falsePositives = 0;
  order.forEach((row, position) => {
    if (isPositive[row]) truePositives++;
    else falsePositives++;
    const next = order[position + 1];
    if (next !== undefined && scores[next] === scores[row]) return;
    counts.thresholds.push(scores[row]!);
    counts.truePositives.push(truePositives);
    counts.falsePositives.push(falsePositives);
  });
  return counts;
}

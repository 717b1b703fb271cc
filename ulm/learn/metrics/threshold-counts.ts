import type { ScoredRows } from "./checked-labels.ts";

/** True and false positives when everything that scores at least `thresholds[i]` is called positive; thresholds fall. */
export interface ThresholdCounts {
  thresholds: number[];
  truePositives: number[];
  falsePositives: number[];
}

type Rows = Omit<ScoredRows, "positive">;
type Visit = (threshold: number, truePositives: number, falsePositives: number) => void;

/** One entry for each distinct score; rows with weights count by these. */
export function thresholdCounts(rows: Rows): ThresholdCounts {
  const counts: ThresholdCounts = { thresholds: [], truePositives: [], falsePositives: [] };
  visitThresholds(rows, (threshold, truePositives, falsePositives) => {
    counts.thresholds.push(threshold);
    counts.truePositives.push(truePositives);
    counts.falsePositives.push(falsePositives);
  });
  return counts;
}

/** The same, entry by entry: nothing is kept. */
export function visitThresholds({ isPositive, values, weights }: Rows, visit: Visit): void {
  if (weights === undefined) countRows(isPositive, values, visit);
  else addWeights(isPositive, values, weights, visit);
}

/** Both classes are sorted on their own, as plain numbers, and then merged: fast for bootstraps. */
function countRows(isPositive: readonly boolean[], scores: Float64Array, visit: Visit): void {
  const sorted = new Float64Array(scores.length);
  let [first, last] = [0, scores.length];
  for (let row = 0; row < scores.length; row++) sorted[isPositive[row] ? first++ : --last] = scores[row]!;
  const positives = sorted.subarray(0, first).sort();
  const negatives = sorted.subarray(first).sort();
  let positive = positives.length - 1;
  let negative = negatives.length - 1;
  while (positive >= 0 || negative >= 0) {
    const highest = positive < 0 ? -Infinity : positives[positive]!;
    const threshold = negative < 0 ? highest : Math.max(highest, negatives[negative]!);
    while (positive >= 0 && positives[positive] === threshold) positive--;
    while (negative >= 0 && negatives[negative] === threshold) negative--;
    visit(threshold, positives.length - 1 - positive, negatives.length - 1 - negative);
  }
}

function addWeights(isPositive: readonly boolean[], scores: Float64Array, weights: Float64Array, visit: Visit): void {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  let [found, alarms] = [0, 0];
  order.forEach((row, place) => {
    if (isPositive[row]) found += weights[row]!;
    else alarms += weights[row]!;
    if (scores[row] !== scores[order[place + 1]!]) visit(scores[row]!, found, alarms);
  });
}

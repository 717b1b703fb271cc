/** How many rows are of a class, or what they weigh together. */
export function weightOf(isClass: readonly boolean[], weights: Float64Array | undefined): number {
  return isClass.reduce((sum, isOf, row) => sum + (isOf ? (weights?.[row] ?? 1) : 0), 0);
}

/** The mean of one score for each class; NaN stands for none. @param weights default equal */
export function classMean(scores: readonly number[], weights: readonly number[] = scores.map(() => 1)): number {
  let [sum, total] = [0, 0];
  scores.forEach((score, index) => {
    if (Number.isNaN(score)) return;
    sum += score * weights[index]!;
    total += weights[index]!;
  });
  return sum / total;
}

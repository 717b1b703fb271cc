/** The mean of one number for each row. @param weights how much each row counts; `undefined` for all alike */
export function weighedMean(values: readonly number[], weights: Float64Array | undefined): number {
  if (weights === undefined) return values.reduce((sum, value) => sum + value, 0) / values.length;
  const sum = values.reduce((sum, value, row) => sum + weights[row]! * value, 0);
  return sum / weights.reduce((sum, weight) => sum + weight, 0);
}

/** Total weight by frequency: terms that depend on the frequency only are taken once for each. */
export function countFrequencies(
  frequency: Float64Array,
  weights: Float64Array | undefined,
): [frequency: number, weight: number][] {
  const totals = new Map<number, number>();
  for (let row = 0; row < frequency.length; row++) {
    totals.set(frequency[row]!, (totals.get(frequency[row]!) ?? 0) + (weights?.[row] ?? 1));
  }
  return [...totals].sort(([a], [b]) => a - b);
}

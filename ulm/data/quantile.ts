/**
 * The quantile of sorted values by linear interpolation: Hyndman & Fan's type 7, the default of NumPy and R.
 * @param sorted ascending, without NaN, at least one value
 * @param share 0 … 1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  // NumPy's order of operations, so that quantiles agree to the last bit.
  const weight = position - below;
  return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight);
}

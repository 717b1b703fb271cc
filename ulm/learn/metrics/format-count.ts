/** A number of rows, or the sum of their weights, without the digits of rounding errors. */
export function formatCount(count: number): string {
  return String(Number.isInteger(count) ? count : Number(count.toFixed(6)));
}

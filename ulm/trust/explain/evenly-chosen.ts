/** So many of the rows, evenly spaced; all when there are not more. */
export function evenlyChosen(rows: number, wanted: number): number[] {
  const count = Math.min(rows, wanted);
  return Array.from({ length: count }, (_, index) => Math.floor((index * rows) / count));
}

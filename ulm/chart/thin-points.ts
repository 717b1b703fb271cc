/** A curve of more points looks the same, and only makes the notebook larger. */
const mostPoints = 600;

/** Which points of a curve are drawn: all, or some evenly chosen ones with the first and the last among them. */
export function thinPoints(count: number): number[] {
  const shown = Math.min(count, mostPoints);
  if (shown < 2) return Array.from({ length: shown }, (_, index) => index);
  return Array.from({ length: shown }, (_, index) => Math.round((index * (count - 1)) / (shown - 1)));
}

import { evenPlaces } from "../data/even-places.ts";

/** A curve of more points looks the same, and only makes the notebook larger. */
const mostPoints = 600;

/** Which points of a curve are drawn: all, or some evenly chosen ones with the first and the last among them. */
export function thinPoints(count: number): number[] {
  return evenPlaces(count, mostPoints);
}

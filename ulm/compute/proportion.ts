import { normalQuantile } from "./normal-distribution.ts";

/** A share with the interval that holds it. */
export interface Proportion {
  /** `null` when there was nothing to count. */
  readonly value: number | null;
  readonly lower: number;
  readonly upper: number;
  /** How many of … */
  readonly hits: number;
  /** … how many. */
  readonly count: number;
}

/**
 * The share of `hits` in `count` with Wilson's score interval (E. B. Wilson, 1927), which stays between 0 and 1 and holds for few cases too.
 * @param level of confidence, between 0 and 1
 */
export function proportion(hits: number, count: number, level: number): Proportion {
  if (count === 0) return { value: null, lower: 0, upper: 1, hits, count };
  const share = hits / count;
  const z = normalQuantile(0.5 + level / 2);
  const shrink = 1 + (z * z) / count;
  const centre = (share + (z * z) / (2 * count)) / shrink;
  const reach = (z / shrink) * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  // At shares of 0 and 1 a limit is the share itself, but for rounding.
  return {
    value: share,
    lower: Math.max(0, Math.min(share, centre - reach)),
    upper: Math.min(1, Math.max(share, centre + reach)),
    hits,
    count,
  };
}

/** The difference a − b of two shares with Newcombe's interval (R. G. Newcombe, 1998, method 10), from Wilson intervals of both. */
export function proportionDifference(a: Proportion, b: Proportion): { value: number; lower: number; upper: number } {
  const [p, q] = [a.value ?? NaN, b.value ?? NaN];
  const value = p - q;
  return {
    value,
    lower: value - Math.hypot(p - a.lower, b.upper - q),
    upper: value + Math.hypot(a.upper - p, q - b.lower),
  };
}

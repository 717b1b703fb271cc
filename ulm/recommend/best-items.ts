import type { Label } from "../data/index.ts";

/** An item and what a user is expected to think of it. */
export interface Recommendation {
  readonly item: Label;
  /** The expected rating; for implicit models a score, 0 for no interest and about 1 for items like those that the user has. */
  readonly rating: number;
}

/** The n best items. @param ratings one for each of `names` */
export function bestItems(
  names: readonly Label[],
  ratings: readonly number[],
  n: number,
  exclude: Iterable<Label>,
): Recommendation[] {
  const left = new Set(exclude);
  return names
    .map((item, index) => ({ item, rating: ratings[index]! }))
    .filter(({ item }) => !left.has(item))
    .sort((a, b) => b.rating - a.rating)
    .slice(0, n);
}

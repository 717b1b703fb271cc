import { Column, toLabels, uniqueLabels } from "../data/index.ts";
import type { Label, Labels, Table } from "../data/index.ts";
import { RatingError } from "./rating-error.ts";

/** The columns of a table of ratings. */
export interface RatingColumns {
  user: string;
  item: string;
  rating: string;
}

/** `fit(table, columns)`, or three lists with one entry for each rating. */
export type RatingArguments =
  | readonly [ratings: Table, columns: RatingColumns]
  | readonly [users: Labels, items: Labels, ratings: Column | ArrayLike<number>];

/** Ratings by number of user and of item. */
export interface RatingData {
  readonly userNames: readonly Label[];
  readonly itemNames: readonly Label[];
  readonly users: Int32Array;
  readonly items: Int32Array;
  readonly ratings: Float64Array;
}

/** The ratings of one side, grouped: those of `owner` are order[starts[owner]] … order[starts[owner + 1] − 1]. */
export interface GroupedRatings {
  readonly starts: Int32Array;
  readonly order: Int32Array;
}

/** @throws RatingError for ratings that are no finite numbers, lists that do not fit, or none at all */
export function toRatingData(source: RatingArguments): RatingData {
  const [users, items, ratings] = isTableForm(source)
    ? [source[0].column(source[1].user), source[0].column(source[1].item), source[0].column(source[1].rating)]
    : source;
  const [userLabels, itemLabels] = [toLabels(users, "users"), toLabels(items, "items")];
  const values = ratings instanceof Column ? ratings.toNumbers() : Float64Array.from(ratings);
  if (userLabels.length !== itemLabels.length || userLabels.length !== values.length) {
    throw new RatingError(
      `There are ${userLabels.length} users, ${itemLabels.length} items and ${values.length} ratings; there must be one of each for every rating.`,
    );
  }
  if (values.length === 0) throw new RatingError("There are no rows to learn from.");
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const what = Number.isNaN(values[bad]!) ? "missing" : String(values[bad]);
    throw new RatingError(`Rating ${bad} is ${what}. Leave such rows out (dropMissing) or mend them first.`);
  }
  const [userNames, itemNames] = [uniqueLabels(userLabels), uniqueLabels(itemLabels)];
  return {
    userNames,
    itemNames,
    users: numbersOf(userLabels, userNames),
    items: numbersOf(itemLabels, itemNames),
    ratings: values,
  };
}

/** Users and items, one of each for every pair. @throws RatingError when they are not as many */
export function pairedLabels(users: Labels, items: Labels): [users: Label[], items: Label[]] {
  const [userLabels, itemLabels] = [toLabels(users, "users"), toLabels(items, "items")];
  if (userLabels.length !== itemLabels.length) {
    throw new RatingError(
      `There are ${userLabels.length} users, but ${itemLabels.length} items; there must be one item for each user.`,
    );
  }
  return [userLabels, itemLabels];
}

/** The ratings of each owner together. */
export function groupRatings(owners: Int32Array, count: number): GroupedRatings {
  const starts = new Int32Array(count + 1);
  for (let index = 0; index < owners.length; index++) starts[owners[index]! + 1]!++;
  for (let owner = 0; owner < count; owner++) starts[owner + 1]! += starts[owner]!;
  const next = starts.slice();
  const order = new Int32Array(owners.length);
  for (let index = 0; index < owners.length; index++) order[next[owners[index]!]!++] = index;
  return { starts, order };
}

function isTableForm(source: RatingArguments): source is readonly [Table, RatingColumns] {
  return source.length === 2;
}

function numbersOf(labels: readonly Label[], names: readonly Label[]): Int32Array {
  const numbers = new Map(names.map((name, index) => [name, index]));
  return Int32Array.from(labels, (label) => numbers.get(label)!);
}

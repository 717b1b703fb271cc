import type { Matrix } from "../../data/index.ts";
import { FeatureError } from "../check-features.ts";

/** The squares of larger numbers, added up, are Infinity. */
const largest = 1e150;

/** Whether squares of distances to such a number can be added up. */
export function hasSquare(value: number): boolean {
  return Math.abs(value) < largest;
}

/** @throws FeatureError for a value whose square distances could not be computed with, with column and row */
export function checkSquares({ data, columns, names }: Matrix, type: string): void {
  for (let index = 0; index < data.length; index++) {
    if (hasSquare(data[index]!)) continue;
    throw new FeatureError(
      `${type}: column "${names[index % columns]}", row ${Math.floor(index / columns)} is ${data[index]}: ` +
        `too large to compute distances with. Scale the columns first (StandardScaler).`,
    );
  }
}

import type { Matrix } from "../data/index.ts";
import { FeatureError } from "./check-features.ts";

/** The squares of larger numbers, added up, are Infinity; … */
const largest = 1e150;
/** … those of smaller differences are 0, or have lost digits. */
const smallest = 1e-150;

/** Whether squares of distances to such a number can be added up. */
export function hasSquare(value: number): boolean {
  return Math.abs(value) < largest;
}

/** Whether all surely have squares, without asking each: what their squares sum to is far below that of the first that has none. */
export function haveSmallSquares(values: Float64Array): boolean {
  // Two sums, which do not have to wait for each other.
  let [even, odd] = [0, 0];
  for (let index = 0; index + 1 < values.length; index += 2) {
    even += values[index]! ** 2;
    odd += values[index + 1]! ** 2;
  }
  if (values.length % 2 === 1) even += values[values.length - 1]! ** 2;
  return even + odd < largest ** 2;
}

/** @throws FeatureError for a value whose squares could not be computed with, with column and row */
export function checkSquares({ data, columns, names }: Matrix, type: string): void {
  if (haveSmallSquares(data)) return;
  for (let index = 0; index < data.length; index++) {
    if (hasSquare(data[index]!)) continue;
    throw new FeatureError(
      `${type}: column "${names[index % columns]}", row ${Math.floor(index / columns)} is ${data[index]}: ` +
        `too large to compute squares with. Scale the columns first (StandardScaler).`,
    );
  }
}

/** For models that look at all columns together. @throws FeatureError when rows differ, but nowhere by more than what has a square */
export function checkDistances(matrix: Matrix, type: string): void {
  const spreads = Array.from({ length: matrix.columns }, (_, column) => spreadOf(matrix, column));
  const widest = spreads.reduce((best, spread, column) => (spread > spreads[best]! ? column : best), 0);
  if (spreads[widest]! > 0 && spreads[widest]! < smallest) throw tooAlike(matrix, widest, type);
}

/** For models that look at each column by itself. @throws FeatureError when its values differ, but by less than what has a square */
export function checkDifferences(matrix: Matrix, column: number, type: string): void {
  const spread = spreadOf(matrix, column);
  if (spread > 0 && spread < smallest) throw tooAlike(matrix, column, type);
}

function tooAlike({ names }: Matrix, column: number, type: string): FeatureError {
  return new FeatureError(
    `${type}: the values of column "${names[column]}" differ by less than ${smallest}: too little to compute squares with. ` +
      `Scale the columns first (StandardScaler).`,
  );
}

/** The largest value less the smallest. */
function spreadOf({ data, columns }: Matrix, column: number): number {
  let [least, most] = [Infinity, -Infinity];
  for (let index = column; index < data.length; index += columns) {
    least = Math.min(least, data[index]!);
    most = Math.max(most, data[index]!);
  }
  return most - least;
}

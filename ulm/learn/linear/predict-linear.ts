import type { Matrix } from "../../data/index.ts";

/** Xβ + intercept, one number for each row. */
export function predictLinear({ data, rows, columns }: Matrix, coef: readonly number[], intercept: number): number[] {
  const predictions = new Array<number>(rows);
  for (let row = 0; row < rows; row++) {
    let sum = intercept;
    for (let column = 0; column < columns; column++) sum += data[row * columns + column]! * coef[column]!;
    predictions[row] = sum;
  }
  return predictions;
}

import { Matrix } from "../../data/index.ts";
import type { Label } from "../../data/index.ts";

/**
 * Xβ + intercept for each row: one column for two classes, which speaks for the second, else one for each class.
 * @param coef one row for each column of the result
 */
export function linearDecisions(
  matrix: Matrix,
  coef: readonly (readonly number[])[],
  intercept: readonly number[],
  classes: readonly Label[],
): Matrix {
  const decisions = new Float64Array(matrix.rows * coef.length);
  for (let row = 0; row < matrix.rows; row++) {
    const values = matrix.row(row);
    for (let k = 0; k < coef.length; k++) {
      let sum = intercept[k]!;
      for (let column = 0; column < values.length; column++) sum += values[column]! * coef[k]![column]!;
      decisions[row * coef.length + k] = sum;
    }
  }
  const names = coef.length === 1 ? [String(classes[1])] : classes.map(String);
  return new Matrix(decisions, matrix.rows, coef.length, names);
}

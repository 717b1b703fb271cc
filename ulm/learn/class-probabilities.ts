import { Matrix } from "../data/index.ts";
import type { Label } from "../data/index.ts";
import { sigmoid } from "./logistic/binary-objective.ts";
import { softmax } from "./logistic/softmax-objective.ts";

/**
 * rows × classes from decision values: log odds of the second of two classes (one column), or the logit of each class. Each row sums
 * to 1; the columns carry the names of the classes.
 */
export function classProbabilities({ data, rows, columns }: Matrix, classes: readonly Label[]): Matrix {
  const probabilities = new Float64Array(rows * classes.length);
  if (columns === 1) {
    data.forEach((logit, row) => probabilities.set([sigmoid(-logit), sigmoid(logit)], 2 * row));
  } else {
    probabilities.set(data);
    for (let row = 0; row < rows; row++) softmax(probabilities.subarray(row * columns, (row + 1) * columns));
  }
  return new Matrix(probabilities, rows, classes.length, classes.map(String));
}

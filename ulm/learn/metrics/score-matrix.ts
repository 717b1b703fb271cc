import { Column, Matrix } from "../../data/index.ts";
import type { Label, MatrixLike } from "../../data/index.ts";

/** Scores or probabilities of the positive class, one number a row; or rows × classes, as `predictProba` and `decisionFunction` give. */
export type Scores = ArrayLike<number> | Column | MatrixLike | readonly (readonly number[])[];

/** Scores that come in columns, as a matrix; `undefined` when there is one number a row. */
export function scoreMatrix(scores: Scores): MatrixLike | undefined {
  if (scores instanceof Column) return undefined;
  if ("rows" in scores) return scores;
  return Array.isArray(scores[0]) ? Matrix.fromRows(scores as readonly (readonly number[])[]) : undefined;
}

/** Scores with a column for each of more than two classes; `undefined` for others. */
export function multiclassMatrix(scores: Scores): MatrixLike | undefined {
  const matrix = scoreMatrix(scores);
  return matrix !== undefined && matrix.columns > 2 ? matrix : undefined;
}

/** What `predictProba` calls the column of a class. */
export function columnNameOf(label: Label): string {
  return String(label);
}

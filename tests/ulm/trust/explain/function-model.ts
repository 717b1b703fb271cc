import { toTable } from "ulm/data";
import type { Features, Label, Labels, Row } from "ulm/data";
import { Matrix } from "ulm/data";
import { meanSquaredError } from "ulm/learn/metrics";
import type { Model } from "ulm/learn";

/** A model that says what a function says of each row; explanations need no more of it. */
export function functionModel(says: (row: Row) => number): Model {
  const predict = (X: Features) => toTable(X).rows().map(says);
  return {
    type: "FunctionModel",
    kind: "regressor",
    isFitted: true,
    predict,
    score: (X: Features, y: Labels) => -meanSquaredError(y, predict(X)),
  } as unknown as Model;
}

/** A classifier whose probability of the second class is what a function says. */
export function functionClassifier(
  says: (row: Row) => number,
  classes: readonly [Label, Label] = ["no", "yes"],
): Model {
  const predictProba = (X: Features) =>
    Matrix.fromRows(
      toTable(X)
        .rows()
        .map((row) => [1 - says(row), says(row)]),
    );
  return {
    type: "FunctionClassifier",
    kind: "classifier",
    isFitted: true,
    classes,
    predictProba,
    predict: (X: Features) =>
      toTable(X)
        .rows()
        .map((row) => classes[Number(says(row) >= 0.5)]!),
  } as unknown as Model;
}

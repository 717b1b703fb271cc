import { countRows, Matrix, ParameterError } from "../../data/index.ts";
import type { Features, Label, Labels } from "../../data/index.ts";
import type { Model } from "../model.ts";
import type { SampleWeight } from "../sample-weight.ts";
import { fitFolds, splitterFor } from "./fit-folds.ts";
import type { FittedFold } from "./fit-folds.ts";
import type { Fold, Splitter } from "./fold.ts";

/** How rows are divided. */
export interface CrossValPredictOptions {
  /** Number of folds (stratified for classifiers), or a splitter that tests each row once. Default 5. */
  cv?: number | Splitter;
  /** Rows that belong together, for `GroupKFold`. Default none. */
  groups?: Labels;
  /** How much each row counts when models learn. Default all alike. */
  sampleWeight?: SampleWeight | undefined;
}

/**
 * For each row the prediction of a model that did not learn from it: as honest as a hold-out, for every row. It is for looking at rows
 * and for training on predictions; to judge a model use `crossValScore`.
 * @param options.method "predict" (the default), "predictProba" or "decisionFunction"
 * @throws ParameterError unless each row is tested exactly once
 */
export async function crossValPredict(
  model: Model,
  X: Features,
  y: Labels,
  options?: CrossValPredictOptions & { method?: "predict" },
): Promise<Label[]>;
export async function crossValPredict(
  model: Model,
  X: Features,
  y: Labels,
  options: CrossValPredictOptions & { method: "predictProba" | "decisionFunction" },
): Promise<Matrix>;
export async function crossValPredict(
  model: Model,
  X: Features,
  y: Labels,
  options: CrossValPredictOptions & { method?: "predict" | "predictProba" | "decisionFunction" } = {},
): Promise<Label[] | Matrix> {
  const { method = "predict" } = options;
  const rows = countRows(X);
  const folds = splitterFor(model, options.cv ?? 5).split(X, y, options.groups);
  checkPartition(folds, rows);
  const labels = new Array<Label>(rows);
  let scores: Matrix | undefined;
  for await (const fitted of fitFolds(model, X, y, folds, "Cross-validation", options)) {
    const { test } = fitted.fold;
    if (method === "predict") {
      fitted.model.predict(fitted.XTest).forEach((label, index) => (labels[test[index]!] = label));
      continue;
    }
    const part = ask(fitted, method);
    scores ??= new Matrix(new Float64Array(rows * part.columns), rows, part.columns, part.names);
    checkClasses(scores, part);
    test.forEach((row, index) => scores!.row(row).set(part.row(index)));
  }
  return scores ?? labels;
}

function ask({ model, XTest }: FittedFold, method: "predictProba" | "decisionFunction"): Matrix {
  if (model[method] === undefined) throw new ParameterError(`${model.type} has no ${method}.`);
  return model[method](XTest);
}

function checkPartition(folds: readonly Fold[], rows: number): void {
  const tested = new Int32Array(rows);
  for (const { test } of folds) for (const row of test) tested[row]!++;
  const odd = tested.findIndex((count) => count !== 1);
  if (odd < 0) return;
  throw new ParameterError(
    `crossValPredict tests each row once, but this splitter tests row ${odd} ${tested[odd]} times.`,
  );
}

function checkClasses(first: Matrix, part: Matrix): void {
  if (first.names.join("\n") === part.names.join("\n")) return;
  throw new ParameterError(
    `Folds learnt different classes (${first.names.join(", ")}; ${part.names.join(", ")}). Use stratified folds, or fewer.`,
  );
}

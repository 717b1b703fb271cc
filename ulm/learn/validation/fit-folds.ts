import { checkpoint, quietly } from "../../compute/index.ts";
import { takeLabels, takeRows } from "../../data/index.ts";
import type { Features, Labels, Matrix, ParameterRule, Table } from "../../data/index.ts";
import type { Model } from "../model.ts";
import { checkWeights, takeWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import type { Fold, Splitter } from "./fold.ts";
import { KFold } from "./k-fold.ts";
import { StratifiedKFold } from "./stratified-k-fold.ts";

/** A model fitted on the training rows of a fold, and both parts. */
export interface FittedFold {
  readonly fold: Fold;
  readonly model: Model;
  readonly XTrain: Table | Matrix;
  readonly yTrain: Labels;
  readonly XTest: Table | Matrix;
  readonly yTest: Labels;
}

/**
 * Fits a fresh copy of the model on the training rows of each fold, one after the other, and hands it on. The model itself stays as it is.
 * @param label what is done, for the progress
 * @param options.sampleWeight how much each row counts when models learn
 */
export async function* fitFolds(
  model: Model,
  X: Features,
  y: Labels,
  folds: readonly Fold[],
  label: string,
  options: WeightOptions = {},
): AsyncGenerator<FittedFold> {
  for (const [index, fold] of folds.entries()) {
    await checkpoint(index, folds.length, label);
    yield await fitFold(model, X, y, fold, options);
  }
}

/** Fits a fresh copy of the model on the training rows of one fold. */
export async function fitFold(
  model: Model,
  X: Features,
  y: Labels,
  fold: Fold,
  options: WeightOptions = {},
): Promise<FittedFold> {
  checkWeights(options.sampleWeight, y.length, model.type);
  const weights = takeWeights(options, fold.train);
  const [XTrain, yTrain] = [takeRows(X, fold.train), takeLabels(y, fold.train)];
  const fitted = await quietly(() => model.clone().fit(XTrain, yTrain, weights));
  return { fold, model: fitted, XTrain, yTrain, XTest: takeRows(X, fold.test), yTest: takeLabels(y, fold.test) };
}

/** What `cv` may be. */
export const foldsOrSplitter: ParameterRule = {
  words: "a whole number of folds from 2, or a splitter",
  allows: (value) =>
    (Number.isInteger(value) && (value as number) >= 2) ||
    (typeof value === "object" && value !== null && "split" in value && typeof value.split === "function"),
};

/** The splitter that a number of folds means: stratified for classifiers. */
export function splitterFor(model: Model, cv: number | Splitter): Splitter {
  if (typeof cv !== "number") return cv;
  return model.kind === "classifier" ? new StratifiedKFold({ nSplits: cv }) : new KFold({ nSplits: cv });
}

import { quietly } from "../../compute/index.ts";
import { countRows, GatheredWarnings, takeLabels, takeRows } from "../../data/index.ts";
import type { Stage } from "../../compute/index.ts";
import type { Features, Labels, Matrix, ParameterRule, Table } from "../../data/index.ts";
import { checkTargets } from "../check-targets.ts";
import type { Model } from "../model.ts";
import { checkWeights, takeWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import type { Fold, Splitter } from "./fold.ts";
import { KFold } from "./k-fold.ts";
import { StratifiedKFold } from "./stratified-k-fold.ts";

/** A model fitted on the training rows of a fold, and both parts. */
export interface FittedFold {
  readonly fold: Fold;
  /** Which of the folds it is, from 0, and how many there are. */
  readonly place: number;
  readonly count: number;
  readonly model: Model;
  readonly XTrain: Table | Matrix;
  readonly yTrain: Labels;
  readonly XTest: Table | Matrix;
  readonly yTest: Labels;
}

/**
 * Fits a fresh copy of the model on the training rows of each fold, one after the other, and hands it on. The model itself stays as it is.
 * What the fits warn of is told at the end, each warning once.
 * @param label what is done, for the progress
 * @param options.sampleWeight how much each row counts when models learn
 * @throws FeatureError for targets that the model cannot learn
 */
export async function* fitFolds(
  model: Model,
  X: Features,
  y: Labels,
  folds: readonly Fold[],
  label: string,
  options: WeightOptions = {},
): AsyncGenerator<FittedFold> {
  checkTargets(model.kind, y, countRows(X), model.type);
  const warnings = new GatheredWarnings();
  try {
    for (const index of folds.keys()) {
      const stage = { done: index, total: folds.length, label };
      yield await warnings.during(() => fitFold(model, X, y, folds, index, stage, options));
    }
  } finally {
    warnings.tell();
  }
}

/** Fits a fresh copy of the model on the training rows of one of the folds. @param stage of what is done with the folds */
export async function fitFold(
  model: Model,
  X: Features,
  y: Labels,
  folds: readonly Fold[],
  place: number,
  stage: Stage,
  options: WeightOptions = {},
): Promise<FittedFold> {
  const fold = folds[place]!;
  checkWeights(options.sampleWeight, y.length, model.type);
  const weights = takeWeights(options, fold.train);
  const [XTrain, yTrain] = [takeRows(X, fold.train), takeLabels(y, fold.train)];
  const fitted = await quietly(() => model.clone().fit(XTrain, yTrain, weights), stage);
  const [XTest, yTest] = [takeRows(X, fold.test), takeLabels(y, fold.test)];
  return { fold, place, count: folds.length, model: fitted, XTrain, yTrain, XTest, yTest };
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

import type { Estimator, Features, Label, Labels, Matrix } from "../data/index.ts";
import type { WeightOptions } from "./sample-weight.ts";

/** What every supervised model can do, whatever it is. */
export interface Model extends Pick<Estimator<object, object>, "type" | "getParams" | "isFitted" | "toJSON"> {
  readonly kind: "classifier" | "regressor";
  /** Learns from rows of X and one target each; a model that cannot stays unfitted. @throws FeatureError for what it cannot learn from */
  fit(X: Features, y: Labels, options?: WeightOptions): Promise<this>;
  /** One label, or number, for each row. @throws NotFittedError, FeatureError */
  predict(X: Features): Label[];
  /** Accuracy of a classifier, R² of a regression. */
  score(X: Features, y: Labels, options?: WeightOptions): number;
  /** A model with the same parameters that has learnt nothing. */
  clone(): Model;
  /** An unfitted model with some parameters changed. */
  withParams(changes: object): Model;
  /** Of classifiers: one column for each class, in the order of `classes`. */
  predictProba?(X: Features): Matrix;
  /** Of classifiers: signed distance from the decision, one column for two classes. */
  decisionFunction?(X: Features): Matrix;
  /** Of models that answer through another: whether that one has the method. */
  responds?(method: "predictProba" | "decisionFunction"): boolean;
  /** Of classifiers: the classes in ascending order. */
  readonly classes?: readonly Label[];
}

/** Tells classes apart. */
export interface Classifier extends Model {
  readonly kind: "classifier";
  /** Ascending. */
  readonly classes: readonly Label[];
}

/** Predicts a number. */
export interface Regressor extends Model {
  readonly kind: "regressor";
  /** One number for each row, in the unit of y. */
  predict(X: Features): number[];
}

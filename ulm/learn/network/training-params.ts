import { flag, notNegative, oneOf, positive, seed, wholeNumber } from "../../data/index.ts";
import type { ParameterRule } from "../../data/index.ts";
import { activations } from "./activation.ts";

/** How networks are trained: scikit-learn's `MLPClassifier`, parameter by parameter. */
export interface TrainingParams {
  /** "adam" (Kingma and Ba, 2015) or "sgd", plain gradient descent with momentum. Default "adam". */
  solver: "adam" | "sgd";
  /** Strength of the L2 penalty on weights. Default 0.0001. */
  alpha: number;
  /** Rows in each gradient step; "auto" (the default) is 200, or all when there are fewer. */
  batchSize: number | "auto";
  /** Step size. Default 0.001. */
  learningRateInit: number;
  /** At most this many epochs, passes over the data. Default 200. */
  maxIter: number;
  /** Whether rows come in a new order in each epoch. Default true. */
  shuffle: boolean;
  /** Seed of starting weights, order and validation rows. Default 0. */
  randomState: number;
  /** A gain smaller than this does not count. Default 0.0001. */
  tol: number;
  /** Of "sgd". Default 0.9. */
  momentum: number;
  /** Of "sgd": look ahead by the momentum. Default true. */
  nesterovsMomentum: boolean;
  /** Hold rows out, and stop when their score (accuracy, R²) rises no longer; the best network is kept. Default false. */
  earlyStopping: boolean;
  /** Share of rows held out for `earlyStopping`. Default 0.1. */
  validationFraction: number;
  /** Training ends after this many epochs in a row without gain. Default 10. */
  nIterNoChange: number;
}

export const trainingDefaults: Readonly<TrainingParams> = {
  solver: "adam",
  alpha: 0.0001,
  batchSize: "auto",
  learningRateInit: 0.001,
  maxIter: 200,
  shuffle: true,
  randomState: 0,
  tol: 0.0001,
  momentum: 0.9,
  nesterovsMomentum: true,
  earlyStopping: false,
  validationFraction: 0.1,
  nIterNoChange: 10,
};

/** How many rows a gradient step takes, of so many. */
export function batchSizeOf({ batchSize }: TrainingParams, rows: number): number {
  return Math.min(batchSize === "auto" ? 200 : batchSize, rows);
}

const count = wholeNumber(1);

/** For each parameter what values it may have. */
export const trainingRules: { readonly [Name in keyof TrainingParams]: ParameterRule } = {
  solver: oneOf("adam", "sgd"),
  alpha: notNegative,
  batchSize: { words: 'a whole number from 1, or "auto"', allows: (value) => value === "auto" || count.allows(value) },
  learningRateInit: positive,
  maxIter: count,
  shuffle: flag,
  randomState: seed,
  tol: notNegative,
  momentum: { words: "0 or more and below 1", allows: (value) => notNegative.allows(value) && (value as number) < 1 },
  nesterovsMomentum: flag,
  earlyStopping: flag,
  validationFraction: {
    words: "above 0 and below 1",
    allows: (value) => positive.allows(value) && (value as number) < 1,
  },
  nIterNoChange: count,
};

/** Sizes of layers, first to last. */
export const layerSizes: ParameterRule = {
  words: "a list of whole numbers from 1",
  allows: (value) => Array.isArray(value) && value.every(count.allows),
};

export const activationRule: ParameterRule = oneOf(...activations);

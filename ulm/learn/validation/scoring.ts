import { ParameterError } from "../../data/index.ts";
import type { Features, Labels, Matrix } from "../../data/index.ts";
import {
  accuracyScore,
  averagePrecisionScore,
  balancedAccuracyScore,
  brierScore,
  explainedVarianceScore,
  f1Score,
  logLoss,
  matthewsCorrelation,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  medianAbsoluteError,
  meanSquaredError,
  precisionScore,
  r2Score,
  recallScore,
  rocAucScore,
  rootMeanSquaredError,
} from "../metrics/index.ts";
import type { Model } from "../model.ts";
import type { WeightOptions } from "../sample-weight.ts";

/** How good a fitted model is on some rows; more is better. */
export type Scorer = (model: Model, X: Features, y: Labels, options?: WeightOptions) => number;

/** Scikit-learn's scoring names in camelCase; errors are negative, so that more is better. */
export type ScoringName = keyof typeof scorers;

const scorers = {
  accuracy: (model, X, y, options) => accuracyScore(y, model.predict(X), options),
  precision: (model, X, y, options) =>
    precisionScore(y, model.predict(X), { positive: model.classes?.[1], ...options }),
  recall: (model, X, y, options) => recallScore(y, model.predict(X), { positive: model.classes?.[1], ...options }),
  f1: (model, X, y, options) => f1Score(y, model.predict(X), { positive: model.classes?.[1], ...options }),
  f1Macro: (model, X, y, options) => f1Score(y, model.predict(X), { average: "macro", ...options }),
  f1Weighted: (model, X, y, options) => f1Score(y, model.predict(X), { average: "weighted", ...options }),
  balancedAccuracy: (model, X, y, options) => balancedAccuracyScore(y, model.predict(X), options),
  matthewsCorrelation: (model, X, y, options) => matthewsCorrelation(y, model.predict(X), options),
  rocAuc: (model, X, y, options) =>
    rocAucScore(y, probabilities(model, X), { positive: model.classes?.[1], ...options }),
  averagePrecision: (model, X, y, options) =>
    averagePrecisionScore(y, probabilities(model, X), { positive: model.classes?.[1], ...options }),
  negLogLoss: (model, X, y, options) => -logLoss(y, probabilities(model, X), { labels: model.classes, ...options }),
  negBrierScore: (model, X, y, options) =>
    -brierScore(y, probabilities(model, X), { positive: model.classes?.[1], ...options }),
  rocAucOvr: (model, X, y, options) => rocAucScore(y, probabilities(model, X), { labels: model.classes, ...options }),
  rocAucOvo: (model, X, y, options) =>
    rocAucScore(y, probabilities(model, X), { multiClass: "ovo", labels: model.classes, ...options }),
  r2: (model, X, y, options) => r2Score(y, model.predict(X), options),
  negMeanSquaredError: (model, X, y, options) => -meanSquaredError(y, model.predict(X), options),
  negRootMeanSquaredError: (model, X, y, options) => -rootMeanSquaredError(y, model.predict(X), options),
  explainedVariance: (model, X, y, options) => explainedVarianceScore(y, model.predict(X), options),
  negMedianAbsoluteError: (model, X, y, options) => -medianAbsoluteError(y, model.predict(X), options),
  negMeanAbsolutePercentageError: (model, X, y, options) => -meanAbsolutePercentageError(y, model.predict(X), options),
  negMeanAbsoluteError: (model, X, y, options) => -meanAbsoluteError(y, model.predict(X), options),
} satisfies Record<string, Scorer>;

/** The scorer of a name; without one the model's own `score`. @throws ParameterError listing the names there are */
export function scorerFor(scoring: ScoringName | Scorer | undefined): Scorer {
  if (scoring === undefined) return (model, X, y, options) => model.score(X, y, options);
  if (typeof scoring === "function") return scoring;
  if (Object.hasOwn(scorers, scoring)) return scorers[scoring];
  throw new ParameterError(`There is no scoring "${scoring}"; there are ${Object.keys(scorers).join(", ")}.`);
}

function probabilities(model: Model, X: Features): Matrix {
  if (model.predictProba === undefined) throw new ParameterError(`${model.type} gives no probabilities.`);
  return model.predictProba(X);
}

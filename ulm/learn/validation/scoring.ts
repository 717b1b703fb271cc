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

/** How good a fitted model is on some rows; more is better. */
export type Scorer = (model: Model, X: Features, y: Labels) => number;

/** Scikit-learn's scoring names in camelCase; errors are negative, so that more is better. */
export type ScoringName = keyof typeof scorers;

const scorers = {
  accuracy: (model, X, y) => accuracyScore(y, model.predict(X)),
  precision: (model, X, y) => precisionScore(y, model.predict(X), { positive: model.classes?.[1] }),
  recall: (model, X, y) => recallScore(y, model.predict(X), { positive: model.classes?.[1] }),
  f1: (model, X, y) => f1Score(y, model.predict(X), { positive: model.classes?.[1] }),
  f1Macro: (model, X, y) => f1Score(y, model.predict(X), { average: "macro" }),
  f1Weighted: (model, X, y) => f1Score(y, model.predict(X), { average: "weighted" }),
  balancedAccuracy: (model, X, y) => balancedAccuracyScore(y, model.predict(X)),
  matthewsCorrelation: (model, X, y) => matthewsCorrelation(y, model.predict(X)),
  rocAuc: (model, X, y) => rocAucScore(y, probabilities(model, X), { positive: model.classes?.[1] }),
  averagePrecision: (model, X, y) =>
    averagePrecisionScore(y, probabilities(model, X), { positive: model.classes?.[1] }),
  negLogLoss: (model, X, y) => -logLoss(y, probabilities(model, X), { labels: model.classes }),
  negBrierScore: (model, X, y) => -brierScore(y, probabilities(model, X), { positive: model.classes?.[1] }),
  rocAucOvr: (model, X, y) => rocAucScore(y, probabilities(model, X), { labels: model.classes }),
  rocAucOvo: (model, X, y) => rocAucScore(y, probabilities(model, X), { multiClass: "ovo", labels: model.classes }),
  r2: (model, X, y) => r2Score(y, model.predict(X)),
  negMeanSquaredError: (model, X, y) => -meanSquaredError(y, model.predict(X)),
  negRootMeanSquaredError: (model, X, y) => -rootMeanSquaredError(y, model.predict(X)),
  explainedVariance: (model, X, y) => explainedVarianceScore(y, model.predict(X)),
  negMedianAbsoluteError: (model, X, y) => -medianAbsoluteError(y, model.predict(X)),
  negMeanAbsolutePercentageError: (model, X, y) => -meanAbsolutePercentageError(y, model.predict(X)),
  negMeanAbsoluteError: (model, X, y) => -meanAbsoluteError(y, model.predict(X)),
} satisfies Record<string, Scorer>;

/** The scorer of a name; without one the model's own `score`. @throws ParameterError listing the names there are */
export function scorerFor(scoring: ScoringName | Scorer | undefined): Scorer {
  if (scoring === undefined) return (model, X, y) => model.score(X, y);
  if (typeof scoring === "function") return scoring;
  if (Object.hasOwn(scorers, scoring)) return scorers[scoring];
  throw new ParameterError(`There is no scoring "${scoring}"; there are ${Object.keys(scorers).join(", ")}.`);
}

function probabilities(model: Model, X: Features): Matrix {
  if (model.predictProba === undefined) throw new ParameterError(`${model.type} gives no probabilities.`);
  return model.predictProba(X);
}

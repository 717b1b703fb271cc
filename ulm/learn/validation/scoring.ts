import { ParameterError } from "../../data/index.ts";
import type { Features, Label, Labels, Matrix } from "../../data/index.ts";
import {
  accuracyScore,
  averagePrecisionScore,
  balancedAccuracyScore,
  brierScore,
  cohenKappaScore,
  d2AbsoluteErrorScore,
  explainedVarianceScore,
  f1Score,
  logLoss,
  matthewsCorrelation,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanPoissonDeviance,
  meanGammaDeviance,
  meanSquaredError,
  meanSquaredLogError,
  medianAbsoluteError,
  precisionScore,
  r2Score,
  recallScore,
  rocAucScore,
  rootMeanSquaredError,
  rootMeanSquaredLogError,
  topKAccuracyScore,
} from "../metrics/index.ts";
import type { Average, AverageOptions, MulticlassAucOptions } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import { responds } from "../responds.ts";
import type { WeightOptions } from "../sample-weight.ts";

/** How good a fitted model is on some rows; more is better. */
export type Scorer = (model: Model, X: Features, y: Labels, options?: WeightOptions) => number;

/** Scikit-learn's scoring names in camelCase; errors are negative, so that more is better. */
export type ScoringName = keyof typeof scorers;

const scorers = {
  accuracy: ofLabels(accuracyScore),
  balancedAccuracy: ofLabels(balancedAccuracyScore),
  precision: ofClasses(precisionScore, "precision"),
  precisionMacro: ofClasses(precisionScore, "precision", "macro"),
  precisionWeighted: ofClasses(precisionScore, "precision", "weighted"),
  precisionMicro: ofClasses(precisionScore, "precision", "micro"),
  recall: ofClasses(recallScore, "recall"),
  recallMacro: ofClasses(recallScore, "recall", "macro"),
  recallWeighted: ofClasses(recallScore, "recall", "weighted"),
  recallMicro: ofClasses(recallScore, "recall", "micro"),
  f1: ofClasses(f1Score, "f1"),
  f1Macro: ofClasses(f1Score, "f1", "macro"),
  f1Weighted: ofClasses(f1Score, "f1", "weighted"),
  f1Micro: ofClasses(f1Score, "f1", "micro"),
  matthewsCorrelation: ofLabels(matthewsCorrelation),
  cohenKappa: ofLabels((y, predicted, options) => cohenKappaScore(y, predicted, options)),
  rocAuc: (model, X, y, options) => areaUnderRoc(model, X, y, {}, options),
  rocAucOvr: (model, X, y, options) => areaUnderRoc(model, X, y, { multiClass: "ovr" }, options),
  rocAucOvrWeighted: (model, X, y, options) =>
    areaUnderRoc(model, X, y, { multiClass: "ovr", average: "weighted" }, options),
  rocAucOvo: (model, X, y, options) => areaUnderRoc(model, X, y, { multiClass: "ovo" }, options),
  rocAucOvoWeighted: (model, X, y, options) =>
    areaUnderRoc(model, X, y, { multiClass: "ovo", average: "weighted" }, options),
  averagePrecision: (model, X, y, options) =>
    averagePrecisionScore(y, decisions(model, X), { ...classesOf(model), ...options }),
  topKAccuracy: (model, X, y, options) =>
    topKAccuracyScore(y, probabilities(model, X), { labels: model.classes, ...options }),
  negLogLoss: (model, X, y, options) => -logLoss(y, probabilities(model, X), { labels: model.classes, ...options }),
  negBrierScore: (model, X, y, options) => -brierScore(y, probabilities(model, X), { ...classesOf(model), ...options }),
  r2: ofLabels(r2Score),
  explainedVariance: ofLabels(explainedVarianceScore),
  negMeanSquaredError: negative(meanSquaredError),
  negRootMeanSquaredError: negative(rootMeanSquaredError),
  negMeanAbsoluteError: negative(meanAbsoluteError),
  negMedianAbsoluteError: negative(medianAbsoluteError),
  negMeanAbsolutePercentageError: negative(meanAbsolutePercentageError),
  negMaxError: negative(maxError),
  d2AbsoluteError: ofLabels(d2AbsoluteErrorScore),
  negMeanSquaredLogError: negative(meanSquaredLogError),
  negRootMeanSquaredLogError: negative(rootMeanSquaredLogError),
  negMeanPoissonDeviance: negative(meanPoissonDeviance),
  negMeanGammaDeviance: negative(meanGammaDeviance),
} satisfies Record<string, Scorer>;

/** The scorer of a name; without one the model's own `score`. @throws ParameterError listing the names there are */
export function scorerFor(scoring: ScoringName | Scorer | undefined): Scorer {
  if (scoring === undefined) return (model, X, y, options) => model.score(X, y, options);
  if (typeof scoring === "function") return scoring;
  if (Object.hasOwn(scorers, scoring)) return scorers[scoring];
  throw new ParameterError(`There is no scoring "${scoring}"; there are ${Object.keys(scorers).join(", ")}.`);
}

type LabelMetric<Options> = (yTrue: Labels, yPredicted: Labels, options?: Options) => number;

function ofLabels(metric: LabelMetric<WeightOptions>): Scorer {
  return (model, X, y, options) => metric(y, model.predict(X), options);
}

function negative(metric: LabelMetric<WeightOptions>): Scorer {
  return (model, X, y, options) => -metric(y, model.predict(X), options);
}

function ofClasses(metric: LabelMetric<AverageOptions>, name: string, average?: Average): Scorer {
  return (model, X, y, options) => {
    if (average !== undefined) return metric(y, model.predict(X), { average, ...options });
    // A fold may hold two of the classes only, but what is positive is a matter of the model.
    const count = model.classes?.length ?? 2;
    if (count > 2) {
      const others = ["Macro", "Weighted", "Micro"].map((end) => `"${name}${end}"`).join(", ");
      throw new ParameterError(`"${name}" judges two classes, but the model knows ${count}. Choose one of ${others}.`);
    }
    return metric(y, model.predict(X), { ...positiveOf(model), ...options });
  };
}

/** What speaks of classes: the positive one of two, else those of the columns. */
function classesOf(model: Model): { positive?: Label; labels?: readonly Label[] } {
  const { classes } = model;
  return classes === undefined || classes.length === 2 ? positiveOf(model) : { labels: classes };
}

function positiveOf({ classes }: Model): { positive?: Label } {
  return classes?.[1] === undefined ? {} : { positive: classes[1] };
}

/** Of two classes by decisions or else probabilities, of several by probabilities or else decisions: as in scikit-learn. */
function areaUnderRoc(
  model: Model,
  X: Features,
  y: Labels,
  settings: MulticlassAucOptions,
  options: WeightOptions | undefined,
): number {
  const isBinary = model.classes?.length === 2;
  const scores = !isBinary && responds(model, "predictProba") ? probabilities(model, X) : decisions(model, X);
  return rocAucScore(y, scores, { ...classesOf(model), ...settings, ...options });
}

/** What puts rows in an order: signed distances where the model has them, else probabilities. */
function decisions(model: Model, X: Features): Matrix {
  if (responds(model, "decisionFunction")) return model.decisionFunction!(X);
  if (responds(model, "predictProba")) return model.predictProba!(X);
  throw new ParameterError(`${model.type} has neither a decision function nor probabilities to order rows by.`);
}

function probabilities(model: Model, X: Features): Matrix {
  if (responds(model, "predictProba")) return model.predictProba!(X);
  throw new ParameterError(
    `${model.type} gives no probabilities. Score by "rocAuc" or "averagePrecision", or fit it in a CalibratedClassifierCV.`,
  );
}

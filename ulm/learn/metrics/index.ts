/** How good predictions are. */
export { accuracyScore } from "./accuracy.ts";
export { adjustedRandScore } from "./adjusted-rand.ts";
export { cohenKappaScore, matthewsCorrelation } from "./agreement.ts";
export { balancedAccuracyScore } from "./balanced-accuracy.ts";
export { bootstrapDifference, bootstrapMetric, MetricDifference, MetricInterval } from "./bootstrap-metric.ts";
export type { BootstrapMetricOptions, Metric } from "./bootstrap-metric.ts";
export { CalibrationCurve, calibrationCurve } from "./calibration-curve.ts";
export { expectedCalibrationError } from "./calibration-error.ts";
export type { ClassScores } from "./class-scores.ts";
export { classificationReport, ClassificationReport } from "./classification-report.ts";
export { calinskiHarabaszScore, daviesBouldinScore } from "./cluster-separation.ts";
export { confusionMatrix, ConfusionMatrix } from "./confusion-matrix.ts";
export { fBetaScore } from "./f-beta.ts";
export { GainCurve, gainCurve, liftAt } from "./gain-curve.ts";
export { brierScore, logLoss } from "./log-loss.ts";
export { averagePrecisionScore, PrecisionRecallCurve, precisionRecallCurve } from "./precision-recall-curve.ts";
export { f1Score, precisionRecallF1, precisionScore, recallScore } from "./precision-recall-f1.ts";
export type { Average, AverageOptions } from "./precision-recall-f1.ts";
export {
  adjustedMutualInfoScore,
  homogeneityCompletenessVMeasure,
  mutualInfoScore,
  normalizedMutualInfoScore,
} from "./mutual-information.ts";
export type { MutualInformationOptions } from "./mutual-information.ts";
export { ndcgScore } from "./ndcg-score.ts";
export {
  catalogCoverage,
  hitRateAtK,
  meanAveragePrecisionAtK,
  meanReciprocalRank,
  ndcgAtK,
  precisionAtK,
  rankingScores,
  recallAtK,
} from "./ranking.ts";
export type { Item, Rankings, RankingScores, RelevantItems } from "./ranking.ts";
export {
  d2AbsoluteErrorScore,
  d2PinballScore,
  explainedVarianceScore,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanPinballLoss,
  meanSquaredError,
  meanSquaredLogError,
  medianAbsoluteError,
  r2Score,
  rootMeanSquaredError,
  rootMeanSquaredLogError,
  symmetricMeanAbsolutePercentageError,
  weightedAbsolutePercentageError,
} from "./regression-errors.ts";
export { rocAucInterval } from "./roc-auc-interval.ts";
export type { RocAucInterval } from "./roc-auc-interval.ts";
export type { MulticlassAucOptions } from "./roc-auc-multiclass.ts";
export { rocAucScore, RocCurve, rocCurve } from "./roc-curve.ts";
export type { Scores } from "./score-matrix.ts";
export { silhouetteSamples, silhouetteScore } from "./silhouette.ts";
export type { SilhouetteOptions } from "./silhouette.ts";
export { topKAccuracyScore } from "./top-k-accuracy.ts";
export { meanGammaDeviance, meanPoissonDeviance, meanTweedieDeviance } from "./tweedie-deviance.ts";
export { UndefinedMetricError } from "./undefined-metric-error.ts";
export type { ZeroDivisionOptions } from "./zero-division.ts";

/** How good predictions are. */
export { accuracyScore } from "./accuracy.ts";
export { calibrationCurve } from "./calibration-curve.ts";
export type { CalibrationCurve } from "./calibration-curve.ts";
export type { Scores } from "./checked-labels.ts";
export { classificationReport, ClassificationReport } from "./classification-report.ts";
export { confusionMatrix, ConfusionMatrix } from "./confusion-matrix.ts";
export { brierScore, logLoss } from "./log-loss.ts";
export { averagePrecisionScore, precisionRecallCurve } from "./precision-recall-curve.ts";
export type { PrecisionRecallCurve } from "./precision-recall-curve.ts";
export { f1Score, precisionRecallF1, precisionScore, recallScore } from "./precision-recall-f1.ts";
export type { Average, AverageOptions, ClassScores } from "./precision-recall-f1.ts";
export { meanAbsoluteError, meanSquaredError, r2Score, rootMeanSquaredError } from "./regression-errors.ts";
export { rocAucScore, rocCurve } from "./roc-curve.ts";
export type { RocCurve } from "./roc-curve.ts";
export { silhouetteSamples, silhouetteScore } from "./silhouette.ts";
export type { SilhouetteOptions } from "./silhouette.ts";

/** Models, how to judge them, and how to combine them. */
export { FeatureError } from "./check-features.ts";
export type { ClassWeight } from "./class-targets.ts";
export { InferenceError, LogisticRegression } from "./logistic-regression.ts";
export type { LogisticRegressionParams } from "./logistic-regression.ts";
export * from "./metrics/index.ts";
export type { Model } from "./model.ts";

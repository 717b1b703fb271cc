import type { Labels } from "../data/index.ts";
import { FeatureError } from "./check-features.ts";
import { classTargets } from "./class-targets.ts";
import type { Model } from "./model.ts";
import { regressionTargets } from "./regression-targets.ts";

/**
 * Looks at all targets before they are divided into folds, where rows have other numbers.
 * @param type who asks, for messages
 * @throws FeatureError for no rows, or targets that a model of this kind cannot learn
 */
export function checkTargets(kind: Model["kind"], y: Labels, rows: number, type: string): void {
  if (rows === 0) throw new FeatureError(`${type}: There are no rows to learn from.`);
  if (kind === "classifier") classTargets(y, rows, type);
  else regressionTargets(y, rows, type);
}

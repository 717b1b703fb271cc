import type { Features, Label, Labels, Matrix } from "../../data/index.ts";
import { checkFeatures } from "../check-features.ts";
import { classTargets, rowWeights } from "../class-targets.ts";
import { regressionTargets } from "../regression-targets.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import type { GrowthGoal } from "./grow-forest.ts";
import type { ClassTreeParams } from "./tree-params.ts";

/** What trees learn, whatever the rules by which they grow. */
export type TreeGoal = Pick<GrowthGoal, "criterion" | "classCount" | "centre" | "targets" | "weights">;

/** Rows to learn from, and what is to be learnt from them. */
export interface TreeLesson {
  readonly matrix: Matrix;
  readonly goal: TreeGoal;
}

/** @throws FeatureError for infinite values, text columns, or targets that are no numbers */
export function regressionLesson(X: Features, y: Labels, options: WeightOptions, type: string): TreeLesson {
  const counting = weighedRows(checkFeatures(X, type, undefined, "taken"), y, options, type);
  const { X: matrix, weights = new Float64Array(matrix.rows).fill(1) } = counting;
  const targets = regressionTargets(counting.y, matrix.rows, type);
  return { matrix, goal: { criterion: "squaredError", classCount: 0, targets, centre: targets[0]!, weights } };
}

/**
 * The same for telling classes apart.
 * @returns `classes` too: targets are places in them
 * @throws FeatureError for infinite values, text columns, or one class only
 */
export function classLesson(
  X: Features,
  y: Labels,
  options: WeightOptions,
  { criterion, classWeight }: ClassTreeParams,
  type: string,
): TreeLesson & { readonly classes: readonly Label[] } {
  const counting = weighedRows(checkFeatures(X, type, undefined, "taken"), y, options, type);
  const { X: matrix } = counting;
  const targets = classTargets(counting.y, matrix.rows, type);
  const { classes, codes } = targets;
  const weights = rowWeights(targets, classWeight, type, counting.weights);
  const goal = { criterion, classCount: classes.length, targets: Float64Array.from(codes), centre: 0, weights };
  return { matrix, goal, classes };
}

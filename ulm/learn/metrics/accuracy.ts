import type { Labels } from "../../data/index.ts";
import { checkLabels } from "./checked-labels.ts";

/** The share of rows predicted right. */
export function accuracyScore(yTrue: Labels, yPredicted: Labels): number {
  const { truth, predicted } = checkLabels(yTrue, yPredicted);
  return truth.filter((label, row) => label === predicted[row]).length / truth.length;
}

import { orNull, wholeNumber } from "../../data/index.ts";
import type { ParameterRule } from "../../data/index.ts";
import { FeatureError } from "../check-features.ts";
import type { LayerSpec } from "./layer.ts";

/** How the columns of X make a sequence. */
export interface TimeStepParams {
  /**
   * Into how many time steps the columns of X are split, oldest first: the first columns / timeSteps columns are the features of the
   * first step. `null`, the default, makes every column a step of its own.
   */
  timeSteps: number | null;
}

export const timeStepsRule: ParameterRule = orNull(wholeNumber(1));

/** @throws FeatureError when the columns cannot be split evenly */
export function stepsLayerFor(type: string, { timeSteps }: TimeStepParams, columns: number): LayerSpec {
  const steps = timeSteps ?? columns;
  if (columns % steps !== 0) {
    throw new FeatureError(
      `${type}: X has ${columns} columns, which cannot be split into ${steps} time steps of as many features each.`,
    );
  }
  return { type: "steps", steps };
}

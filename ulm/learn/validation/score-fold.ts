import { ParameterError } from "../../data/index.ts";
import { UndefinedMetricError } from "../metrics/index.ts";
import type { FittedFold } from "./fit-folds.ts";
import type { Scorer } from "./scoring.ts";

/**
 * The score of a fold's model on its test or training rows.
 * @throws ParameterError that says which fold cannot be scored, and why
 */
export function scoreFold(score: Scorer, fitted: FittedFold, part: "test" | "train" = "test"): number {
  const { model, place, count } = fitted;
  try {
    return part === "test" ? score(model, fitted.XTest, fitted.yTest) : score(model, fitted.XTrain, fitted.yTrain);
  } catch (cause) {
    if (!(cause instanceof ParameterError)) throw cause;
    const rows = part === "test" ? fitted.yTest.length : fitted.yTrain.length;
    const where = `Fold ${place + 1} of ${count}, ${rows} ${part === "test" ? "test" : "training"} rows`;
    const help = cause instanceof UndefinedMetricError ? " Use stratified folds (StratifiedKFold), or fewer." : "";
    throw new ParameterError(`${where}: ${cause.message}${help}`, { cause });
  }
}

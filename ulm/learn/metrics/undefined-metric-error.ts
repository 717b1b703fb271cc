import { ParameterError } from "../../data/index.ts";

/** A metric says nothing of these rows, as the area under a ROC curve does of a single class. */
export class UndefinedMetricError extends ParameterError {
  override readonly name = "UndefinedMetricError";
}

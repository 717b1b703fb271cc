import { toLabels } from "../data/index.ts";
import type { Labels } from "../data/index.ts";
import { FeatureError } from "./check-features.ts";

/** The values that a regression learns. @throws FeatureError unless there is one finite number for each row */
export function regressionTargets(y: Labels, rows: number, type: string): Float64Array {
  const labels = toLabels(y);
  if (labels.length !== rows) throw new FeatureError(`${type}: X has ${rows} rows, but y has ${labels.length} values.`);
  return Float64Array.from(labels, (value, row) => {
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw new FeatureError(
      `${type}: row ${row} of y is ${typeof value === "string" ? JSON.stringify(value) : value}. A regression learns finite numbers.`,
    );
  });
}

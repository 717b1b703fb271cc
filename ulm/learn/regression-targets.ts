import { toLabels } from "../data/index.ts";
import type { Labels } from "../data/index.ts";
import { allFinite, FeatureError } from "./check-features.ts";

/** The values that a regression learns. @throws FeatureError unless there is one finite number for each row */
export function regressionTargets(y: Labels, rows: number, type: string): Float64Array {
  // Nothing has to be asked of each value of the usual case.
  if (y instanceof Float64Array && y.length === rows && allFinite(y)) return y.slice();
  const labels = toLabels(y);
  if (labels.length !== rows) throw new FeatureError(`${type}: X has ${rows} rows, but y has ${labels.length} values.`);
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = labels[row]!;
    if (typeof value !== "number" || !Number.isFinite(value)) {
      const spoken = typeof value === "string" ? JSON.stringify(value) : value;
      throw new FeatureError(`${type}: row ${row} of y is ${spoken}. A regression learns finite numbers.`);
    }
    values[row] = value;
  }
  return values;
}

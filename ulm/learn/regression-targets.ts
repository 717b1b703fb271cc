import { named, toLabels } from "../data/index.ts";
import type { Labels } from "../data/index.ts";
import { hasSquare, haveSmallSquares } from "./check-squares.ts";
import { FeatureError } from "./check-features.ts";

/** The values that a regression learns. @throws FeatureError unless there is one finite number for each row, and none too large for a square */
export function regressionTargets(y: Labels, rows: number, type: string): Float64Array {
  // Nothing has to be asked of each value of the usual case.
  if (y instanceof Float64Array && y.length === rows && haveSmallSquares(y)) return y.slice();
  const labels = named(type, () => toLabels(y));
  if (labels.length !== rows) throw new FeatureError(`${type}: X has ${rows} rows, but y has ${labels.length} values.`);
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = labels[row]!;
    if (typeof value !== "number" || !Number.isFinite(value)) {
      const spoken = typeof value === "string" ? JSON.stringify(value) : value;
      throw new FeatureError(`${type}: row ${row} of y is ${spoken}. A regression learns finite numbers.`);
    }
    if (!hasSquare(value)) {
      throw new FeatureError(
        `${type}: row ${row} of y is ${value}: too large to compute squares with. Divide y by a power of ten.`,
      );
    }
    values[row] = value;
  }
  return values;
}

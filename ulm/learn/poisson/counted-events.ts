import { Column, ParameterError } from "../../data/index.ts";
import type { Labels } from "../../data/index.ts";
import { FeatureError } from "../check-features.ts";
import { regressionTargets } from "../regression-targets.ts";

/** Counts, or rates, to learn. @throws FeatureError unless there is a finite number from 0 for each row, and not 0 for all */
export function checkCounts(y: Labels, rows: number, type: string): Float64Array {
  const counts = regressionTargets(y, rows, type);
  const negative = counts.findIndex((count) => count < 0);
  if (negative >= 0)
    throw new FeatureError(`${type}: row ${negative} of y is ${counts[negative]}. Counts and rates are not below 0.`);
  if (rows > 0 && counts.every((count) => count === 0))
    throw new FeatureError(`${type}: all values of y are 0. There is nothing to learn a rate from.`);
  return counts;
}

/** For how long, or among how many, each row's events were counted: finite numbers above 0. */
export type Exposure = Column | ArrayLike<number>;

/** @throws ParameterError unless there is a finite number above 0 for each row */
export function checkExposure(exposure: Exposure | undefined, rows: number, type: string): Float64Array {
  if (exposure === undefined) return new Float64Array(rows).fill(1);
  const values = exposure instanceof Column ? exposure.toNumbers() : Float64Array.from(exposure);
  if (values.length !== rows)
    throw new ParameterError(`${type}: There are ${rows} rows, but exposure has ${values.length} values.`);
  const bad = values.findIndex((value) => !(value > 0 && value < Infinity));
  if (bad >= 0)
    throw new ParameterError(
      `${type}: Row ${bad} of exposure is ${values[bad]}. Exposures are finite numbers above 0.`,
    );
  return values;
}

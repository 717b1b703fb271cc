import { Column } from "../column.ts";
import { ParameterError } from "../estimator.ts";
import { quantile } from "../quantile.ts";
import type { Table } from "../table.ts";

/** How limits are found: quartiles and their distance, mean and standard deviation, or two quantiles. */
export type OutlierMethod = "iqr" | "zScore" | "quantile";

/** How far is too far. */
export interface OutlierOptions {
  /**
   * "iqr": below Q1 − factor·(Q3 − Q1) or above Q3 + factor·(Q3 − Q1), Tukey's fences;
   * "zScore": further than factor standard deviations (n − 1) from the mean;
   * "quantile": among the lowest or the highest share `factor` of the values. Default "iqr".
   */
  method?: OutlierMethod;
  /** Default 1.5 for "iqr", 3 for "zScore", 0.05 for "quantile". */
  factor?: number;
  /** Default: all number columns. */
  columns?: readonly string[];
}

/** What counts as an outlier in one column, and how many there are. */
export interface OutlierBounds {
  /** Its name. */
  column: string;
  /** What is below is an outlier. */
  lower: number;
  /** What is above is an outlier. */
  upper: number;
  /** How many values are below `lower`. */
  below: number;
  /** How many values are above `upper`. */
  above: number;
}

/** The bounds of each column and how many values lie outside. */
export function detectOutliers(table: Table, options: OutlierOptions = {}): OutlierBounds[] {
  return (options.columns ?? table.columnsOfType("number")).map((name) => {
    const values = table.column(name).toNumbers();
    const [lower, upper] = outlierLimits(table.column(name), options);
    return {
      column: name,
      lower,
      upper,
      below: values.filter((value) => value < lower).length,
      above: values.filter((value) => value > upper).length,
    };
  });
}

/** What lies between is no outlier. A column without values has none: its limits are the largest numbers there are. */
export function outlierLimits(column: Column, options: OutlierOptions): [lower: number, upper: number] {
  const values = column.toNumbers().filter((value) => !Number.isNaN(value));
  return values.length > 0 ? bounds(values.sort(), options) : [-Number.MAX_VALUE, Number.MAX_VALUE];
}

/** Brings outliers to the nearest bound; nothing else changes. */
export function clipOutliers(table: Table, options: OutlierOptions = {}): Table {
  return detectOutliers(table, options).reduce((result, { column, lower, upper }) => {
    const clipped = result
      .column(column)
      .toNumbers()
      .map((value) => Math.min(upper, Math.max(lower, value)));
    return result.withColumn(column, new Column(column, "number", clipped));
  }, table);
}

function bounds(sorted: Float64Array, { method = "iqr", factor }: OutlierOptions): [number, number] {
  if (method === "iqr") {
    const [first, third] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
    const reach = (factor ?? 1.5) * (third - first);
    return [first - reach, third + reach];
  }
  if (method === "quantile") {
    const share = factor ?? 0.05;
    if (!(share > 0 && share < 0.5)) throw new ParameterError(`factor must be a share below 0.5, not ${share}.`);
    return [quantile(sorted, share), quantile(sorted, 1 - share)];
  }
  if (method !== "zScore") {
    throw new ParameterError(`method must be "iqr", "zScore" or "quantile", not ${JSON.stringify(method)}.`);
  }
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const reach = (factor ?? 3) * Math.sqrt(squares / Math.max(1, sorted.length - 1));
  return [mean - reach, mean + reach];
}

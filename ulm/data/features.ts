import { Matrix } from "./matrix.ts";
import type { MatrixLike } from "./matrix.ts";
import { Table } from "./table.ts";
import { TableError } from "./table-error.ts";

/**
 * What estimators and transformers take: rows are observations, columns are features. Where numbers are needed, true counts as 1, false as 0,
 * and a date as its milliseconds since 1970 (UTC), which models seldom want: derive days since, or the weekday, from it.
 */
export type Features = Table | MatrixLike | readonly (readonly number[])[];

/** The features as a matrix. Text columns are an error that names them. */
export function toMatrix(features: Features): Matrix {
  if (features instanceof Table) return features.toMatrix();
  if (features instanceof Matrix) return features;
  if (Array.isArray(features)) return Matrix.fromRows(features);
  const { data, rows, columns, names } = features as MatrixLike;
  if (!(data instanceof Float64Array)) {
    throw new TableError("Features must be a Table, a Matrix or an array of rows of numbers.");
  }
  return new Matrix(data, rows, columns, names);
}

/** The features as a table; the columns of a matrix become number columns. */
export function toTable(features: Features): Table {
  return features instanceof Table ? features : Table.fromMatrix(toMatrix(features));
}

/** The given rows of the features, in the given order. */
export function takeRows(features: Features, rows: ArrayLike<number>): Table | Matrix {
  return features instanceof Table ? features.take(rows) : toMatrix(features).take(rows);
}

/** How many observations there are. */
export function countRows(features: Features): number {
  if (features instanceof Table) return features.rowCount;
  return Array.isArray(features) ? features.length : (features as MatrixLike).rows;
}

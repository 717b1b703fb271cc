import { FeatureError } from "./check-columns.ts";
import { Column } from "./column.ts";
import { Matrix } from "./matrix.ts";
import type { MatrixLike } from "./matrix.ts";
import { isPromise, spokenValue } from "./spoken-value.ts";
import { Table } from "./table.ts";
import { TableError } from "./table-error.ts";

/**
 * What estimators and transformers take: rows are observations, columns are features. Where numbers are needed, true counts as 1, false as 0,
 * and a date as its milliseconds since 1970 (UTC), which models seldom want: derive days since, or the weekday, from it.
 */
export type Features = Table | MatrixLike | readonly (readonly number[])[];

/** The features as a matrix. @throws TableError for text columns, with their name, and for what is neither table, matrix nor rows of numbers */
export function toMatrix(features: Features): Matrix {
  if (features instanceof Table) return features.toMatrix();
  if (features instanceof Matrix) return features;
  if (Array.isArray(features)) return matrixOfRows(features);
  if (!isMatrixLike(features)) throw notFeatures(features);
  const { data, rows, columns, names } = features;
  return new Matrix(data, rows, columns, names);
}

/** The features as a table; the columns of a matrix become number columns. @throws TableError as `toMatrix` */
export function toTable(features: Features): Table {
  return features instanceof Table ? features : Table.fromMatrix(toMatrix(features));
}

/** A table as it is, all else as a matrix. @param type who asks, for messages. @throws FeatureError for what is no features */
export function takeFeatures(features: Features, type: string): Table | Matrix {
  return features instanceof Table ? features : named(type, () => toMatrix(features));
}

/** What looks at features for an estimator: errors say which. @throws FeatureError in place of a TableError */
export function named<Result>(type: string, look: () => Result): Result {
  try {
    return look();
  } catch (cause) {
    if (!(cause instanceof TableError)) throw cause;
    throw new FeatureError(`${type}: ${cause.message}`, { cause });
  }
}

/** The given rows of the features, in the given order. */
export function takeRows(features: Features, rows: ArrayLike<number>): Table | Matrix {
  return features instanceof Table ? features.take(rows) : toMatrix(features).take(rows);
}

/** How many observations there are. @throws TableError for what is no features */
export function countRows(features: Features): number {
  if (features instanceof Table) return features.rowCount;
  if (Array.isArray(features)) return features.length;
  if (!isMatrixLike(features)) throw notFeatures(features);
  return features.rows;
}

function isMatrixLike(features: unknown): features is MatrixLike {
  if (typeof features !== "object" || features === null) return false;
  const { data, rows, columns } = features as Partial<MatrixLike>;
  return data instanceof Float64Array && typeof rows === "number" && typeof columns === "number";
}

function matrixOfRows(rows: readonly unknown[]): Matrix {
  if (rows.length > 0 && !isRow(rows[0])) throw notFeatures(rows);
  const bad = rows.findIndex((row) => !isRow(row));
  if (bad >= 0) throw new TableError(`Row ${bad} of X is ${spokenValue(rows[bad])}, not an array of numbers.`);
  return Matrix.fromRows(rows as number[][]);
}

function isRow(row: unknown): boolean {
  return Array.isArray(row) || ArrayBuffer.isView(row);
}

function notFeatures(given: unknown): TableError {
  return new TableError(
    `X is ${spokenValue(given)}. Give a Table, a Matrix or an array of rows of numbers${hint(given)}.`,
  );
}

/** What most likely has to be done. */
function hint(given: unknown): string {
  const [first] = Array.isArray(given) ? given : [];
  if (isPromise(given)) return ": await it first";
  if (given instanceof Column) return `: table.select("${given.name}") is a table of this column`;
  if (ArrayBuffer.isView(given) || typeof first === "number") {
    return ": [[1], [2], [3]] are three rows of one column, [[1, 2, 3]] is one row";
  }
  if (typeof given === "string") return ": read a file first (ulm.data.readCsv)";
  if (typeof first === "object" && first !== null) return ": Table.fromObjects(X) makes a table of objects";
  return "";
}

import type { Column } from "./column.ts";
import type { Table } from "./table.ts";

/** Features that an estimator cannot take; the message names the column, the row and what to do. */
export class FeatureError extends Error {
  override readonly name = "FeatureError";
}

/** What an estimator takes beside finite numbers, true and false, and dates. */
export interface ColumnNeeds {
  readonly missing?: boolean;
  readonly text?: boolean;
  readonly infinite?: boolean;
}

/** @throws FeatureError for text, a missing value or an infinite one that the estimator does not take */
export function checkColumns(table: Table, type: string, needs: ColumnNeeds): void {
  for (const column of table.columns) {
    if (column.type === "text" && !needs.text && !column.isEmpty) {
      throw new FeatureError(
        `${type}: column "${column.name}" holds text (for example ${JSON.stringify(firstText(column))}), but numbers are ` +
          `needed. Encode it (OneHotEncoder, OrdinalEncoder) or drop it.`,
      );
    }
    const bad = firstBad(column, needs);
    if (bad >= 0) throw badValueError(type, column.name, bad, column.data[bad]!);
  }
}

/** What is wrong with a value that is missing or infinite, and what to do. */
export function badValueError(type: string, column: string, row: number, value: unknown): FeatureError {
  const isMissing = value === null || Number.isNaN(value);
  return new FeatureError(
    `${type}: column "${column}", row ${row} is ${isMissing ? "missing" : String(value)}. ` +
      (isMissing
        ? "Impute missing values first (SimpleImputer) or drop such rows (dropMissing)."
        : "Values must be finite."),
  );
}

/** The first row that the estimator cannot take, −1 if there is none. */
function firstBad({ data }: Column, { missing = false, infinite = false }: ColumnNeeds): number {
  if (missing && infinite) return -1;
  if (!(data instanceof Float64Array)) return missing ? -1 : data.indexOf(null);
  return data.findIndex((value) => (Number.isNaN(value) ? !missing : !infinite && !Number.isFinite(value)));
}

function firstText(column: Column): unknown {
  return (column.data as readonly (string | null)[]).find((value) => value !== null) ?? null;
}

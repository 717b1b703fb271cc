import { Column } from "../column.ts";
import type { Label } from "../labels.ts";
import { TableError } from "../table-error.ts";

/** The categories of a column in ascending order. Dates are no categories. */
export function categoriesOf(column: Column, type: string): Label[] {
  if (column.type === "date") {
    throw new TableError(
      `${type}: column "${column.name}" holds dates. Derive a category (month, weekday) from it first.`,
    );
  }
  return column.unique() as Label[];
}

/** For each row the position of its category; −1 when it is not among them, −2 when the value is missing. */
export function encodeCategories(column: Column, categories: readonly Label[]): Int32Array {
  const codes = new Map(categories.map((category, code) => [stored(category), code]));
  return Int32Array.from({ length: column.length }, (_, row) =>
    column.isMissing(row) ? missingCategory : (codes.get(column.data[row]!) ?? unknownCategory),
  );
}

/** The code of a category that is not among those known. */
export const unknownCategory = -1;
/** The code of a missing value. */
export const missingCategory = -2;

/** A column of ones where the code is this one, else zeros. */
export function indicatorColumn(name: string, codes: ArrayLike<number>, code: number): Column {
  return new Column(
    name,
    "number",
    Float64Array.from(codes, (other) => Number(other === code)),
  );
}

/** The form in which a column stores a category. */
function stored(category: Label): number | string {
  return typeof category === "boolean" ? Number(category) : category;
}

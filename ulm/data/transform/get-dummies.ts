import { Table } from "../table.ts";
import { categoriesOf, encodeCategories, indicatorColumn } from "./category.ts";
import { indicatorOrigins } from "./column-origin.ts";

/**
 * One-hot columns in one line, pandas' `get_dummies`: the other columns first, then a 0/1 column `column_category` for each category
 * (`column["category"]` where a column is called so already). Missing values are zeros everywhere. For a model that meets new data use `OneHotEncoder`, which remembers the categories.
 * @param options.columns default: all text columns
 * @param options.dropFirst leave out the first category of each column. Default false
 */
export function getDummies(table: Table, options: { columns?: readonly string[]; dropFirst?: boolean } = {}): Table {
  const encoded = (options.columns ?? table.columnsOfType("text")).map((name) => table.column(name));
  const kept = table.columns.filter((column) => !encoded.includes(column));
  const first = options.dropFirst ? 1 : 0;
  const parts = encoded.map((column) => {
    const categories = categoriesOf(column, "getDummies");
    return { column: column.name, codes: encodeCategories(column, categories), categories };
  });
  const origins = indicatorOrigins(
    parts.flatMap(({ column, categories }) => categories.slice(first).map((value) => ({ column, value }))),
    kept.map(({ name }) => name),
  );
  const dummies = parts.flatMap(({ codes, categories }) =>
    categories.slice(first).map((_, index) => ({ codes, code: first + index })),
  );
  return new Table([
    ...kept,
    ...dummies.map(({ codes, code }, index) => indicatorColumn(origins[index]!.name, codes, code)),
  ]);
}

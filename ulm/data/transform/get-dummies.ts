import { Column } from "../column.ts";
import { Table } from "../table.ts";
import { categoriesOf, encodeCategories } from "./category.ts";

/**
 * One-hot columns in one line, pandas' `get_dummies`: the other columns first, then a 0/1 column `column_category` for each category.
 * Missing values are zeros everywhere. For a model that meets new data use `OneHotEncoder`, which remembers the categories.
 * @param options.columns default: all text columns
 * @param options.dropFirst leave out the first category of each column. Default false
 */
export function getDummies(table: Table, options: { columns?: readonly string[]; dropFirst?: boolean } = {}): Table {
  const encoded = (options.columns ?? table.columnsOfType("text")).map((name) => table.column(name));
  const kept = table.columns.filter((column) => !encoded.includes(column));
  const dummies = encoded.flatMap((column) => {
    const categories = categoriesOf(column, "getDummies");
    const codes = encodeCategories(column, categories);
    return categories
      .map((category, code) => {
        const values = Float64Array.from(codes, (value) => Number(value === code));
        return new Column(`${column.name}_${category}`, "number", values);
      })
      .slice(options.dropFirst ? 1 : 0);
  });
  return new Table([...kept, ...dummies]);
}

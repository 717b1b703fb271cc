import { Column, Table, TableError } from "../../data/index.ts";
import type { Features } from "../../data/index.ts";

/** A table in the form that the features came in: a table stays one, anything else becomes a matrix. */
export function likeGiven(table: Table, given: Features): Features {
  return given instanceof Table ? table : table.toMatrix();
}

/** The rows of one table below those of another with the same columns. @throws TableError when columns differ */
export function stackRows(above: Table, below: Table): Table {
  return new Table(
    above.columns.map((column) => {
      const other = below.column(column.name);
      if (column.data instanceof Float64Array && other.data instanceof Float64Array) {
        return new Column(column.name, column.type, Float64Array.from([...column.data, ...other.data]), column.zone);
      }
      if (column.type !== other.type && column.missing < column.length && other.missing < other.length) {
        throw new TableError(`Column "${column.name}" holds ${column.type} here and ${other.type} there.`);
      }
      return column.withValues([...column.toArray(), ...other.toArray()]);
    }),
  );
}

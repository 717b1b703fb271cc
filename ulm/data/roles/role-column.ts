import type { Column } from "../column.ts";
import { wholeNumberDates } from "../read/whole-number-dates.ts";
import { TableError } from "../table-error.ts";
import type { Role, RoledTable } from "./role-map.ts";

/** The column with a role, if the role is stated. @throws TableError when the table has no such column */
export function roleColumn({ table, roles }: RoledTable, role: Role): Column | undefined {
  const name = roles[role];
  return name === undefined ? undefined : table.column(name);
}

/** The column with a role that cannot be missing. `what` names the table in the error, for example "orders". */
export function requireRole(source: RoledTable, role: Role, what: string): Column {
  const column = roleColumn(source, role);
  if (column !== undefined) return column;
  throw new TableError(
    `The table of ${what} needs the role "${role}". State it: roles: { ${role}: "…" }. ` +
      `The columns are: ${source.table.columnNames.join(", ")}.`,
  );
}

/** The times of a table in milliseconds. @throws TableError when the column does not hold dates */
export function requireTimes(source: RoledTable, what: string): Float64Array {
  const column = requireRole(source, "time", what);
  if (column.type === "date") return column.toNumbers();
  const key = JSON.stringify(column.name);
  const format = column.type === "number" ? wholeNumberDates(column.name, column.toNumbers()) : undefined;
  const advice =
    format === undefined
      ? `write them as 2025-04-03 or 2025-04-03T12:00:00Z and state types: { ${key}: "date" }.`
      : `state dates: { ${key}: "${format}" } when you read the file.`;
  throw new TableError(
    `Column "${column.name}" is the time of ${what}, but it holds ${column.type} values, not dates. Read it as dates: ${advice}`,
  );
}

/** Amounts row by row, NaN where missing: the role `amount`, else `price` times `quantity`, else `undefined`. */
export function roleAmounts(source: RoledTable): Float64Array | undefined {
  const amount = roleColumn(source, "amount");
  if (amount !== undefined) return amount.toNumbers();
  const price = roleColumn(source, "price");
  if (price === undefined) return undefined;
  const quantity = roleColumn(source, "quantity")?.toNumbers();
  return price.toNumbers().map((value, row) => value * (quantity?.[row] ?? 1));
}

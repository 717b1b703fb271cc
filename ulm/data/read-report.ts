import type { ColumnType } from "./cell-value.ts";

/** Where a table comes from and what was done to make it one. */
export interface ReadReport {
  /** The file, as it was asked for. */
  readonly source: string;
  /** Rows in the table. */
  readonly rows: number;
  /** Lines left out, and why. */
  readonly dropped: readonly { readonly line: number; readonly reason: string }[];
  /** What was changed to make sense of the file: names given to nameless columns, filled-up rows, … */
  readonly repaired: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly missing: number }[];
  /** For example "utf-8" or "gb18030". */
  readonly encoding: string;
  readonly delimiter: string;
  /** What a careful reader would want to know: values that kept a column from being numeric, assumptions about time. */
  readonly notes: readonly string[];
}

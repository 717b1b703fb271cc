import type { ColumnType } from "../cell-value.ts";

/** How to read comma-separated text; everything is found out by default. */
export interface CsvOptions {
  /** Default: found among comma, tab, semicolon and bar. */
  delimiter?: string;
  /**
   * Whether the first line holds the column names, or the names themselves (then every line is data). Default: it does, and a
   * first line that looks like data is an error.
   */
  header?: boolean | readonly string[];
  /** Types of columns that are to be something else than they look; a value that does not fit is an error. */
  types?: Readonly<Record<string, ColumnType>>;
  /** Texts that mean "missing", besides blanks. Default NA, N/A, NaN, nan, NULL, null. */
  missing?: readonly string[];
  /** What to do with lines of more or fewer fields than the header: stop, or leave them out and report them. Default "error". */
  onRaggedRow?: "error" | "drop";
}

/** Texts that mean "missing" where nothing else is stated. */
export const defaultMissing: readonly string[] = ["NA", "N/A", "NaN", "nan", "NULL", "null"];

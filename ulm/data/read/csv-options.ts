import type { ColumnType } from "../cell-value.ts";

/** How the texts of columns become values; everything is found out by default. */
export interface ValueOptions {
  /** Types of columns that are to be something else than they look; a value that does not fit is an error. */
  types?: Readonly<Record<string, ColumnType>>;
  /**
   * How dates are written, column by column: `{ joined: "DD/MM/YYYY" }`, also with times ("DD/MM/YYYY hh:mm A"); numbers are dates
   * only when stated here: "excel" (days), "epoch-seconds", "epoch-milliseconds". Default: found; 03/04/2025 is refused.
   */
  dates?: Readonly<Record<string, string>>;
  /** Whether 03/04/2025 is 3 April (true) or 4 March (false), for all columns. Default: a column with 25/04/2025 settles its own. */
  dayFirst?: boolean;
  /** The IANA zone of times that state none, for example "Asia/Shanghai". Days without a time have no zone. Default "UTC". */
  zone?: string;
  /** The decimal sign. Default: found, and 1,234 is left as text when nothing tells which it is. */
  decimal?: "." | ",";
  /** Texts that mean "missing", besides blanks. Default NA, N/A, NaN, nan, NULL, null. */
  missing?: readonly string[];
}

/** How to read comma-separated text; everything is found out by default. */
export interface CsvOptions extends ValueOptions {
  /** One character. Default: found among comma, tab, semicolon and bar. */
  delimiter?: string;
  /**
   * Whether the first line holds the column names, or the names themselves (then every line is data). Default: it does, and a
   * first line that looks like data is an error.
   */
  header?: boolean | readonly string[];
  /** What to do with lines of more or fewer fields than the header: stop, or leave them out and report them. Default "error". */
  onRaggedRow?: "error" | "drop";
}

import type { ColumnType } from "../cell-value.ts";

/** A way to read the texts of a column. A column takes a reading when it makes sense of all its values. */
export interface Reading {
  readonly type: Exclude<ColumnType, "text">;
  /** How the report calls it: "1.234,56", "DD/MM/YYYY". */
  readonly name: string;
  /** The number to store; NaN when the text cannot be read so. Dates: milliseconds, see `timeKind`. */
  parse(text: string): number;
}

/** true and false, in any case of letters. */
export const booleans: Reading = {
  type: "boolean",
  name: "true/false",
  parse(text) {
    if (text.length !== 4 && text.length !== 5) return NaN;
    const small = text.toLowerCase();
    return small === "true" ? 1 : small === "false" ? 0 : NaN;
  },
};

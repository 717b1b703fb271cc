import { TableError } from "./table-error.ts";

/** Anything that looks like a `Matrix`. */
export interface MatrixLike {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly names?: readonly string[];
}

/** Numbers in rows and columns, row-major, with a name for each column. NaN is missing. */
export class Matrix implements MatrixLike {
  /** rows × columns numbers; row r, column c is at r · columns + c. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly names: readonly string[];

  /** @param names default x0, x1, … */
  constructor(data: Float64Array, rows: number, columns: number, names: readonly string[] = defaultNames(columns)) {
    if (data.length !== rows * columns) {
      throw new TableError(`A ${rows} × ${columns} matrix needs ${rows * columns} numbers, not ${data.length}.`);
    }
    if (names.length !== columns) {
      throw new TableError(`A matrix of ${columns} columns needs as many names, not ${names.length}.`);
    }
    this.data = data;
    this.rows = rows;
    this.columns = columns;
    this.names = names;
  }

  /** @throws TableError when rows differ in length or hold something else than numbers (null counts as missing) */
  static fromRows(rows: readonly (readonly (number | null)[])[], names?: readonly string[]): Matrix {
    const columns = rows[0]?.length ?? names?.length ?? 0;
    const data = new Float64Array(rows.length * columns);
    rows.forEach((row, index) => {
      if (row.length !== columns) {
        throw new TableError(
          `Row ${index} has ${row.length} values, but row 0 has ${columns}. All rows need the same columns; a missing value is null.`,
        );
      }
      // By place, so that holes are seen: `forEach` passes them over.
      for (let column = 0; column < columns; column++) {
        const value: unknown = row[column];
        if (value !== null && typeof value !== "number") {
          throw new TableError(
            `Row ${index}, column ${column} is ${spokenCell(value)}, not a number. A missing value is null; text goes into a Table.`,
          );
        }
        data[index * columns + column] = value ?? NaN;
      }
    });
    return new Matrix(data, rows.length, columns, names);
  }

  get(row: number, column: number): number {
    return this.data[row * this.columns + column]!;
  }

  /** One row; shares memory with the matrix. */
  row(row: number): Float64Array {
    return this.data.subarray(row * this.columns, (row + 1) * this.columns);
  }

  /** A copy of one column, by position or name. */
  column(column: number | string): Float64Array {
    const index = typeof column === "number" ? column : this.names.indexOf(column);
    if (!(index >= 0 && index < this.columns)) {
      throw new TableError(`The matrix has no column ${JSON.stringify(column)}; it has ${this.names.join(", ")}.`);
    }
    const values = new Float64Array(this.rows);
    for (let row = 0; row < this.rows; row++) values[row] = this.data[row * this.columns + index]!;
    return values;
  }

  /** The given rows, in the given order. */
  take(rows: ArrayLike<number>): Matrix {
    const { columns } = this;
    const data = new Float64Array(rows.length * columns);
    // Of few columns, as probabilities have, a call for each row would take longer than the copying.
    for (let index = 0; index < rows.length; index++) {
      const start = rows[index]! * columns;
      for (let column = 0; column < columns; column++) data[index * columns + column] = this.data[start + column]!;
    }
    return new Matrix(data, rows.length, columns, this.names);
  }

  toArrays(): number[][] {
    return Array.from({ length: this.rows }, (_, row) => Array.from(this.row(row)));
  }
}

function spokenCell(value: unknown): string {
  if (value === undefined) return "absent";
  return typeof value === "bigint" ? `${value}n (a BigInt)` : JSON.stringify(value);
}

function defaultNames(columns: number): string[] {
  return Array.from({ length: columns }, (_, column) => `x${column}`);
}

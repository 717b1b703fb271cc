import type { CellValue, ColumnType } from "./cell-value.ts";
import { Column, compareCells } from "./column.ts";
import { countValues, describeColumn } from "./describe-columns.ts";
import { display } from "./display.ts";
import type { DisplayBundle } from "./display.ts";
import { Matrix } from "./matrix.ts";
import type { MatrixLike } from "./matrix.ts";
import type { ReadReport } from "./read-report.ts";
import { TableError } from "./table-error.ts";
import { tableHtml, tableText } from "./table-html.ts";

/** A row as an object. Its values are untyped, so that `row.tenure > 12` reads in a cell as it does in Python. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Row = Record<string, any>;

/** The part of the Arquero module that `toArquero` needs. */
interface ArqueroModule<ArqueroTable> {
  table(columns: Record<string, ArrayLike<unknown>>): ArqueroTable;
}

/**
 * Rows and named, typed columns. Tables never change: every verb returns a new one that shares what it can. A missing value is
 * `null`. Unknown column names are errors that list the known ones.
 */
export class Table {
  readonly columns: readonly Column[];
  readonly rowCount: number;
  /** How the table was read; only tables fresh from a file have one. */
  readonly report: ReadReport | undefined;
  private readonly byName: ReadonlyMap<string, Column>;

  /** @param columns of equal length, with different names */
  constructor(columns: readonly Column[], report?: ReadReport) {
    this.columns = columns;
    this.rowCount = columns[0]?.length ?? 0;
    this.report = report;
    this.byName = new Map(columns.map((column) => [column.name, column]));
    if (this.byName.size < columns.length) {
      const repeated = columns.find(
        (column, index) => columns.findIndex((other) => other.name === column.name) < index,
      );
      throw new TableError(`Two columns are named "${repeated!.name}".`);
    }
    for (const column of columns) {
      if (column.length !== this.rowCount) {
        throw new TableError(
          `Column "${column.name}" has ${column.length} values, but "${columns[0]!.name}" has ${this.rowCount}.`,
        );
      }
    }
  }

  /** One row for each object; columns in the order in which they first occur; absent properties are missing. */
  static fromObjects(rows: readonly object[], types: Readonly<Record<string, ColumnType>> = {}): Table {
    const names = new Set<string>();
    for (const row of rows) for (const name of Object.keys(row)) names.add(name);
    return new Table(
      [...names].map((name) =>
        Column.from(
          name,
          rows.map((row) => (row as Row)[name]),
          types[name],
        ),
      ),
    );
  }

  /** `Table.fromColumns({ age: [31, 45], city: ["Lyon", null] })` */
  static fromColumns(columns: Readonly<Record<string, ArrayLike<unknown> | Column>>): Table {
    return new Table(Object.entries(columns).map(([name, values]) => Column.from(name, values)));
  }

  static fromMatrix(matrix: MatrixLike): Table {
    const { data, rows, columns, names } = new Matrix(matrix.data, matrix.rows, matrix.columns, matrix.names);
    return new Table(
      names.map((name, index) => {
        const values = new Float64Array(rows);
        for (let row = 0; row < rows; row++) values[row] = data[row * columns + index]!;
        return new Column(name, "number", values);
      }),
    );
  }

  get columnCount(): number {
    return this.columns.length;
  }

  get columnNames(): string[] {
    return this.columns.map((column) => column.name);
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  column(name: string): Column {
    const column = this.byName.get(name);
    if (column === undefined) {
      throw new TableError(`There is no column "${name}". The columns are: ${this.columnNames.join(", ")}.`);
    }
    return column;
  }

  /** The names of the columns of one type. */
  columnsOfType(...types: ColumnType[]): string[] {
    return this.columns.filter((column) => types.includes(column.type)).map((column) => column.name);
  }

  select(...names: (string | readonly string[])[]): Table {
    return new Table(names.flat().map((name) => this.column(name)));
  }

  drop(...names: (string | readonly string[])[]): Table {
    const dropped = new Set(names.flat().map((name) => this.column(name)));
    return new Table(this.columns.filter((column) => !dropped.has(column)));
  }

  /** @param names old name → new name */
  rename(names: Readonly<Record<string, string>>): Table {
    for (const name of Object.keys(names)) this.column(name);
    return new Table(this.columns.map((column) => column.renamed(names[column.name] ?? column.name)));
  }

  /** The rows for which `keep` is true. */
  filter(keep: (row: Row, index: number) => boolean): Table {
    const kept: number[] = [];
    for (let index = 0; index < this.rowCount; index++) if (keep(this.row(index), index)) kept.push(index);
    return this.take(kept);
  }

  slice(start: number, end: number = this.rowCount): Table {
    const rows = Array.from({ length: this.rowCount }, (_, row) => row).slice(start, end);
    return this.take(rows);
  }

  head(count = 5): Table {
    return this.slice(0, count);
  }

  /** The given rows, in the given order. */
  take(rows: ArrayLike<number>): Table {
    for (let index = 0; index < rows.length; index++) {
      if (!(rows[index]! >= 0 && rows[index]! < this.rowCount)) {
        throw new TableError(`The table has rows 0 to ${this.rowCount - 1}; there is no row ${rows[index]}.`);
      }
    }
    return new Table(this.columns.map((column) => column.take(rows)));
  }

  /** Sorts by one column, missing values last; equal rows keep their order. */
  orderBy(name: string, direction: "ascending" | "descending" = "ascending"): Table {
    const column = this.column(name);
    const values = column.toArray();
    const sign = direction === "ascending" ? 1 : -1;
    const rows = values.map((_, row) => row);
    rows.sort((a, b) => {
      const [first, second] = [values[a]!, values[b]!];
      if (first === null || second === null) return Number(first === null) - Number(second === null);
      return sign * compareCells(first, second);
    });
    return this.take(rows);
  }

  /** Adds columns computed row by row, or replaces them: `table.derive({ total: (row) => row.price * row.quantity })`. */
  derive(columns: Readonly<Record<string, (row: Row, index: number) => CellValue | undefined>>): Table {
    const rows = this.rows();
    return Object.entries(columns).reduce(
      (table: Table, [name, compute]) => table.withColumn(name, rows.map(compute)),
      this,
    );
  }

  /** Adds a column, or replaces the one of that name in its place. Dates that replace dates are of the same zone, unless they are a column. */
  withColumn(name: string, values: ArrayLike<unknown> | Column): Table {
    const column = Column.from(name, values, undefined, this.byName.get(name)?.zone);
    if (!this.has(name)) return new Table([...this.columns, column]);
    return new Table(this.columns.map((existing) => (existing.name === name ? column : existing)));
  }

  /** Both tables' columns side by side. */
  concatColumns(other: Table): Table {
    return new Table([...this.columns, ...other.columns]);
  }

  row(index: number): Row {
    return Object.fromEntries(this.columns.map((column) => [column.name, column.get(index)]));
  }

  /** All rows as objects. */
  rows(): Row[] {
    return Array.from({ length: this.rowCount }, (_, index) => this.row(index));
  }

  /** All rows as objects; the same as `rows()`. */
  toObjects(): Row[] {
    return this.rows();
  }

  /**
   * Columns as a row-major matrix, all by default: numbers, booleans as 0 and 1, dates as milliseconds, missing values as NaN.
   * @throws TableError naming the text columns
   */
  toMatrix(names: readonly string[] = this.columnNames): Matrix {
    const columns = names.map((name) => this.column(name));
    const texts = columns.filter((column) => column.type === "text").map((column) => `"${column.name}"`);
    if (texts.length > 0) {
      throw new TableError(
        `${texts.length === 1 ? "Column" : "Columns"} ${texts.join(", ")} ${texts.length === 1 ? "holds" : "hold"} text, ` +
          `but numbers are needed. Encode them (OneHotEncoder, OrdinalEncoder, getDummies) or drop them.`,
      );
    }
    const data = new Float64Array(this.rowCount * columns.length);
    columns.forEach((column, index) => {
      const values = column.toNumbers();
      for (let row = 0; row < values.length; row++) data[row * columns.length + index] = values[row]!;
    });
    return new Matrix(data, this.rowCount, columns.length, names);
  }

  /** Counts, missing values, means, spread, quartiles and extremes of each column, as a table. */
  describe(): Table {
    return Table.fromObjects(this.columns.map(describeColumn));
  }

  /** How often each value of a column occurs and its share of all present values, most frequent first. */
  valueCounts(name: string): Table {
    const column = this.column(name);
    const counts = countValues(column);
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    return Table.fromColumns({
      [name]: column.withValues(counts.map(({ value }) => value)),
      count: counts.map(({ count }) => count),
      share: counts.map(({ count }) => count / total),
    });
  }

  /** The table for Arquero: `table.toArquero(aq)`. The library itself never needs Arquero. */
  toArquero<ArqueroTable>(aq: ArqueroModule<ArqueroTable>): ArqueroTable {
    return aq.table(Object.fromEntries(this.columns.map((column) => [column.name, column.toArray()])));
  }

  toString(): string {
    return tableText(this);
  }

  [display](): DisplayBundle {
    return { "text/html": tableHtml(this), "text/plain": tableText(this) };
  }
}

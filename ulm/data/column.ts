import type { CellValue, ColumnType } from "./cell-value.ts";
import { PackedText } from "./packed-text.ts";
import { ZoneClock } from "./read/zone-clock.ts";
import { TableError } from "./table-error.ts";

/**
 * One typed column. Numbers, booleans (0, 1) and dates (milliseconds since 1970 UTC) share one compact storage in which NaN is
 * missing; text keeps its strings and `null`, or waits in the bytes of its file until it is asked for. Columns never change.
 */
export class Column implements Iterable<CellValue> {
  readonly name: string;
  readonly type: ColumnType;
  /** Of dates: the IANA zone in which they are cut into days and hours, "UTC" unless they were read in another. */
  readonly zone: string | undefined;
  private storage: Float64Array | readonly (string | null)[] | PackedText;

  /** @param zone of dates; default "UTC" */
  constructor(
    name: string,
    type: ColumnType,
    data: Float64Array | readonly (string | null)[] | PackedText,
    zone?: string,
  ) {
    if ((type === "text") === data instanceof Float64Array) {
      throw new TableError(`Column "${name}": ${type} values cannot be stored in this kind of array.`);
    }
    this.name = name;
    this.type = type;
    this.zone = type === "date" ? (zone ?? "UTC") : undefined;
    this.storage = data;
  }

  /** The storage described above: do not write to it. */
  get data(): Float64Array | readonly (string | null)[] {
    if (this.storage instanceof PackedText) this.storage = this.storage.toArray();
    return this.storage;
  }

  /**
   * The column that holds these values. Without `type` it is the common type of all that are present; numbers beside text make
   * text. Undefined and NaN are missing.
   */
  static from(name: string, values: ArrayLike<unknown> | Column, type?: ColumnType, zone?: string): Column {
    if (values instanceof Column) return values.renamed(name);
    const resolved = type ?? commonType(values);
    if (resolved === "text") return new Column(name, "text", Array.from(values, toText));
    return new Column(
      name,
      resolved,
      Float64Array.from(values, (value, row) => toNumber(value, resolved, name, row)),
      zone,
    );
  }

  /** A column of the same name, type and zone that holds these values. */
  withValues(values: ArrayLike<unknown>): Column {
    return Column.from(this.name, values, this.type, this.zone);
  }

  get length(): number {
    return this.storage.length;
  }

  /** How many cells are missing. */
  get missing(): number {
    const { storage } = this;
    if (storage instanceof PackedText) return storage.missing;
    let count = 0;
    if (storage instanceof Float64Array) {
      for (let row = 0; row < storage.length; row++) if (Number.isNaN(storage[row])) count++;
      return count;
    }
    for (let row = 0; row < this.length; row++) if (this.isMissing(row)) count++;
    return count;
  }

  isMissing(row: number): boolean {
    if (this.storage instanceof PackedText) return this.storage.isMissing(row);
    const value = this.storage[row];
    return value === null || value === undefined || Number.isNaN(value);
  }

  /** The value in a row, `null` when missing. */
  get(row: number): CellValue {
    const value = this.storage instanceof PackedText ? this.storage.get(row) : this.storage[row];
    if (value === undefined) {
      throw new TableError(`Column "${this.name}" has rows 0 to ${this.length - 1}; there is no row ${row}.`);
    }
    if (typeof value === "string" || value === null) return value;
    if (Number.isNaN(value)) return null;
    if (this.type === "boolean") return value === 1;
    return this.type === "date" ? new Date(value) : value;
  }

  /** All values, missing ones as `null`. */
  toArray(): CellValue[] {
    if (this.type === "text") return [...(this.data as readonly (string | null)[])];
    return Array.from({ length: this.length }, (_, row) => this.get(row));
  }

  /** Whether all cells are missing: then its type says nothing, as no value has shown it. */
  get isEmpty(): boolean {
    return this.missing === this.length;
  }

  /** Numbers, booleans as 0 and 1, dates as milliseconds; NaN is missing. Shares memory with the column. @throws TableError for text */
  toNumbers(): Float64Array {
    if (this.data instanceof Float64Array) return this.data;
    if (this.isEmpty) return new Float64Array(this.length).fill(NaN);
    throw new TableError(
      `Column "${this.name}" holds text (for example ${JSON.stringify(this.firstPresent())}), not numbers. ` +
        `Encode it (OneHotEncoder, OrdinalEncoder) or drop it.`,
    );
  }

  *[Symbol.iterator](): Iterator<CellValue> {
    for (let row = 0; row < this.length; row++) yield this.get(row);
  }

  /** The distinct values in ascending order, without missing ones. */
  unique(): CellValue[] {
    if (!(this.data instanceof Float64Array)) {
      const present = new Set(this.data);
      present.delete(null);
      return [...present].sort(compareCells);
    }
    const distinct = [...new Set(this.data)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
    return this.withData(Float64Array.from(distinct)).toArray();
  }

  /** The same values under another name. */
  renamed(name: string): Column {
    return name === this.name ? this : new Column(name, this.type, this.storage, this.zone);
  }

  /** The same instants, cut into days and hours by the clocks of another zone. @throws TableError for values that are no dates, ParameterError for a zone that does not exist */
  inZone(zone: string): Column {
    if (this.type !== "date")
      throw new TableError(`Column "${this.name}" holds ${this.type} values, which have no zone.`);
    return new Column(this.name, this.type, this.storage, new ZoneClock(zone).zone);
  }

  /** The given rows, in the given order. */
  take(rows: ArrayLike<number>): Column {
    const { data } = this;
    if (!(data instanceof Float64Array))
      return new Column(
        this.name,
        "text",
        Array.from(rows, (row) => data[row]!),
      );
    const taken = new Float64Array(rows.length);
    for (let index = 0; index < rows.length; index++) taken[index] = data[rows[index]!]!;
    return this.withData(taken);
  }

  private withData(data: Float64Array): Column {
    return new Column(this.name, this.type, data, this.zone);
  }

  private firstPresent(): CellValue {
    for (let row = 0; row < this.length; row++) if (!this.isMissing(row)) return this.get(row);
    return null;
  }
}

/** Ascending order of two present values of one type: numbers by size, text by code unit, false before true. */
export function compareCells(a: CellValue, b: CellValue): number {
  return a! < b! ? -1 : a! > b! ? 1 : 0;
}

function isAbsent(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function commonType(values: ArrayLike<unknown>): ColumnType {
  if (ArrayBuffer.isView(values)) return "number";
  const types = new Set<ColumnType>();
  for (let row = 0; row < values.length; row++) if (!isAbsent(values[row])) types.add(typeOf(values[row]));
  if (types.size === 1) return [...types][0]!;
  return types.size === 0 ? "number" : "text";
}

function typeOf(value: unknown): ColumnType {
  if (typeof value === "number" || typeof value === "bigint") return "number";
  if (typeof value === "boolean") return "boolean";
  return value instanceof Date ? "date" : "text";
}

function toText(value: unknown): string | null {
  if (isAbsent(value)) return null;
  return value instanceof Date ? value.toISOString() : String(value);
}

function toNumber(value: unknown, type: ColumnType, name: string, row: number): number {
  if (isAbsent(value)) return NaN;
  if (type === "boolean" && (value === 0 || value === 1)) return value;
  if (typeOf(value) !== type) {
    throw new TableError(`Column "${name}" is to hold ${type} values, but row ${row} is ${JSON.stringify(value)}.`);
  }
  return Number(value);
}

import type { DuckDBMapType, DuckDBType, DuckDBValue, DuckDBValueConverter, Json } from "@duckdb/node-api";
import type { BilingualText } from "../../bilingual-html.ts";
import type { ColumnType } from "../../cell-value.ts";
import { Column } from "../../column.ts";
import type { DuckDBModule } from "./with-duckdb.ts";

/** Takes DuckDB's values one by one and makes a column of them. */
export interface ColumnBuilder {
  add(value: DuckDBValue): void;
  /** @returns the column, and what a careful reader would want to know about it */
  finish(name: string): { column: Column; notes: readonly BilingualText[] };
}

/** The builder for a type of DuckDB's: `BIGINT` and `DECIMAL` become numbers, `TIMESTAMP` a date, `LIST` its JSON, … */
export function createColumnBuilder(duckdb: DuckDBModule, type: DuckDBType): ColumnBuilder {
  const { DuckDBTypeId } = duckdb;
  switch (type.typeId) {
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return new NumberBuilder("number", (value) => value as number);
    case DuckDBTypeId.BOOLEAN:
      return new NumberBuilder("boolean", Number);
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
    case DuckDBTypeId.BIGNUM:
      return new ExactNumberBuilder((value) => value as bigint);
    case DuckDBTypeId.DECIMAL:
      return new ExactNumberBuilder((value) => (value as { value: bigint }).value);
    case DuckDBTypeId.DATE:
      return new DateBuilder((value) => (value as { days: number }).days * 86_400_000);
    case DuckDBTypeId.TIMESTAMP_S:
      return new DateBuilder((value) => Number((value as { seconds: bigint }).seconds) * 1000, true);
    case DuckDBTypeId.TIMESTAMP_MS:
      return new DateBuilder((value) => Number((value as { millis: bigint }).millis), true);
    case DuckDBTypeId.TIMESTAMP_NS:
      return new DateBuilder((value) => Number((value as { nanos: bigint }).nanos / 1_000_000n), true);
    case DuckDBTypeId.TIMESTAMP:
      return new DateBuilder(microsToMilliseconds, true);
    case DuckDBTypeId.TIMESTAMP_TZ:
      return new DateBuilder(microsToMilliseconds);
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.STRUCT:
    case DuckDBTypeId.MAP:
    case DuckDBTypeId.ARRAY:
    case DuckDBTypeId.UNION:
    case DuckDBTypeId.VARIANT: {
      const toJson = jsonConverter(duckdb);
      return new TextBuilder(
        (value) => JSON.stringify(toJson(value, type, toJson)),
        (name) => ({
          en: `Column "${name}" holds nested values; they are written as JSON.`,
          "zh-CN": `列“${name}”含嵌套值，写作 JSON。`,
        }),
      );
    }
    default:
      return new TextBuilder(String);
  }
}

/** DuckDB's own converter writes whole numbers as text, and maps as lists; here they are what JSON has for them, if nothing is lost. */
function jsonConverter(duckdb: DuckDBModule): DuckDBValueConverter<Json> {
  const { DuckDBMapValue, DuckDBDecimalValue, JsonDuckDBValueConverter } = duckdb;
  return (value, type, converter) => {
    if (typeof value === "bigint") return isExact(value) ? Number(value) : String(value);
    if (value instanceof DuckDBDecimalValue) return isExact(value.value) ? Number(String(value)) : String(value);
    if (value instanceof DuckDBMapValue && value.entries.every(({ key }) => typeof key === "string")) {
      const { valueType } = type as DuckDBMapType;
      return Object.fromEntries(
        value.entries.map((entry) => [entry.key, converter(entry.value, valueType, converter)]),
      ) as Json;
    }
    return JsonDuckDBValueConverter(value, type, converter);
  };
}

/** Numbers that arrive one by one; NaN is missing. */
class GrowingNumbers {
  length = 0;
  #values = new Float64Array(2048);

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Float64Array(this.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length++] = value;
  }

  toArray(): Float64Array {
    return this.#values.slice(0, this.length);
  }
}

class NumberBuilder implements ColumnBuilder {
  readonly #numbers = new GrowingNumbers();
  readonly #type: ColumnType;
  readonly #toNumber: (value: DuckDBValue) => number;

  constructor(type: ColumnType, toNumber: (value: DuckDBValue) => number) {
    this.#type = type;
    this.#toNumber = toNumber;
  }

  add(value: DuckDBValue): void {
    this.#numbers.push(value === null ? NaN : this.#toNumber(value));
  }

  finish(name: string) {
    return { column: new Column(name, this.#type, this.#numbers.toArray()), notes: [] };
  }
}

/** Whole numbers and decimals: numbers as long as all their digits survive that, else text. */
class ExactNumberBuilder implements ColumnBuilder {
  readonly #numbers = new GrowingNumbers();
  readonly #digitsOf: (value: DuckDBValue) => bigint;
  /** Once one value is too long: all of them, as text. */
  #texts: (string | null)[] | undefined;

  constructor(digitsOf: (value: DuckDBValue) => bigint) {
    this.#digitsOf = digitsOf;
  }

  add(value: DuckDBValue): void {
    if (value !== null && this.#texts === undefined && !isExact(this.#digitsOf(value))) {
      this.#texts = Array.from(this.#numbers.toArray(), (number) => (Number.isNaN(number) ? null : String(number)));
    }
    if (this.#texts !== undefined) this.#texts.push(value === null ? null : String(value));
    else this.#numbers.push(value === null ? NaN : Number(String(value)));
  }

  finish(name: string) {
    if (this.#texts === undefined) return { column: new Column(name, "number", this.#numbers.toArray()), notes: [] };
    return {
      column: new Column(name, "text", this.#texts),
      notes: [
        {
          en: `Column "${name}" became text: it has numbers of more digits than a number can hold (beyond 2^53).`,
          "zh-CN": `列“${name}”成为文本：有的数字位数超出数值所能容纳（大于 2^53）。`,
        },
      ],
    };
  }
}

class DateBuilder implements ColumnBuilder {
  readonly #times = new GrowingNumbers();
  readonly #toMilliseconds: (value: DuckDBValue) => number;
  readonly #naive: boolean;
  #infinite = 0;
  #timesOfDay = false;

  /** @param naive whether the type knows no zone */
  constructor(toMilliseconds: (value: DuckDBValue) => number, naive = false) {
    this.#toMilliseconds = toMilliseconds;
    this.#naive = naive;
  }

  add(value: DuckDBValue): void {
    if (value === null) return this.#times.push(NaN);
    if (!(value as { isFinite: boolean }).isFinite) {
      this.#infinite++;
      return this.#times.push(NaN);
    }
    const milliseconds = this.#toMilliseconds(value);
    if (milliseconds % 86_400_000 !== 0) this.#timesOfDay = true;
    this.#times.push(milliseconds);
  }

  finish(name: string) {
    const notes: BilingualText[] = [];
    if (this.#naive && this.#timesOfDay) {
      notes.push({
        en: `Column "${name}": times without a zone were read as UTC.`,
        "zh-CN": `列“${name}”：没有时区的时间按 UTC 读取。`,
      });
    }
    if (this.#infinite > 0) {
      notes.push({
        en: `Column "${name}": ${this.#infinite} infinite dates are missing now.`,
        "zh-CN": `列“${name}”：${this.#infinite} 个无穷日期现为缺失。`,
      });
    }
    return { column: new Column(name, "date", this.#times.toArray()), notes };
  }
}

class TextBuilder implements ColumnBuilder {
  readonly #texts: (string | null)[] = [];
  readonly #toText: (value: DuckDBValue) => string;
  readonly #describe: ((name: string) => BilingualText) | undefined;

  constructor(toText: (value: DuckDBValue) => string, describe?: (name: string) => BilingualText) {
    this.#toText = toText;
    this.#describe = describe;
  }

  add(value: DuckDBValue): void {
    this.#texts.push(value === null ? null : this.#toText(value));
  }

  finish(name: string) {
    const column = new Column(name, "text", this.#texts);
    return { column, notes: this.#describe === undefined ? [] : [this.#describe(name)] };
  }
}

/** What a double holds without losing a digit. */
function isExact(digits: bigint): boolean {
  return digits <= 9_007_199_254_740_992n && digits >= -9_007_199_254_740_992n;
}

/** Rounded down, as everything before 1970 would otherwise move into the future. */
function microsToMilliseconds(value: DuckDBValue): number {
  return Math.floor(Number((value as { micros: bigint }).micros) / 1000);
}

import type { ColumnType } from "../cell-value.ts";
import { ParameterError } from "../estimator.ts";
import type { ValueOptions } from "./csv-options.ts";
import { findableDates, statedDates } from "./date-formats.ts";
import { commaNumbers, isIdentifier, pointNumbers } from "./number-format.ts";
import { MarkedNumbers } from "./marked-numbers.ts";
import type { PlaceUnit } from "./read-error.ts";
import { booleans } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { ZoneClock } from "./zone-clock.ts";

/** Texts that mean "missing" where nothing else is stated. */
const defaultMissing: readonly string[] = ["NA", "N/A", "NaN", "nan", "NULL", "null"];

/** The options for values with every default filled in; columns ask it what they may be. */
export class ValueRules {
  readonly clock: ZoneClock;
  /** What messages count. */
  readonly unit: PlaceUnit;
  private readonly options: ValueOptions;
  private readonly missing: ReadonlySet<string>;
  private readonly longestMissing: number;
  /** 1 for bytes with which such a text begins. */
  private readonly startsMissing = new Uint8Array(256);
  private readonly dates: readonly Reading[];

  /** @throws ParameterError for options that make no sense */
  constructor(options: ValueOptions, unit: PlaceUnit = "line") {
    this.unit = unit;
    this.options = options;
    this.clock = new ZoneClock(options.zone ?? "UTC");
    this.missing = new Set(options.missing ?? defaultMissing);
    for (const text of this.missing) {
      const code = text.charCodeAt(0);
      if (code < 128) this.startsMissing[code] = 1;
      else this.startsMissing.fill(1, 128);
    }
    this.longestMissing = Math.max(0, ...[...this.missing].map((text) => text.length));
    this.dates = findableDates(options.dayFirst);
    if (options.decimal !== undefined && options.decimal !== "." && options.decimal !== ",") {
      throw new ParameterError(`decimal is ${JSON.stringify(options.decimal)}; it must be "." or ",".`);
    }
  }

  /** What means "missing" besides blanks. */
  get missingTexts(): string[] {
    return [...this.missing];
  }

  /** Whether a text of so many bytes that begins with this one may mean "missing": few do. */
  mayBeMissing(firstByte: number, length: number): boolean {
    return firstByte <= 32 || (length <= this.longestMissing * 4 && this.startsMissing[firstByte] === 1);
  }

  isMissing(text: string): boolean {
    if (text.length === 0) return true;
    if (text.length <= this.longestMissing && this.missing.has(text)) return true;
    return text.charCodeAt(0) <= 32 && text.trim() === "";
  }

  /** The type that a column is to have, where one is stated. */
  statedType(column: string): ColumnType | undefined {
    return this.options.dates?.[column] === undefined ? this.options.types?.[column] : "date";
  }

  /** Every way in which the values of a column may be read, those preferred first. */
  readings(column: string): Reading[] {
    const stated = this.options.dates?.[column];
    if (stated !== undefined) return [statedDates(stated)];
    const numbers = this.options.decimal === "," ? [commaNumbers] : [pointNumbers];
    if (this.options.decimal === undefined) numbers.push(commaNumbers);
    switch (this.options.types?.[column]) {
      case "text":
        return [];
      case "number":
        return numbers.map((plain) => new MarkedNumbers(plain));
      case "boolean":
        return [booleans];
      case "date":
        return [...this.dates];
      case undefined:
        return [...numbers.map(withoutIdentifiers), booleans, ...this.dates];
    }
  }

  /** @throws ParameterError when options speak of columns that are not there */
  checkColumns(names: readonly string[]): void {
    for (const option of ["types", "dates"] as const) {
      const unknown = Object.keys(this.options[option] ?? {}).find((name) => !names.includes(name));
      if (unknown === undefined) continue;
      const known = names.slice(0, 20).join(", ") + (names.length > 20 ? ", …" : "");
      throw new ParameterError(`${option} names a column "${unknown}" that is not there. The columns are: ${known}.`);
    }
  }
}

/** Numbers, but not account numbers and postcodes. */
function withoutIdentifiers(numbers: Reading): Reading {
  return { ...numbers, parse: (text) => (isIdentifier(text) ? NaN : numbers.parse(text)) };
}

import type { BilingualText } from "../bilingual-html.ts";
import { Column } from "../column.ts";
import * as notes from "./column-notes.ts";
import { NumberStore, TextStore } from "./column-store.ts";
import { DateStore } from "./date-store.ts";
import { parseIsoTime } from "./date-format.ts";
import type { DateFormat } from "./date-format.ts";
import type { DateReading } from "./date-formats.ts";
import { isGuarded } from "./formula-guard.ts";
import { commaNumbers, isIdentifier, isPlainInteger, parseDigits, parseNumber, pointNumbers } from "./number-format.ts";
import { findLookAlike, lookedAt } from "./look-alike.ts";
import type { Example } from "./look-alike.ts";
import { MarkedNumbers } from "./marked-numbers.ts";
import { AmbiguousDateError, ValueTypeError } from "./read-error.ts";
import type { Reading } from "./reading.ts";
import type { ValueRules } from "./value-rules.ts";

/** Behind digits, signs, quotes and points: what begins so is no number (but for infinity, which does not matter here). */
const firstLetter = 65;

/** What speaks in a column for one decimal sign. */
export type DecimalEvidence = "." | "," | "either" | "none";

/**
 * Finds out what the texts of one column are while it stores them. It keeps the readings that make sense of every value so far,
 * and stores by the first of them; when that one fails later, the texts have to be passed once more (`isComplete` says so), by
 * what is then known. Most columns need one pass.
 */
export class ColumnReader {
  readonly name: string;
  /** How many formula guards were taken off. */
  guards = 0;
  /** From how many values spaces were taken off. */
  private trimmed = 0;
  private readonly rules: ValueRules;
  private readonly source: string;
  private live: readonly Reading[];
  private store: NumberStore | DateStore | TextStore | undefined;
  private isStale = false;
  private isDone = false;
  private rows = 0;
  private present = 0;
  /** Values that two readings of the column understand differently. */
  private differing: Example[] = [];
  private hasCommaConflict = false;
  /** Only one decimal sign fits. */
  private hasSign = false;
  /** Of a text column. */
  private numeric = 0;
  private identifiers = 0;
  private firstOdd: Example | undefined;
  /** The first of a text column. */
  private sample: Example[] = [];
  /** A number that either decimal sign fits, where nothing tells which. */
  private undecided: Example | undefined;
  /** The value at which the last reading gave up. */
  private refuted: (Example & { readonly reading: string }) | undefined;

  constructor(name: string, rules: ValueRules, source: string) {
    this.name = name;
    this.rules = rules;
    this.source = source;
    this.live = rules.readings(name);
  }

  /** Starts a pass over all texts. Columns that are complete take no part in it. */
  begin(): void {
    if (this.isDone) return;
    this.store = undefined;
    this.isStale = false;
    this.rows = this.present = this.numeric = this.identifiers = this.guards = this.trimmed = 0;
    this.differing = [];
    this.hasCommaConflict = false;
    this.firstOdd = undefined;
    this.sample = [];
  }

  /** @param isTrimmed whether spaces around it were taken off @throws ValueTypeError when the text does not fit the type that is stated */
  addField(text: string, isTrimmed: boolean, line: number): void {
    if (isTrimmed && !this.isDone && !this.rules.isMissing(text)) this.trimmed++;
    this.add(text, line);
  }

  /** @throws ValueTypeError when the text does not fit the type that is stated */
  add(text: string, line: number): void {
    if (this.isDone) return;
    this.rows++;
    if (this.rules.isMissing(text)) {
      this.store?.pushMissing();
      return;
    }
    this.present++;
    if (this.present === 1) this.chooseReadings(text);
    const reading = this.live[0];
    if (reading === undefined) return this.addText(text, line);
    const value = reading.parse(text);
    if (Number.isNaN(value)) return this.narrow(text, line);
    if (this.live.length > 1) this.checkRivals(text, value, line);
    if (this.isStale) return;
    const store = (this.store ??= this.openStore(reading)) as NumberStore | DateStore;
    if (store instanceof DateStore) store.add(value, reading as DateReading, text, line);
    else store.push(value);
  }

  /**
   * Takes a value where it stands, unquoted, if it is as most values of the column are; else it has to be added as text. Most of
   * the time of reading would go into making strings that nobody needs.
   */
  addInPlace(text: string, start: number, end: number): boolean {
    const { store } = this;
    if (store === undefined || this.isStale || this.isDone) return this.isDone;
    if (this.rules.mayBeMissing(text.charCodeAt(start), end - start)) return false;
    if (store instanceof NumberStore) {
      // A leading zero or plus may make an identifier; unless the point is settled, only whole numbers are beyond doubt.
      const first = text.charCodeAt(start);
      if ((first === 48 || first === 43) && end - start > 1) return false;
      const reading = this.live[0]!;
      const isPoint = this.live.length === 1 && reading.name === pointNumbers.name;
      const value = reading.type === "number" ? parseDigits(text, start, end, isPoint) : NaN;
      if (Number.isNaN(value)) return false;
      store.push(value);
    } else if (store instanceof DateStore) {
      const reading = this.live[0] as DateFormat;
      const wall = this.live.length === 1 && reading.isIso ? parseIsoTime(text, start, end) : NaN;
      if (Number.isNaN(wall) || !store.addPlainWall(wall)) return false;
    } else if (this.sample.length < lookedAt || text.charCodeAt(start) < firstLetter) return false;
    else if (!store.pushKnown(text, start, end)) return false;
    this.rows++;
    this.present++;
    return true;
  }

  /** Ends a pass: whether the column is complete, or the texts have to come again. */
  end(): boolean {
    this.isDone ||= !this.isStale;
    return this.isDone;
  }

  /** What the column says about the decimal sign of the file. */
  get decimalEvidence(): DecimalEvidence {
    const signs = this.live.filter(({ type }) => type === "number").map(({ name }) => name);
    if (signs.length === 2) return this.differing.length > 0 ? "either" : "none";
    if (signs.length === 0 || !this.hasSign) return "none";
    return signs[0] === commaNumbers.name ? "," : ".";
  }

  /**
   * Decides a column of numbers that either decimal sign fits, by what the rest of the file says; without that 1.234 is what
   * programs write, and 1,234 stays text. Whether the column is complete.
   * @throws ValueTypeError when the column is to hold numbers, and nothing tells which
   */
  settleDecimal(sign: "." | "," | undefined, delimiter: string): boolean {
    if (this.decimalEvidence !== "either") return true;
    const isPlain = sign === "." || (sign === undefined && !this.hasCommaConflict && delimiter !== ";");
    if (isPlain) {
      this.live = this.live.slice(0, 1);
      return true;
    }
    if (sign === undefined && this.rules.statedType(this.name) !== undefined) {
      const { text, line } = this.differing[0]!;
      throw new ValueTypeError(this.source, line, notes.undecidedDecimal(this.name, "is not read", text), {
        unit: this.rules.unit,
      });
    }
    this.live = sign === "," ? this.live.slice(1) : [];
    this.undecided = sign === undefined ? this.differing[0] : undefined;
    return (this.isDone = false);
  }

  /** @throws AmbiguousDateError */
  checkDates(): void {
    const [first, second] = this.live;
    if (first?.type !== "date" || second === undefined || this.differing.length === 0) return;
    const { unit } = this.rules;
    const formats = [first.name, second.name];
    const seen = this.differing.map(({ text, line }) => `${JSON.stringify(text)} (${unit} ${line})`).join(", ");
    const state = formats.map((format) => `dates: { ${JSON.stringify(this.name)}: "${format}" }`).join(" or ");
    const problem =
      `the dates of column "${this.name}" can be read as ${formats.join(" or as ")}: ${seen}; none of its ${this.present} values ` +
      `tells which. State ${state}, or dayFirst: true or false for all columns.`;
    throw new AmbiguousDateError(this.source, this.differing[0]!.line, problem, { unit });
  }

  toColumn(): Column {
    if (this.store === undefined) {
      const type = this.rules.statedType(this.name) ?? "text";
      const empty = type === "text" ? new Array<null>(this.rows).fill(null) : new Float64Array(this.rows).fill(NaN);
      return new Column(this.name, type, empty);
    }
    return this.store.toColumn(this.name, this.live[0]?.type ?? "text");
  }

  /** How the values were written, where the report should say it. */
  get writtenAs(): string | undefined {
    const reading = this.live[0];
    if (reading === undefined || reading.name === pointNumbers.name || reading.type === "boolean") return undefined;
    return reading.name === "YYYY-MM-DD" ? undefined : reading.name;
  }

  /** What was changed in the texts of the column. */
  get repairs(): BilingualText[] {
    const isText = this.store instanceof TextStore;
    return [
      ...notes.guardRepairs(this.name, this.guards),
      ...(isText ? notes.trimmedRepairs(this.name, this.trimmed) : []),
    ];
  }

  /** What a careful reader would want to know. */
  notes(): BilingualText[] {
    const { name, present, store, rules } = this;
    if (present === 0) return rules.statedType(name) === undefined ? [notes.emptyNote(name)] : [];
    if (store instanceof DateStore) return store.notes(name);
    if (store instanceof NumberStore) return this.numberNotes(store.data.subarray(0, store.length));
    if (rules.statedType(name) === "text") return [];
    return [this.typeNote() ?? this.lookNote() ?? []].flat();
  }

  /** Of text: whether nothing but its look is noted, for which the first values are enough. */
  get isNotedForLook(): boolean {
    return this.typeNote() === undefined && this.lookNote() !== undefined;
  }

  /** Of text that is not stated to be text: what its values look like. */
  lookNote(): BilingualText | undefined {
    const found = findLookAlike(this.sample);
    return found && notes.lookAlikeNote(this.name, found, this.sample.length, this.rules.unit);
  }

  /** Why it is text, where all values but some, or all before one, would make something else. */
  private typeNote(): BilingualText | undefined {
    const { name, present, identifiers } = this;
    const { unit } = this.rules;
    const odd = present - this.numeric - identifiers;
    if (this.undecided !== undefined) return notes.undecidedNote(name, this.undecided.text);
    if (odd === 0 && identifiers > 0) return notes.identifierNote(name);
    if (odd > 0 && odd * 5 <= present) return notes.oddNumbersNote(name, { odd, present }, this.firstOdd!, unit);
    return this.refuted && notes.refutedNote(name, this.refuted, unit);
  }

  /** What is to be said of numbers that were read as this column. */
  numberNotes(values: Float64Array): BilingualText[] {
    const reading = this.live[0];
    if (reading instanceof MarkedNumbers && reading.example) return [notes.marksNote(this.name, reading.example)];
    if (reading?.type !== "number" || this.rules.statedType(this.name) !== undefined) return [];
    return notes.wholeNumberDatesNotes(this.name, values);
  }

  private openStore(reading: Reading | undefined): NumberStore | DateStore | TextStore {
    const store =
      reading === undefined
        ? new TextStore()
        : reading.type === "date"
          ? new DateStore(this.rules.clock, this.rules.unit)
          : new NumberStore();
    for (let row = 1; row < this.rows; row++) store.pushMissing();
    return store;
  }

  private addText(text: string, line: number): void {
    if (this.isStale) return;
    const store = (this.store ??= this.openStore(undefined)) as TextStore;
    if (isGuarded(text)) {
      this.guards++;
      store.push(text.slice(1));
      this.firstOdd ??= { text: text.slice(1), line };
      this.addToSample(text.slice(1), line);
      return;
    }
    store.push(text);
    this.addToSample(text, line);
    const mayBeNumber = text.charCodeAt(0) < firstLetter;
    if (mayBeNumber && isIdentifier(text)) this.identifiers++;
    else if (mayBeNumber && !Number.isNaN(parseNumber(text))) this.numeric++;
    else this.firstOdd ??= { text, line };
  }

  private addToSample(text: string, line: number): void {
    if (this.sample.length < lookedAt) this.sample.push({ text, line });
  }

  /** What the first value leaves of the readings; the first one goes last, with an error when it was stated. */
  private chooseReadings(text: string): void {
    const [first, ...others] = this.live;
    if (others.length === 0) return;
    this.live = [first!, ...others.filter((reading) => !Number.isNaN(reading.parse(text)))];
    this.hasSign ||= this.live.length === 1;
  }

  /** Gives up the readings that a value does not fit. */
  private narrow(text: string, line: number): void {
    const before = this.live[0]!;
    const stated = this.rules.statedType(this.name);
    this.live = this.live.filter((reading) => !Number.isNaN(reading.parse(text)));
    if (this.live.length === 0 && stated !== undefined) {
      const format = before.type === "date" ? ` (${before.name})` : "";
      const problem = `column "${this.name}" is to hold ${stated} values${format}, but this one is ${JSON.stringify(text.slice(0, 100))}.`;
      throw new ValueTypeError(this.source, line, problem, { unit: this.rules.unit });
    }
    this.hasSign ||= this.live.length === 1;
    if (this.present > 1) {
      this.isStale = true;
      if (this.live.length === 0) this.refuted = { text, line, reading: before.name };
      return;
    }
    // Nothing is stored yet: the first value chooses.
    this.rows--;
    this.present--;
    this.add(text, line);
  }

  private checkRivals(text: string, value: number, line: number): void {
    if (isPlainInteger(text)) return;
    for (const rival of this.live.slice(1)) {
      const other = rival.parse(text);
      if (Number.isNaN(other)) this.live = this.live.filter((reading) => reading !== rival);
      else if (other !== value) {
        if (this.differing.length < 3) this.differing.push({ text, line });
        if (text.includes(",")) this.hasCommaConflict = true;
      }
    }
    this.hasSign ||= this.live.length === 1;
  }
}

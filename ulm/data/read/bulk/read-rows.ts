import { defineKernel } from "../../../compute/kernels/kernel.ts";
import { numberLikeness } from "./number-likeness.ts";
import { isPlainNaiveTime, readPlainBoolean, readPlainDate, readPlainNumber } from "./parse-plain.ts";
import { isBlankOrMissing, isSpace, hasWideSpace } from "./plain-blanks.ts";

/** What the fields of a column are read as. */
export const columnKind = { text: 0, number: 1, boolean: 2, date: 3 } as const;

/** How the reading of a segment ended. */
export const segmentStatus = {
  /** At the first row behind it. */
  done: 0,
  /** In a row that the bytes do not have whole. */
  cut: 1,
  /** Its places were full. */
  full: 2,
  /** In a row that is not regular, or a value that is not plainly written. */
  irregular: 3,
} as const;

/** Where things stand in the outcome of a segment; from `columns` on, `perColumn` numbers for each column. */
export const outcomeField = {
  status: 0,
  /** Where its first row begins, and where the first row behind it does. */
  start: 1,
  end: 2,
  rows: 3,
  /** Whether its rows have no byte beyond ASCII. */
  isAscii: 4,
  columns: 5,
  perColumn: 5,
} as const;

/** What is noted of a column in one segment. */
export const columnField = {
  /**
   * Of texts: how many bytes they have together, how many there are, how many of them surely and perhaps are numbers, and from how many
   * spaces were taken off.
   */
  bytes: 0,
  present: 1,
  numbers: 2,
  perhapsNumbers: 3,
  trimmed: 4,
  /** Of dates: whether one states a time but no zone. */
  isNaive: 0,
} as const;

const [lineFeed, carriageReturn, quote] = [10, 13, 34];
/** Of the end of a text in `places`: its quotes are doubled. */
const doubled = 0x80000000;
/** Of the beginning of a text in `places`: there were spaces around it. */
const trimmed = 0x80000000;
/** Texts are copied in whole blocks, which may reach so many bytes beyond them. */
const blockSize = 16;

/** Where one segment reads from and writes to. */
interface Segment {
  readonly bytes: Uint8Array;
  /** Bytes that are there. */
  readonly length: number;
  readonly columns: Int32Array;
  readonly missing: Uint8Array;
  readonly delimiter: number;
  readonly lineEnd: number;
  readonly capacity: number;
  /** Those of the segment only. */
  readonly outcome: Int32Array;
  readonly numbers: Float64Array;
  readonly places: Uint32Array;
}

/** What was read last. */
interface Cursor {
  /** The field: bytes from `start` to `end`; `next` is where its delimiter or line end stands. */
  start: number;
  end: number;
  next: number;
  isQuoted: boolean;
  hasDoubled: boolean;
  /** Whether there were spaces around it. */
  isTrimmed: boolean;
  /** Where the row behind begins. */
  rowEnd: number;
  isBlankRow: boolean;
}

/**
 * Reads the rows of a regular text table that begin in segments of its bytes: numbers, booleans and dates become numbers, texts are put
 * one behind another, column by column. Which row begins a segment is a guess, the first line feed, unless it is `exact`: the
 * caller compares it with the end of the segment before.
 * @param bytes UTF-8, with 64 bytes to spare behind `length`
 * @param bounds where each segment begins, and where the last one ends
 * @param exact 1 for segments that begin with a row
 * @param columns for each column its kind and its place among the texts or among the others
 * @param missing what means "missing", see `encodeMissing`
 * @param outcomes for each segment, see `outcomeField`
 * @param numbers segment × column of numbers × row; NaN is missing
 * @param ends segment × column of texts × row: where the text ends among those of its column; missing ones are empty
 * @param texts segment × byte
 * @param places two for each text of a segment, for each thread
 * @param lineEnd carriage return when all lines end in both, else line feed
 * @param capacity rows of a segment
 * @param textCapacity bytes of a segment
 */
export const readRows = defineKernel(
  "readRows",
  (
    bytes: Uint8Array,
    bounds: Int32Array,
    exact: Int32Array,
    columns: Int32Array,
    missing: Uint8Array,
    outcomes: Int32Array,
    numbers: Float64Array,
    ends: Uint32Array,
    texts: Uint8Array,
    places: Uint32Array,
    length: number,
    width: number,
    textColumns: number,
    delimiter: number,
    lineEnd: number,
    capacity: number,
    textCapacity: number,
    start: number,
    end: number,
  ) => {
    const stride = outcomeField.columns + width * outcomeField.perColumn;
    const [ownNumbers, ownEnds] = [(width - textColumns) * capacity, textColumns * capacity];
    const part = <Part extends Int32Array | Float64Array | Uint32Array | Uint8Array>(
      all: Part,
      size: number,
      at: number,
    ) => all.subarray(at * size, (at + 1) * size) as Part;
    for (let index = start; index < end; index++) {
      const outcome = part(outcomes, stride, index).fill(0);
      const segment = {
        ...{ bytes, length, columns, missing, delimiter, lineEnd, capacity, outcome, places },
        numbers: part(numbers, ownNumbers, index),
      };
      const first = exact[index] === 1 ? bounds[index]! : firstRowFrom(bytes, bounds[index]!, length);
      readSegment(segment, first, bounds[index + 1]!, first + textCapacity - blockSize);
      if (outcome[outcomeField.status] === segmentStatus.irregular) continue;
      inspectBytes(segment);
      packTexts(segment, part(ends, ownEnds, index), part(texts, textCapacity, index));
    }
  },
);

function firstRowFrom(bytes: Uint8Array, bound: number, length: number): number {
  for (let position = bound - 1; position < length; position++) if (bytes[position] === lineFeed) return position + 1;
  return length;
}

/** @param most rows that end behind this find no place for their texts */
function readSegment(segment: Segment, first: number, bound: number, most: number): void {
  const { outcome, capacity } = segment;
  const cursor = {
    start: 0,
    end: 0,
    next: 0,
    isQuoted: false,
    hasDoubled: false,
    isTrimmed: false,
    rowEnd: 0,
    isBlankRow: false,
  };
  let [position, rows] = [first, 0];
  let status: number = segmentStatus.done;
  while (position < bound) {
    status = rows === capacity ? segmentStatus.full : readRow(segment, cursor, position, rows);
    if (status === segmentStatus.done && cursor.rowEnd > most) status = segmentStatus.full;
    if (status !== segmentStatus.done) break;
    if (!cursor.isBlankRow) rows++;
    position = cursor.rowEnd;
  }
  outcome[outcomeField.status] = status;
  outcome[outcomeField.start] = first;
  outcome[outcomeField.end] = position;
  outcome[outcomeField.rows] = rows;
}

/** @returns `done`, or why the row cannot be read */
function readRow(segment: Segment, cursor: Cursor, start: number, row: number): number {
  const { bytes, delimiter, columns } = segment;
  const last = columns.length / 2 - 1;
  cursor.isBlankRow = false;
  let position = start;
  for (let column = 0; ; column++) {
    const status = findField(segment, cursor, position);
    if (status !== segmentStatus.done) return status;
    const isEnd = bytes[cursor.next] !== delimiter;
    if (isEnd && column === 0 && !cursor.isQuoted && cursor.start === cursor.end) cursor.isBlankRow = true;
    else if (isEnd ? column !== last : column >= last) return segmentStatus.irregular;
    else if (!readValue(segment, cursor, row, column)) return segmentStatus.irregular;
    if (isEnd) return endRow(segment, cursor);
    position = cursor.next + 1;
  }
}

function endRow({ bytes, length, lineEnd }: Segment, cursor: Cursor): number {
  if (bytes[cursor.next] !== lineEnd) return segmentStatus.irregular;
  cursor.rowEnd = cursor.next + 1;
  if (lineEnd === lineFeed) return segmentStatus.done;
  if (cursor.rowEnd >= length) return segmentStatus.cut;
  return bytes[cursor.rowEnd++] === lineFeed ? segmentStatus.done : segmentStatus.irregular;
}

/** Finds the field that begins at a place, without its quotes, or else without spaces around it. @returns `done`, or why there is none */
function findField({ bytes, length, delimiter }: Segment, field: Cursor, position: number): number {
  const isEnd = (byte: number) => byte === delimiter || byte === lineFeed || byte === carriageReturn;
  field.isQuoted = bytes[position] === quote && position < length;
  field.hasDoubled = false;
  field.isTrimmed = false;
  let at = position;
  if (field.isQuoted) {
    for (at++; ; at++) {
      while (at < length && bytes[at] !== quote) at++;
      if (at + 1 >= length) return segmentStatus.cut;
      if (bytes[at + 1] !== quote) break;
      field.hasDoubled = true;
      at++;
    }
    [field.start, field.end, field.next] = [position + 1, at, at + 1];
    return isEnd(bytes[at + 1]!) ? segmentStatus.done : segmentStatus.irregular;
  }
  while (at < length && !isEnd(bytes[at]!)) at++;
  if (at >= length) return segmentStatus.cut;
  let [start, end] = [position, at];
  while (end > start && isSpace(bytes[end - 1]!)) end--;
  while (start < end && isSpace(bytes[start]!)) start++;
  [field.start, field.end, field.next] = [start, end, at];
  field.isTrimmed = start > position || end < at;
  return start < end && hasWideSpace(bytes, start, end) ? segmentStatus.irregular : segmentStatus.done;
}

/** @returns whether it is plainly written */
function readValue(
  segment: Segment,
  { start, end, hasDoubled, isTrimmed }: Cursor,
  row: number,
  column: number,
): boolean {
  const { bytes, columns, capacity, missing, outcome, numbers, places } = segment;
  const kind = columns[column * 2]!;
  const at = columns[column * 2 + 1]! * capacity + row;
  if (kind === columnKind.text) {
    places[at * 2] = isTrimmed ? start + trimmed : start;
    places[at * 2 + 1] = hasDoubled ? end + doubled : end;
    return true;
  }
  if (start === end || (!hasDoubled && isBlankOrMissing(bytes, start, end, missing) === 1)) {
    numbers[at] = NaN;
    return true;
  }
  const read =
    kind === columnKind.number ? readPlainNumber : kind === columnKind.date ? readPlainDate : readPlainBoolean;
  const value = read(bytes, start, end);
  numbers[at] = value;
  if (kind === columnKind.date && isPlainNaiveTime(bytes, start, end)) {
    outcome[outcomeField.columns + column * outcomeField.perColumn + columnField.isNaive] = 1;
  }
  return !Number.isNaN(value);
}

function inspectBytes({ bytes, outcome }: Segment): void {
  const own = bytes.subarray(outcome[outcomeField.start], outcome[outcomeField.end]);
  outcome[outcomeField.isAscii] = Number(own.every((byte) => byte < 128));
  if (own.includes(0)) outcome[outcomeField.status] = segmentStatus.irregular;
}

/** Puts the texts of each column one behind another, and counts them. */
function packTexts(segment: Segment, ends: Uint32Array, texts: Uint8Array): void {
  const { bytes, columns, missing, outcome, places, capacity } = segment;
  let base = 0;
  for (let column = 0; column < columns.length / 2; column++) {
    if (columns[column * 2] !== columnKind.text) continue;
    const noted = outcome.subarray(outcomeField.columns + column * outcomeField.perColumn);
    const first = columns[column * 2 + 1]! * capacity;
    let position = base;
    for (let row = 0; row < outcome[outcomeField.rows]!; row++) {
      const startNoted = places[(first + row) * 2]!;
      const start = startNoted < trimmed ? startNoted : startNoted - trimmed;
      const end = places[(first + row) * 2 + 1]!;
      const next = copyText(bytes, start, end, texts, position);
      const blank = next === position ? 1 : isBlankOrMissing(texts, position, next, missing);
      const likeness = blank === 0 ? numberLikeness(texts, position, next) : 0;
      if (blank === 2 || likeness < 0) {
        outcome[outcomeField.status] = segmentStatus.irregular;
        return;
      }
      if (blank === 0) {
        position = next;
        noted[columnField.present]!++;
        if (startNoted >= trimmed) noted[columnField.trimmed]!++;
        if (likeness === 2) noted[columnField.numbers]!++;
        else if (likeness === 1) noted[columnField.perhapsNumbers]!++;
      }
      ends[first + row] = position - base;
    }
    noted[columnField.bytes] = position - base;
    base = position;
  }
}

/** @param end with `doubled` when quotes are doubled @returns where the copy ends */
function copyText(bytes: Uint8Array, start: number, end: number, texts: Uint8Array, position: number): number {
  if (end < doubled) {
    texts.set(bytes.subarray(start, end), position);
    return position + end - start;
  }
  for (let from = start; from < end - doubled; from++) {
    texts[position++] = bytes[from]!;
    if (bytes[from] === quote) from++;
  }
  return position;
}

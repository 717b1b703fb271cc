/**
 * Twin: ulm/data/read/bulk/read-rows.ts, where the parameters are explained. Fields are found 64 bytes at a time: what may end one (a
 * delimiter, a line end, a quote) is marked in a mask, whose bits are then taken one by one.
 */
import { hasWideSpace, isBlankOrMissing, isSpace } from "./shared/plain-blanks";
import { numberLikeness } from "./shared/number-likeness";
import { isNaiveTime, readBoolean, readDate, readNumber } from "./shared/read-plain";

const lineFeed: u8 = 10;
const carriageReturn: u8 = 13;
const quote: u8 = 34;
const doubled: u32 = 0x80000000;
const trimmed: u32 = 0x80000000;
/** Numbers of an outcome: of all columns, and of each. */
const common: i32 = 5;
const perColumn: i32 = 5;
const statusDone: i32 = 0;
const statusCut: i32 = 1;
const statusFull: i32 = 2;
const statusIrregular: i32 = 3;
const kindNumber: i32 = 1;
const kindDate: i32 = 3;

/** What all segments of one call have in common. */
let limit: usize = 0;
let delimiterByte: u8 = 0;
let lineEndByte: u8 = 0;
let missingTexts: usize = 0;

/** The marks of 64 bytes from `markBase` on that have not been taken. */
let markBase: usize = 0;
let marks: u64 = 0;

/** The field that was found last. */
let fieldStart: usize = 0;
let fieldEnd: usize = 0;
let fieldNext: usize = 0;
let isQuoted: bool = false;
let hasDoubled: bool = false;
let isTrimmed: bool = false;

/** Of the row that was read last: where the row behind it begins. */
let rowEnd: usize = 0;
let isBlankRow: bool = false;

export function readRows(
  bytes: usize,
  bounds: usize,
  exact: usize,
  columns: usize,
  missing: usize,
  outcomes: usize,
  numbers: usize,
  ends: usize,
  texts: usize,
  places: usize,
  length: i32,
  width: i32,
  textColumns: i32,
  delimiter: i32,
  lineEnd: i32,
  capacity: i32,
  textCapacity: i32,
  start: i32,
  end: i32,
): void {
  limit = bytes + length;
  delimiterByte = <u8>delimiter;
  lineEndByte = <u8>lineEnd;
  missingTexts = missing;
  const stride = (<usize>(common + perColumn * width)) << 2;
  for (let index = start; index < end; index++) {
    const outcome = outcomes + <usize>index * stride;
    memory.fill(outcome, 0, stride);
    const bound = bytes + load<i32>(bounds + ((<usize>index) << 2));
    const first = load<i32>(exact + ((<usize>index) << 2)) == 1 ? bound : firstRowFrom(bound);
    const ownNumbers = numbers + ((<usize>index * <usize>(width - textColumns) * <usize>capacity) << 3);
    const behind = bytes + load<i32>(bounds + ((<usize>index) << 2), 4);
    readSegment(bytes, first, behind, first + textCapacity - 16, outcome, columns, width, ownNumbers, places, capacity);
    if (load<i32>(outcome) == statusIrregular) continue;
    inspectBytes(bytes, outcome);
    const ownEnds = ends + ((<usize>index * <usize>textColumns * <usize>capacity) << 2);
    packTexts(bytes, outcome, columns, width, places, ownEnds, texts + <usize>index * textCapacity, capacity);
  }
}

function firstRowFrom(bound: usize): usize {
  for (let at = bound - 1; at < limit; at++) if (load<u8>(at) == lineFeed) return at + 1;
  return limit;
}

function readSegment(
  bytes: usize,
  first: usize,
  bound: usize,
  most: usize,
  outcome: usize,
  columns: usize,
  width: i32,
  numbers: usize,
  places: usize,
  capacity: i32,
): void {
  let position = first;
  let rows = 0;
  let status = statusDone;
  seek(first);
  while (position < bound) {
    status =
      rows == capacity
        ? statusFull
        : readRow(position, rows, outcome, columns, width, numbers, places, capacity, bytes);
    if (status == statusDone && rowEnd > most) status = statusFull;
    if (status != statusDone) break;
    if (!isBlankRow) rows++;
    position = rowEnd;
  }
  store<i32>(outcome, status);
  store<i32>(outcome, <i32>(first - bytes), 4);
  store<i32>(outcome, <i32>(position - bytes), 8);
  store<i32>(outcome, rows, 12);
}

function readRow(
  start: usize,
  row: i32,
  outcome: usize,
  columns: usize,
  width: i32,
  numbers: usize,
  places: usize,
  capacity: i32,
  bytes: usize,
): i32 {
  const last = width - 1;
  isBlankRow = false;
  let position = start;
  for (let column = 0; ; column++) {
    const status = findField(position);
    if (status != statusDone) return status;
    const isEnd = load<u8>(fieldNext) != delimiterByte;
    if (isEnd && column == 0 && !isQuoted && fieldStart == fieldEnd) isBlankRow = true;
    else if (isEnd ? column != last : column >= last) return statusIrregular;
    else {
      const kind = load<i32>(columns + ((<usize>column) << 3));
      const at = load<i32>(columns + ((<usize>column) << 3), 4) * capacity + row;
      if (kind == 0) {
        const place = places + ((<usize>at) << 3);
        store<u32>(place, (<u32>(fieldStart - bytes)) | (isTrimmed ? trimmed : 0));
        store<u32>(place, (<u32>(fieldEnd - bytes)) | (hasDoubled ? doubled : 0), 4);
      } else {
        const noted = outcome + ((<usize>(common + perColumn * column)) << 2);
        if (!readValue(kind, numbers + ((<usize>at) << 3), noted)) return statusIrregular;
      }
    }
    if (isEnd) break;
    position = fieldNext + 1;
  }
  return endRow();
}

function endRow(): i32 {
  if (load<u8>(fieldNext) != lineEndByte) return statusIrregular;
  rowEnd = fieldNext + 1;
  if (lineEndByte == lineFeed) return statusDone;
  if (rowEnd >= limit) return statusCut;
  if (nextMark() != rowEnd || load<u8>(rowEnd) != lineFeed) return statusIrregular;
  rowEnd++;
  return statusDone;
}

function findField(position: usize): i32 {
  isQuoted = position < limit && load<u8>(position) == quote;
  hasDoubled = false;
  isTrimmed = false;
  let at = nextMark();
  if (isQuoted) {
    for (;;) {
      at = nextMark();
      while (at < limit && load<u8>(at) != quote) at = nextMark();
      if (at + 1 >= limit) return statusCut;
      if (load<u8>(at, 1) != quote) break;
      hasDoubled = true;
      nextMark();
    }
    fieldStart = position + 1;
    fieldEnd = at;
    fieldNext = at + 1;
    return nextMark() == fieldNext ? statusDone : statusIrregular;
  }
  while (at < limit && load<u8>(at) == quote) at = nextMark();
  if (at >= limit) return statusCut;
  let start = position;
  let end = at;
  if (start < end) {
    while (end > start && isSpace(load<u8>(end - 1))) end--;
    while (start < end && isSpace(load<u8>(start))) start++;
  }
  isTrimmed = start > position || end < at;
  fieldStart = start;
  fieldEnd = end;
  fieldNext = at;
  return start < end && hasWideSpace(start, end) ? statusIrregular : statusDone;
}

function seek(position: usize): void {
  markBase = position & ~63;
  marks = marksOf(markBase) & (u64.MAX_VALUE << (position & 63));
}

/** The next place that may end a field, `limit` or more when there is none. */
function nextMark(): usize {
  while (marks == 0) {
    markBase += 64;
    if (markBase >= limit) return limit;
    marks = marksOf(markBase);
  }
  const at = markBase + <usize>ctz(marks);
  marks &= marks - 1;
  return at;
}

function marksOf(base: usize): u64 {
  return (
    marksOf16(v128.load(base)) |
    (marksOf16(v128.load(base, 16)) << 16) |
    (marksOf16(v128.load(base, 32)) << 32) |
    (marksOf16(v128.load(base, 48)) << 48)
  );
}

function marksOf16(block: v128): u64 {
  const lineEnds = v128.or(i8x16.eq(block, i8x16.splat(lineFeed)), i8x16.eq(block, i8x16.splat(carriageReturn)));
  const others = v128.or(i8x16.eq(block, i8x16.splat(quote)), i8x16.eq(block, i8x16.splat(delimiterByte)));
  return <u64>i8x16.bitmask(v128.or(lineEnds, others));
}

/** Reads the field as a number, a boolean or a date. @returns whether it is plainly written */
function readValue(kind: i32, target: usize, noted: usize): bool {
  if (fieldStart == fieldEnd || (!hasDoubled && isBlankOrMissing(fieldStart, fieldEnd, missingTexts) == 1)) {
    store<f64>(target, NaN);
    return true;
  }
  const value =
    kind == kindNumber
      ? readNumber(fieldStart, fieldEnd)
      : kind == kindDate
        ? readDate(fieldStart, fieldEnd)
        : readBoolean(fieldStart, fieldEnd);
  store<f64>(target, value);
  if (kind == kindDate && isNaiveTime(fieldStart, fieldEnd)) store<i32>(noted, 1);
  return value == value;
}

function inspectBytes(bytes: usize, outcome: usize): void {
  const end = bytes + load<i32>(outcome, 8);
  let at = bytes + load<i32>(outcome, 4);
  let all = i8x16.splat(0);
  let zeros = i8x16.splat(0);
  for (; at + 16 <= end; at += 16) {
    const block = v128.load(at);
    all = v128.or(all, block);
    zeros = v128.or(zeros, i8x16.eq(block, i8x16.splat(0)));
  }
  let isAscii = i8x16.bitmask(all) == 0;
  let hasZero = v128.any_true(zeros);
  for (; at < end; at++) {
    const byte = load<u8>(at);
    isAscii = isAscii && byte < 128;
    hasZero = hasZero || byte == 0;
  }
  store<i32>(outcome, isAscii ? 1 : 0, 16);
  if (hasZero) store<i32>(outcome, statusIrregular);
}

function packTexts(
  bytes: usize,
  outcome: usize,
  columns: usize,
  width: i32,
  places: usize,
  ends: usize,
  texts: usize,
  capacity: i32,
): void {
  const rows = load<i32>(outcome, 12);
  let base = texts;
  for (let column = 0; column < width; column++) {
    if (load<i32>(columns + ((<usize>column) << 3)) != 0) continue;
    const first = load<i32>(columns + ((<usize>column) << 3), 4) * capacity;
    let position = base;
    let present = 0;
    let numbers = 0;
    let perhapsNumbers = 0;
    let trims = 0;
    for (let row = first; row < first + rows; row++) {
      const place = places + ((<usize>row) << 3);
      const startNoted = load<u32>(place);
      const next = copyText(bytes + (startNoted & ~trimmed), load<u32>(place, 4), bytes, position);
      const blank = next == position ? 1 : isBlankOrMissing(position, next, missingTexts);
      const likeness = blank == 0 ? numberLikeness(position, next) : 0;
      if (blank == 2 || likeness < 0) return store<i32>(outcome, statusIrregular);
      if (blank == 0) {
        position = next;
        present++;
        if ((startNoted & trimmed) != 0) trims++;
        if (likeness == 2) numbers++;
        else if (likeness == 1) perhapsNumbers++;
      }
      store<u32>(ends + ((<usize>row) << 2), <u32>(position - base));
    }
    const noted = outcome + ((<usize>(common + perColumn * column)) << 2);
    store<i32>(noted, <i32>(position - base));
    store<i32>(noted, present, 4);
    store<i32>(noted, numbers, 8);
    store<i32>(noted, perhapsNumbers, 12);
    store<i32>(noted, trims, 16);
    base = position;
  }
}

/** Sixteen bytes at a time: what is written too far is written again, or lies in the space between segments. */
function copyText(start: usize, endNoted: u32, bytes: usize, position: usize): usize {
  if ((endNoted & doubled) == 0) {
    const end = bytes + endNoted;
    for (let offset: usize = 0; start + offset < end; offset += 16) {
      v128.store(position + offset, v128.load(start + offset));
    }
    return position + (end - start);
  }
  const end = bytes + (endNoted & ~doubled);
  for (let from = start; from < end; from++) {
    const byte = load<u8>(from);
    store<u8>(position++, byte);
    if (byte == quote) from++;
  }
  return position;
}

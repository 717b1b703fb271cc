/** Twin: ulm/data/read/bulk/parse-plain.ts, where it is said what is plainly written. NaN for all else. */
const powersOfTen: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]);
const point: u8 = 46;
const minus: u8 = 45;
const plus: u8 = 43;
const colon: u8 = 58;
const letterZ: u8 = 90;
/** "true" and "fals", as they lie in memory. */
const trueLetters: u32 = 0x65757274;
const falseLetters: u32 = 0x736c6166;
const smallLetters: u32 = 0x20202020;

export function readNumber(start: usize, end: usize): f64 {
  const first = load<u8>(start);
  const isNegative = first == minus;
  const digitsStart = isNegative || first == plus ? start + 1 : start;
  let digits: i64 = 0;
  let pointAt: usize = 0;
  if (end - digitsStart > 16) return NaN;
  for (let at = digitsStart; at < end; at++) {
    const digit = <u32>load<u8>(at) - 48;
    if (digit <= 9) digits = digits * 10 + digit;
    else if (digit == <u32>point - 48 && pointAt == 0) pointAt = at;
    else return NaN;
  }
  const written = <i32>(end - digitsStart) - (pointAt != 0 ? 1 : 0);
  if (written < 1 || written > 15) return NaN;
  if (pointAt == 0 && written > 1 && load<u8>(digitsStart) == 48) return NaN;
  if (pointAt == 0 && written >= 8 && first == plus) return NaN;
  const decimals = pointAt != 0 ? end - 1 - pointAt : 0;
  const value = <f64>digits / load<f64>(powersOfTen + (decimals << 3));
  return isNegative ? -value : value;
}

export function readBoolean(start: usize, end: usize): f64 {
  if (end - start != 4 && end - start != 5) return NaN;
  const letters = load<u32>(start) | smallLetters;
  if (end - start == 4) return letters == trueLetters ? 1 : NaN;
  return letters == falseLetters && (load<u8>(start, 4) | 32) == 101 ? 0 : NaN;
}

/** Milliseconds since 1970. */
export function readDate(start: usize, end: usize): f64 {
  const length = end - start;
  if (length < 10 || load<u8>(start, 4) != minus || load<u8>(start, 7) != minus) return NaN;
  const year = pair(start) * 100 + pair(start + 2);
  const month = pair(start + 5);
  const day = pair(start + 8);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return NaN;
  const midnight = <f64>daysSince1970(year, month, day) * 86_400_000;
  return length == 10 ? midnight : midnight + readTime(start + 10, end);
}

/** Whether a field that `readDate` reads states a time of day but no zone. */
export function isNaiveTime(start: usize, end: usize): bool {
  if (end - start <= 10 || load<u8>(end - 1) == letterZ) return false;
  return !isSign(load<u8>(end - 5)) && !isSign(load<u8>(end - 6));
}

function readTime(start: usize, end: usize): f64 {
  const separator = load<u8>(start);
  if ((separator != 84 && separator != 32) || load<u8>(start, 3) != colon) return NaN;
  const hour = pair(start + 1);
  const minute = pair(start + 4);
  let at = start + 6;
  let second = 0;
  if (load<u8>(at) == colon && at < end) {
    second = pair(at + 1);
    at += 3;
  }
  if (at > end || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return NaN;
  return <f64>(((hour * 60 + minute) * 60 + second) * 1000) - readZone(at, end);
}

/** Milliseconds east of UTC. */
function readZone(start: usize, end: usize): f64 {
  const length = end - start;
  const first = load<u8>(start);
  if (length == 0 || (length == 1 && first == letterZ)) return 0;
  if (!isSign(first)) return NaN;
  if (length == 6 && load<u8>(start, 3) != colon) return NaN;
  if (length != 6 && length != 5) return NaN;
  const minutes = pair(start + 1) * 60 + pair(end - 2);
  if (minutes < 0) return NaN;
  return <f64>(first == plus ? minutes : -minutes) * 60_000;
}

function isSign(byte: u8): bool {
  return byte == plus || byte == minus;
}

/** Two digits as a number; far below 0 when they are none, so that everything made of it is refused. */
function pair(at: usize): i32 {
  const tens = <u32>load<u8>(at) - 48;
  const ones = <u32>load<u8>(at, 1) - 48;
  return tens <= 9 && ones <= 9 ? <i32>(tens * 10 + ones) : -1_000_000;
}

function daysInMonth(year: i32, month: i32): i32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

function daysSince1970(year: i32, month: i32, day: i32): i32 {
  const shifted = month <= 2 ? year - 1 : year;
  // Rounded down: the year 0 begins in the era before.
  const era = (shifted >= 0 ? shifted : shifted - 399) / 400;
  const yearOfEra = shifted - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
}

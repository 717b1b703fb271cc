/** Where the fields of a text table lie in its bytes. */
export interface ScannedFields {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  readonly rowCount: number;
  /** Fields in each row. */
  readonly width: number;
  /** First byte of each field, row by row, without the spaces or the quote before it. */
  readonly starts: Uint32Array;
  /** Byte after each field. */
  readonly ends: Uint32Array;
  /** Indices of fields with doubled quotes in them. */
  readonly doubledQuotes: ReadonlySet<number>;
}

const [tab, lineFeed, carriageReturn, space, quote] = [9, 10, 13, 32, 34];

/**
 * Finds all fields of a regular text table in one pass over its bytes; none of them becomes a string. `undefined` when the table is
 * not regular: rows of another number of fields, text behind a closing quote, line ends of several kinds, spaces that are not
 * ASCII around a field. Who reads such a file field by field can say where it is at fault.
 * @param bytes UTF-8 that ends in a line feed; shorter than 4 GiB
 * @param start where the first row begins
 * @param delimiter one byte
 */
export function scanFields(
  bytes: Uint8Array,
  start: number,
  delimiter: number,
  width: number,
): ScannedFields | undefined {
  // What ends a field has small codes: most bytes are told from it by one comparison.
  const largestEnd = Math.max(delimiter, carriageReturn);
  const isEnd = (byte: number) => byte === delimiter || byte === lineFeed || byte === carriageReturn;
  const lineEnd = bytes[bytes.indexOf(lineFeed) - 1] === carriageReturn ? carriageReturn : lineFeed;
  const doubledQuotes = new Set<number>();
  let starts = new Uint32Array(expectedRows(bytes, start) * width);
  let ends = new Uint32Array(starts.length);
  let count = 0;
  for (let position = start; position < bytes.length; position++) {
    const rowStart = count;
    if (rowStart + width > starts.length) [starts, ends] = [twice(starts), twice(ends)];
    let isBlank = true;
    for (; ; position++) {
      let first = position;
      let end: number;
      if (bytes[position] === quote) {
        isBlank = false;
        end = closingQuote(bytes, ++first, count, doubledQuotes);
        position = end + 1;
        if (end < 0 || !isEnd(bytes[position]!)) return undefined;
      } else {
        let byte = bytes[position]!;
        while (byte > largestEnd || !isEnd(byte)) byte = bytes[++position]!;
        end = position;
        if (bytes[end - 1]! <= space) while (end > first && isSpace(bytes[end - 1]!)) end--;
        if (bytes[first]! <= space) while (first < end && isSpace(bytes[first]!)) first++;
        if ((bytes[first]! | bytes[end - 1]!) >= 128 && first < end && hasWideSpace(bytes, first, end))
          return undefined;
      }
      if (count === rowStart + width) return undefined;
      starts[count] = first;
      ends[count++] = end;
      if (bytes[position] !== delimiter) break;
    }
    if (bytes[position] !== lineEnd) return undefined;
    if (lineEnd === carriageReturn && bytes[++position] !== lineFeed) return undefined;
    if (count === rowStart + 1 && isBlank && starts[rowStart] === ends[rowStart]) count = rowStart;
    else if (count !== rowStart + width) return undefined;
  }
  return { bytes, rowCount: count / width, width, starts, ends, doubledQuotes };
}

/** From the length of the first lines, so that the arrays seldom grow. */
function expectedRows(bytes: Uint8Array, start: number): number {
  const head = bytes.subarray(start, start + 65_536);
  const lines = head.reduce((count, byte) => count + Number(byte === lineFeed), 1);
  return Math.ceil(((bytes.length - start) / Math.max(1, head.length)) * lines * 1.05) + 1;
}

function twice(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Where the quote stands that closes a field, -1 when none does. @param index of the field, noted when quotes in it are doubled */
function closingQuote(bytes: Uint8Array, start: number, index: number, doubledQuotes: Set<number>): number {
  for (let at = bytes.indexOf(quote, start); at >= 0; at = bytes.indexOf(quote, at + 2)) {
    if (bytes[at + 1] !== quote) return at;
    doubledQuotes.add(index);
  }
  return -1;
}

/** The ASCII characters that `trim` removes. */
function isSpace(byte: number): boolean {
  return byte <= space && (byte === space || (byte >= tab && byte <= carriageReturn));
}

/** Whether `trim` would remove a character outside ASCII: no-break and ideographic spaces, byte order marks. */
function hasWideSpace(bytes: Uint8Array, start: number, end: number): boolean {
  let last = end - 1;
  while (last > start && (bytes[last]! & 0xc0) === 0x80) last--;
  return isWideSpace(bytes, start) || isWideSpace(bytes, last);
}

function isWideSpace(bytes: Uint8Array, at: number): boolean {
  const [first, second, third] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!];
  if (first === 0xc2) return second === 0xa0;
  if (first === 0xe1) return second === 0x9a && third === 0x80;
  if (first === 0xe2) {
    if (second === 0x81) return third === 0x9f;
    return second === 0x80 && (third <= 0x8a || third === 0xa8 || third === 0xa9 || third === 0xaf);
  }
  return (first === 0xe3 && second === 0x80 && third === 0x80) || (first === 0xef && second === 0xbb && third === 0xbf);
}

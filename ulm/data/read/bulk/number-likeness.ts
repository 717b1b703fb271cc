const [zero, nine, point, comma, plus, minus, apostrophe] = [48, 57, 46, 44, 43, 45, 39];

/**
 * How much a text looks like a number: 2 when it is one, 1 when it may be, 0 when it is none, -1 when it may be a formula behind an
 * apostrophe. It errs towards 1 and -1, on which the reader of texts takes a closer look; texts that begin with a letter are none.
 * @param bytes UTF-8 of a text that is not empty
 */
export function numberLikeness(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start]!;
  if (first > nine) return 0;
  if (first === apostrophe) return mayBeGuard(bytes[start + 1]!, end - start) ? -1 : 0;
  // Spaces around a number do not count; only quoted fields have them.
  if (first <= 32 || bytes[end - 1]! <= 32) return 1;
  const isSigned = first === plus || first === minus;
  let [digits, points, exponents] = [0, 0, 0];
  let isPlain = true;
  for (let position = isSigned ? start + 1 : start; position < end; position++) {
    const byte = bytes[position]!;
    if (byte >= zero && byte <= nine) digits++;
    else if (byte === point) points++;
    else if ((byte | 32) === 101 && digits > 0) exponents++;
    else if ((byte === plus || byte === minus) && (bytes[position - 1]! | 32) === 101) continue;
    else if (byte === comma || byte === apostrophe || byte >= 128) isPlain = false;
    else if (isSigned && byte >= 65) return 1;
    else return 0;
  }
  if (!isPlain || exponents > 0) return digits > 0 ? 1 : 0;
  return digits > 0 && points <= 1 ? 2 : 0;
}

/** What may follow the apostrophe of a guarded formula: = + - @, a tab, a carriage return, a wide form or one more apostrophe. */
function mayBeGuard(byte: number, length: number): boolean {
  if (length < 2) return false;
  return (
    byte === 61 ||
    byte === plus ||
    byte === minus ||
    byte === 64 ||
    byte === 9 ||
    byte === 13 ||
    byte === 239 ||
    byte === apostrophe
  );
}

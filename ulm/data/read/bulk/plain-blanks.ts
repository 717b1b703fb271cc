const [tab, carriageReturn, space] = [9, 13, 32];

/** The ASCII characters that `trim` removes. */
export function isSpace(byte: number): boolean {
  return byte <= space && (byte === space || (byte >= tab && byte <= carriageReturn));
}

/** Whether `trim` would remove a character outside ASCII: no-break and ideographic spaces, byte order marks. */
export function hasWideSpace(bytes: Uint8Array, start: number, end: number): boolean {
  if ((bytes[start]! | bytes[end - 1]!) < 128) return false;
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

/**
 * What means "missing", as kernels take it: for each byte whether such a text begins with it, then each text behind its length, then 0.
 * `undefined` when one is too long for that.
 */
export function encodeMissing(texts: readonly string[]): Uint8Array | undefined {
  const encoder = new TextEncoder();
  const encoded = texts.map((text) => encoder.encode(text)).filter(({ length }) => length > 0);
  if (encoded.some(({ length }) => length > 255)) return undefined;
  const begins = new Uint8Array(256);
  for (const text of encoded) begins[text[0]!] = 1;
  return Uint8Array.from([...begins, ...encoded.flatMap((text) => [text.length, ...text]), 0]);
}

/** @returns 1 for blanks and what means "missing", 0 for everything else; 2 for blanks that `trim` may know, and this does not */
export function isBlankOrMissing(bytes: Uint8Array, start: number, end: number, missing: Uint8Array): number {
  const first = bytes[start]!;
  if (missing[first] === 1) {
    for (let at = 256; missing[at] !== 0; at += 1 + missing[at]!) {
      if (missing[at] !== end - start) continue;
      let same = 0;
      while (same < end - start && bytes[start + same] === missing[at + 1 + same]) same++;
      if (same === end - start) return 1;
    }
  }
  if (first > space) return 0;
  for (let at = start; at < end; at++) {
    if (isWideSpace(bytes, at)) return 2;
    if (!isSpace(bytes[at]!)) return 0;
  }
  return 1;
}

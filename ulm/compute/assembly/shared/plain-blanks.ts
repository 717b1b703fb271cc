/** Twin: ulm/data/read/bulk/plain-blanks.ts. */
const space: u8 = 32;
const carriageReturn: u8 = 13;

export function isSpace(byte: u8): bool {
  return byte <= space && (byte == space || (byte >= 9 && byte <= carriageReturn));
}

export function hasWideSpace(start: usize, end: usize): bool {
  if ((load<u8>(start) | load<u8>(end - 1)) < 128) return false;
  let last = end - 1;
  while (last > start && (load<u8>(last) & 0xc0) == 0x80) last--;
  return isWideSpace(start) || isWideSpace(last);
}

function isWideSpace(at: usize): bool {
  const first = load<u8>(at);
  const second = load<u8>(at, 1);
  const third = load<u8>(at, 2);
  if (first == 0xc2) return second == 0xa0;
  if (first == 0xe1) return second == 0x9a && third == 0x80;
  if (first == 0xe2) {
    if (second == 0x81) return third == 0x9f;
    return second == 0x80 && (third <= 0x8a || third == 0xa8 || third == 0xa9 || third == 0xaf);
  }
  return (first == 0xe3 && second == 0x80 && third == 0x80) || (first == 0xef && second == 0xbb && third == 0xbf);
}

/** @returns 1 for blanks and what means "missing", 0 for everything else; 2 for blanks that `trim` may know, and this does not */
export function isBlankOrMissing(start: usize, end: usize, missingTexts: usize): i32 {
  const first = load<u8>(start);
  if (load<u8>(missingTexts + first) == 1) {
    for (let at = missingTexts + 256; load<u8>(at) != 0; at += 1 + <usize>load<u8>(at)) {
      if (<usize>load<u8>(at) != end - start) continue;
      let same: usize = 0;
      while (same < end - start && load<u8>(start + same) == load<u8>(at + 1 + same)) same++;
      if (same == end - start) return 1;
    }
  }
  if (first > space) return 0;
  for (let at = start; at < end; at++) {
    if (isWideSpace(at)) return 2;
    if (!isSpace(load<u8>(at))) return 0;
  }
  return 1;
}

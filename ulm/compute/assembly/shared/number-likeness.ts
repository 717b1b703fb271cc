const space: u8 = 32;

/** Twin: ulm/data/read/bulk/number-likeness.ts. */
export function numberLikeness(start: usize, end: usize): i32 {
  const first = load<u8>(start);
  if (first > 57) return 0;
  if (first == 39) return end - start > 1 && mayBeGuard(load<u8>(start, 1)) ? -1 : 0;
  if (first <= space || load<u8>(end - 1) <= space) return 1;
  const isSigned = isSign(first);
  let digits = 0;
  let points = 0;
  let exponents = 0;
  let isPlain = true;
  for (let at = isSigned ? start + 1 : start; at < end; at++) {
    const byte = load<u8>(at);
    if (isDigit(byte)) digits++;
    else if (byte == 46) points++;
    else if ((byte | 32) == 101 && digits > 0) exponents++;
    else if (isSign(byte) && (load<u8>(at - 1) | 32) == 101) continue;
    else if (byte == 44 || byte == 39 || byte >= 128) isPlain = false;
    else return isSigned && byte >= 65 ? 1 : 0;
  }
  if (!isPlain || exponents > 0) return digits > 0 ? 1 : 0;
  return digits > 0 && points <= 1 ? 2 : 0;
}

function mayBeGuard(byte: u8): bool {
  return byte == 61 || isSign(byte) || byte == 64 || byte == 9 || byte == 13 || byte == 239 || byte == 39;
}

function isSign(byte: u8): bool {
  return byte == 43 || byte == 45;
}

function isDigit(byte: u8): bool {
  return byte >= 48 && byte <= 57;
}

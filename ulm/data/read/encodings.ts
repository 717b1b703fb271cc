const byteOrderMarks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
];

/** The encoding that a text states itself by its first bytes. */
export function markedEncoding(head: Uint8Array): string | undefined {
  return byteOrderMarks.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte))?.encoding;
}

/** A decoder that refuses what it cannot decode; `undefined` when there is no such encoding. */
export function strictDecoder(encoding: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    return undefined;
  }
}

/** How many of these bytes, which begin a line, can be decoded; found by halving. */
export function countValidBytes(bytes: Uint8Array, encoding: string): number {
  const isValid = (end: number) => {
    try {
      strictDecoder(encoding)!.decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isValid(middle)) valid = middle;
    else invalid = middle;
  }
  return valid;
}

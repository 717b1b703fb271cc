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

/** Of a doubtful place: the same word in both encodings. */
export interface DoubtfulWord {
  readonly line: number;
  readonly asChinese: string;
  readonly asWestern: string;
}

/**
 * Tells whether bytes that are valid GB18030 are likely Chinese. Almost any Western text with accents is valid too: é and the
 * letter behind it make one rare character. In Chinese, most characters are of the first level of GB 2312 or its punctuation; in
 * Western, Cyrillic, Japanese and Taiwanese encodings, few of the pairs are. (Korean EUC-KR cannot be told apart in this way.)
 */
export class ChineseJudge {
  /** Characters outside ASCII. */
  characters = 0;
  common = 0;
  firstDoubtful: DoubtfulWord | undefined;
  private line = 1;

  /** @param bytes valid GB18030 that begins and ends between characters */
  add(bytes: Uint8Array): void {
    for (let position = 0; position < bytes.length; position++) {
      const lead = bytes[position]!;
      if (lead === 10) this.line++;
      if (lead < 0x81) continue;
      this.characters++;
      const trail = bytes[position + 1]!;
      const isCommon = trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3));
      if (isCommon) this.common++;
      else this.firstDoubtful ??= doubtfulWord(bytes, position, this.line);
      position += trail >= 0x30 && trail <= 0x39 ? 3 : 1;
    }
  }

  get isChinese(): boolean {
    return this.common * 2 >= this.characters;
  }
}

function doubtfulWord(bytes: Uint8Array, position: number, line: number): DoubtfulWord {
  const isWord = (byte: number | undefined) =>
    byte !== undefined && (byte >= 0x80 || /\w/.test(String.fromCharCode(byte)));
  let [start, end] = [position, position];
  while (position - start < 12 && isWord(bytes[start - 1]) && bytes[start - 1]! < 0x80) start--;
  while (end - position < 16 && isWord(bytes[end])) end++;
  const word = bytes.subarray(start, end);
  const decode = (encoding: string) => new TextDecoder(encoding).decode(word);
  return { line, asChinese: decode("gb18030"), asWestern: decode("windows-1252") };
}

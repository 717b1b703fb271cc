/** What the bytes of a line would be in one encoding. */
export interface ByteJudgement {
  readonly isValid: boolean;
  /** Characters outside ASCII. */
  readonly characters: number;
  /** Those that are common in the languages which are written so. */
  readonly common: number;
  /** Where the first stands that is not; −1 when all are. */
  readonly firstRare: number;
}

/** How the characters of an encoding outside ASCII are written. */
interface BytePattern {
  /** How many bytes the character at a place has; 0 when there is none. */
  length(bytes: Uint8Array, at: number): number;
  isCommon(bytes: Uint8Array, at: number, length: number): boolean;
}

const within = (byte: number | undefined, low: number, high: number) =>
  byte !== undefined && byte >= low && byte <= high;
const isLetter = (byte: number | undefined) => within(byte && byte | 32, 97, 122);
const isHighLetter = (byte: number | undefined) => within(byte, 0xc0, 0xff);

const patterns = {
  /** Characters of the first level of GB 2312 and its punctuation are common. (Korean EUC-KR cannot be told apart in this way.) */
  gb18030: {
    length(bytes, at) {
      if (!within(bytes[at], 0x81, 0xfe)) return 0;
      const trail = bytes[at + 1];
      if (within(trail, 0x40, 0xfe) && trail !== 0x7f) return 2;
      return within(trail, 0x30, 0x39) && within(bytes[at + 2], 0x81, 0xfe) && within(bytes[at + 3], 0x30, 0x39)
        ? 4
        : 0;
    },
    isCommon: (bytes, at) => bytes[at + 1]! >= 0xa1 && (within(bytes[at], 0xb0, 0xd7) || within(bytes[at], 0xa1, 0xa3)),
  },
  /** Level 1, and punctuation. */
  big5: {
    length: (bytes, at) =>
      within(bytes[at], 0x81, 0xfe) && (within(bytes[at + 1], 0x40, 0x7e) || within(bytes[at + 1], 0xa1, 0xfe)) ? 2 : 0,
    isCommon: (bytes, at) => within(bytes[at], 0xa1, 0xc6),
  },
  /** Punctuation, kana, and kanji of level 1; katakana of half width are rare. */
  shift_jis: {
    length(bytes, at) {
      if (within(bytes[at], 0xa1, 0xdf)) return 1;
      const isLead = within(bytes[at], 0x81, 0x9f) || within(bytes[at], 0xe0, 0xfc);
      return isLead && within(bytes[at + 1], 0x40, 0xfc) && bytes[at + 1] !== 0x7f ? 2 : 0;
    },
    isCommon: (bytes, at, length) => length === 2 && (within(bytes[at], 0x81, 0x83) || within(bytes[at], 0x88, 0x97)),
  },
  /** Cyrillic letters stand beside each other. */
  "windows-1251": {
    length: () => 1,
    isCommon: (bytes, at) => isHighLetter(bytes[at]) && (isHighLetter(bytes[at - 1]) || isHighLetter(bytes[at + 1])),
  },
  /** Letters with accents stand among those without. */
  "windows-1252": {
    length: () => 1,
    isCommon: (bytes, at) => isHighLetter(bytes[at]) && (isLetter(bytes[at - 1]) || isLetter(bytes[at + 1])),
  },
} satisfies Record<string, BytePattern>;

/** Encodings that can be told from each other by how common their characters would be. */
export type KnownEncoding = keyof typeof patterns;

export function judgeBytes(bytes: Uint8Array, encoding: KnownEncoding): ByteJudgement {
  const pattern: BytePattern = patterns[encoding];
  let [characters, common, firstRare, isValid] = [0, 0, -1, true];
  for (let at = 0; at < bytes.length;) {
    if (bytes[at]! < 0x80) {
      at++;
      continue;
    }
    const length = pattern.length(bytes, at);
    characters++;
    if (length === 0) isValid = false;
    else if (pattern.isCommon(bytes, at, length)) common++;
    else if (firstRare < 0) firstRare = at;
    at += Math.max(1, length);
  }
  return { isValid, characters, common, firstRare };
}

/** In which encoding most characters of some lines would be common ones; `undefined` when in none. */
export function guessEncoding(lines: readonly Uint8Array[]): KnownEncoding | undefined {
  let [best, bestShare] = [undefined as KnownEncoding | undefined, 0.5];
  for (const encoding of Object.keys(patterns) as KnownEncoding[]) {
    const judged = lines.map((line) => judgeBytes(line, encoding));
    const total = (pick: (judgement: ByteJudgement) => number) => judged.reduce((sum, each) => sum + pick(each), 0);
    const share = total(({ common }) => common) / total(({ characters }) => characters);
    if (judged.every(({ isValid }) => isValid) && share > bestShare) [best, bestShare] = [encoding, share];
  }
  return best;
}

/** Whether bytes are UTF-8 as decoders take it, without surrogates and longer forms than are needed, and whether a character of three bytes or more is among them: few other texts have. */
export function judgeUtf8(bytes: Uint8Array): { isValid: boolean; isLong: boolean } {
  let isLong = false;
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at]!;
    const length =
      first < 0x80
        ? 1
        : within(first, 0xc2, 0xdf)
          ? 2
          : within(first, 0xe0, 0xef)
            ? 3
            : within(first, 0xf0, 0xf4)
              ? 4
              : 0;
    if (length === 0) return { isValid: false, isLong };
    if (length > 2 && !isSecondByte(first, bytes[at + 1])) return { isValid: false, isLong };
    for (let next = 1; next < length; next++) {
      if (!within(bytes[at + next], 0x80, 0xbf)) return { isValid: false, isLong };
    }
    isLong ||= length > 2;
    at += length;
  }
  return { isValid: true, isLong };
}

/** Not all continuations may follow the first byte of a longer character (Unicode Standard, table 3-7). */
function isSecondByte(first: number, second: number | undefined): boolean {
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  return within(second, low, high);
}

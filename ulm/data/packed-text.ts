/** The text in some bytes of UTF-8. */
export type DecodeBytes = (bytes: Uint8Array, start: number, end: number) => string;

/** What texts are made of when somebody asks for them. */
export interface PackedParts {
  readonly bytes: Uint8Array;
  /** First byte of each text; `missingStart` where it is missing. */
  readonly starts: Uint32Array;
  /** Byte after each text. */
  readonly ends: Uint32Array;
  readonly decode: DecodeBytes;
  /** Row → text, where it is not what the bytes say. */
  readonly unusual: ReadonlyMap<number, string>;
  /** How many are missing. */
  readonly missing: number;
}

/**
 * The texts of a column as they lie in the bytes of their file. They become strings when they are asked for: most columns of a large
 * table never are.
 */
export class PackedText {
  readonly missing: number;
  private readonly parts: PackedParts;

  constructor(parts: PackedParts) {
    this.parts = parts;
    this.missing = parts.missing;
  }

  get length(): number {
    return this.parts.starts.length;
  }

  isMissing(row: number): boolean {
    return this.parts.starts[row] === missingStart;
  }

  /** `undefined` where there is no such row. */
  get(row: number): string | null | undefined {
    const { bytes, starts, ends, decode, unusual } = this.parts;
    if (!(row >= 0 && row < starts.length)) return undefined;
    return this.isMissing(row) ? null : (unusual.get(row) ?? decode(bytes, starts[row]!, ends[row]!));
  }

  /** All texts, missing ones as `null`. */
  toArray(): (string | null)[] {
    return Array.from({ length: this.length }, (_, row) => this.get(row)!);
  }
}

/** No file that is read in one piece has so many bytes. */
export const missingStart = 0xffffffff;

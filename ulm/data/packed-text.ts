/** The text from one byte to before another. */
export type DecodeText = (start: number, end: number) => string;

/** What texts are made of when somebody asks for them. */
export interface PackedParts {
  /** Where each text ends among the bytes of all, which stand one behind another; a missing text has none. */
  readonly ends: Uint32Array;
  readonly decode: DecodeText;
  /** How many are missing. */
  readonly missing: number;
}

/**
 * The texts of a column as bytes, one behind another. They become strings when they are asked for: most columns of a large table
 * never are.
 */
export class PackedText {
  readonly missing: number;
  private readonly ends: Uint32Array;
  private readonly decode: DecodeText;

  constructor({ ends, decode, missing }: PackedParts) {
    this.ends = ends;
    this.decode = decode;
    this.missing = missing;
  }

  get length(): number {
    return this.ends.length;
  }

  isMissing(row: number): boolean {
    return this.ends[row] === this.startOf(row);
  }

  /** `undefined` where there is no such row. */
  get(row: number): string | null | undefined {
    const end = this.ends[row];
    if (end === undefined) return undefined;
    const start = this.startOf(row);
    return start === end ? null : this.decode(start, end);
  }

  /** All texts, missing ones as `null`. */
  toArray(): (string | null)[] {
    return Array.from({ length: this.length }, (_, row) => this.get(row)!);
  }

  private startOf(row: number): number {
    return row === 0 ? 0 : this.ends[row - 1]!;
  }
}

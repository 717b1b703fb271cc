type NumberArray = Float64Array | Uint32Array | Uint8Array;

/** Numbers that arrive in pieces. */
export class GrowingArray<Numbers extends NumberArray> {
  length = 0;
  private readonly Type: new (length: number) => Numbers;
  private numbers: Numbers;

  constructor(Type: new (length: number) => Numbers) {
    this.Type = Type;
    this.numbers = new Type(0);
  }

  /** Makes room for so many altogether. */
  reserve(length: number): void {
    if (length <= this.numbers.length) return;
    const larger = new this.Type(length);
    larger.set(this.numbers.subarray(0, this.length));
    this.numbers = larger;
  }

  /** @returns the place where they stand now */
  append(piece: ArrayLike<number>): Numbers {
    const end = this.length + piece.length;
    if (end > this.numbers.length) this.reserve(Math.max(end, Math.ceil(this.numbers.length * 1.5)));
    this.numbers.set(piece, this.length);
    const place = this.numbers.subarray(this.length, end) as Numbers;
    this.length = end;
    return place;
  }

  /** All of them; shares memory with this. */
  toArray(): Numbers {
    return this.numbers.subarray(0, this.length) as Numbers;
  }
}

import type { Kernels } from "../../../compute/kernels/kernel.ts";

/** In bytes: what is read from a file at once. */
export const windowSize = 1 << 21;
/** Kernels look ahead, and the last line may lack its line feed. */
const spare = 128;
const [lineFeed, carriageReturn] = [10, 13];

/** Puts the next bytes of a file into an array: as many as it holds, fewer only at the end. */
export type ReadInto = (target: Uint8Array) => Promise<number>;

/** Bytes that may hold anything at first. */
export function byteSpace(kernels: Kernels, length: number): Uint8Array {
  const { buffer, byteOffset } = kernels.space(Math.ceil(length / 8));
  return new Uint8Array(buffer, byteOffset, length);
}

/** The part of a file that is being read, where kernels may read it. It ends in a line feed where the file ends. */
export class ByteWindow {
  readonly bytes: Uint8Array;
  /** How many there are. */
  length = 0;
  /** How many have been read from the file. */
  done = 0;
  /** Whether the file ends here. */
  isLast = false;
  private readonly read: ReadInto;

  constructor(kernels: Kernels, read: ReadInto) {
    this.bytes = byteSpace(kernels, windowSize + spare);
    this.read = read;
  }

  async fill(): Promise<void> {
    const free = this.bytes.subarray(this.length, windowSize);
    const read = await this.read(free);
    this.done += read;
    this.length += read;
    this.isLast = read < free.length;
    if (this.isLast && this.length > 0 && this.bytes[this.length - 1] !== lineFeed) this.endLine();
  }

  /** Ends the last line as the others end. */
  private endLine(): void {
    const end = this.bytes.subarray(0, this.length).lastIndexOf(lineFeed);
    if (this.bytes[end - 1] === carriageReturn) this.bytes[this.length++] = carriageReturn;
    this.bytes[this.length++] = lineFeed;
  }

  /** Drops so many bytes at the beginning. */
  drop(count: number): void {
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
  }
}

/** Addresses are multiples of this, a cache line: threads that write to different arrays do not disturb each other. */
const alignment = 64;

interface Gap {
  start: number;
  size: number;
}

/** Gives out and takes back pieces of one linear memory. Knows addresses only, not what is there. */
export class Arena {
  private readonly base: number;
  /** Beyond this all is free. */
  private end: number;
  /** What is free below `end`, by address; never adjacent to each other or to `end`. */
  private gaps: Gap[] = [];
  private readonly sizes = new Map<number, number>();

  constructor(base: number) {
    this.base = align(base);
    this.end = this.base;
  }

  /** Bytes given out. */
  get used(): number {
    return this.end - this.base - this.gaps.reduce((sum, gap) => sum + gap.size, 0);
  }

  /** Where the memory must reach to hold all that is given out. */
  get top(): number {
    return this.end;
  }

  /** The address of `bytes` free bytes: the first gap that holds them, or the end. */
  allocate(bytes: number): number {
    const size = align(Math.max(1, bytes));
    const index = this.gaps.findIndex((gap) => gap.size >= size);
    let address: number;
    if (index >= 0) {
      const gap = this.gaps[index]!;
      address = gap.start;
      gap.start += size;
      gap.size -= size;
      if (gap.size === 0) this.gaps.splice(index, 1);
    } else {
      address = this.end;
      this.end += size;
    }
    this.sizes.set(address, size);
    return address;
  }

  /** Takes back what `allocate` gave. */
  release(address: number): void {
    const size = this.sizes.get(address);
    if (size === undefined) throw new Error(`Nothing was allocated at ${address}.`);
    this.sizes.delete(address);
    const next = this.gaps.findIndex((gap) => gap.start > address);
    const index = next < 0 ? this.gaps.length : next;
    this.gaps.splice(index, 0, { start: address, size });
    this.join(index);
    if (index > 0) this.join(index - 1);
    const last = this.gaps.at(-1)!;
    if (last.start + last.size === this.end) {
      this.end = last.start;
      this.gaps.pop();
    }
  }

  /** Makes one gap of this and the next when they touch. */
  private join(index: number): void {
    const gap = this.gaps[index]!;
    const next = this.gaps[index + 1];
    if (next === undefined || gap.start + gap.size !== next.start) return;
    gap.size += next.size;
    this.gaps.splice(index + 1, 1);
  }
}

function align(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

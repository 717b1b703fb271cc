import type { Kernels } from "../../compute/index.ts";
import { fillLanes, paddedCount } from "../clustering/lanes.ts";
import { kernelLine } from "./kernel-line.ts";

/** So many numbers to look at are worth waking the workers; an exponential counts as `exponentialColumns` of them. */
const worthWorkers = 150_000;
const exponentialColumns = 15;
/** Rows that one thread does at a time. */
const blockRows = 512;

/** Lines of the kernel matrix, as many as there is room for; the one that was not asked for longest gives way. */
export class KernelLineCache {
  /** The lines, `rows` long each. */
  readonly lines: Float64Array;
  /** By position: which line is that of the row there, −1 if none, how many of its values are computed, from the first, and when it was used. */
  readonly slots: Int32Array;
  readonly lengths: Int32Array;
  readonly used: Int32Array;
  private readonly kernels: Kernels;
  private readonly points: Float64Array;
  private readonly lanes: Float64Array;
  private readonly rows: number;
  private readonly columns: number;
  private readonly padded: number;
  private readonly code: number;
  private readonly room: number;
  /** By line: the position of its row. */
  private readonly owners: number[] = [];

  /** @param points rows × columns, where kernels reach them */
  constructor(kernels: Kernels, points: Float64Array, columns: number, code: number, bytes: number) {
    this.kernels = kernels;
    this.points = points;
    this.columns = columns;
    this.rows = points.length / columns;
    this.padded = paddedCount(this.rows);
    this.lanes = kernels.float64(this.padded * columns + 4);
    fillLanes(points, this.lanes, this.rows, this.padded, columns);
    this.code = code;
    // A step needs two lines at the same time.
    this.room = Math.max(2, Math.min(this.rows, Math.floor(bytes / (8 * this.rows))));
    this.lines = kernels.space(this.room * this.rows);
    this.slots = kernels.int32(this.rows).fill(-1);
    this.lengths = kernels.int32(this.rows);
    this.used = kernels.int32(this.rows);
  }

  /** Computes how alike the row at a position is to those at the first `length` positions. */
  compute(position: number, length: number): void {
    const { kernels, points, lanes, columns, padded, code, lengths } = this;
    if (this.slots[position]! < 0) this.takeSlot(position);
    const start = lengths[position]!;
    const work = {
      items: length - start,
      block: blockRows,
      alone: (length - start) * (columns + exponentialColumns) < worthWorkers,
    };
    kernels.runNow(kernelLine, [points, lanes, this.line(position), position, columns, padded, code, start], work);
    lengths[position] = length;
  }

  /** The line of a position if it is computed up to `length`. */
  peek(position: number, length: number): Float64Array | undefined {
    return this.lengths[position]! >= length ? this.line(position) : undefined;
  }

  /** Pairs of rows have changed places, one pair after the other: `firsts` with `seconds`, which come after them. */
  swap(firsts: readonly number[], seconds: readonly number[]): void {
    const { slots, lengths, used, lanes, owners, columns, padded } = this;
    firsts.forEach((first, pair) => {
      const second = seconds[pair]!;
      for (const list of [slots, lengths, used]) swapPlaces(list, first, second);
      for (let column = 0; column < columns; column++) {
        swapPlaces(lanes, column * padded + first, column * padded + second);
      }
      for (const position of [first, second]) if (slots[position]! >= 0) owners[slots[position]!] = position;
    });
    for (const position of owners) this.swapValues(position, firsts, seconds);
  }

  private line(position: number): Float64Array {
    const start = this.slots[position]! * this.rows;
    return this.lines.subarray(start, start + this.rows);
  }

  private takeSlot(position: number): void {
    const { owners, lengths, slots, used } = this;
    let slot = owners.length;
    if (slot === this.room) {
      slot = owners.reduce((old, owner, index) => (used[owner]! < used[owners[old]!]! ? index : old), 0);
      lengths[owners[slot]!] = 0;
      slots[owners[slot]!] = -1;
    }
    slots[position] = slot;
    owners[slot] = position;
  }

  private swapValues(position: number, firsts: readonly number[], seconds: readonly number[]): void {
    const values = this.line(position);
    for (let pair = 0; pair < firsts.length; pair++) {
      const length = this.lengths[position]!;
      const first = firsts[pair]!;
      const second = seconds[pair]!;
      if (length > second) swapPlaces(values, first, second);
      // What has come to the first place is not known; what follows is computed again when it is asked for.
      else if (length > first) this.lengths[position] = first;
    }
  }
}

function swapPlaces(list: Float64Array | Int32Array, first: number, second: number): void {
  const held = list[first]!;
  list[first] = list[second]!;
  list[second] = held;
}

import type { Kernels } from "../../compute/index.ts";
import { kernelLine } from "./kernel-line.ts";

/** So many numbers to look at are worth waking the workers; an exponential counts as `exponentialColumns` of them. */
const worthWorkers = 60_000;
const exponentialColumns = 15;
/** Rows that one thread does at a time. */
const blockRows = 512;

interface Line {
  readonly values: Float64Array;
  position: number;
  /** How many values, from the first, are computed. */
  length: number;
  /** When it was last asked for. */
  used: number;
}

/** Lines of the kernel matrix, as many as there is room for; the one that was not asked for longest gives way. */
export class KernelLineCache {
  private readonly kernels: Kernels;
  private readonly points: Float64Array;
  private readonly rows: number;
  private readonly columns: number;
  private readonly code: number;
  private readonly room: number;
  private readonly lines: Line[] = [];
  /** By position. */
  private readonly at: (Line | undefined)[];
  private clock = 0;

  /** @param points rows × columns, where kernels reach them */
  constructor(kernels: Kernels, points: Float64Array, columns: number, code: number, bytes: number) {
    this.kernels = kernels;
    this.points = points;
    this.columns = columns;
    this.rows = points.length / columns;
    this.code = code;
    // A step needs two lines at the same time.
    this.room = Math.max(2, Math.min(this.rows, Math.floor(bytes / (8 * this.rows))));
    this.at = Array.from({ length: this.rows });
  }

  /** How alike the row at a position is to those at the first `length` positions. Valid until two other lines are asked for. */
  line(position: number, length: number): Float64Array {
    let line = this.at[position];
    if (line === undefined) {
      line = this.roomForLine();
      line.position = position;
      line.length = 0;
      this.at[position] = line;
    }
    line.used = ++this.clock;
    if (line.length < length) {
      this.compute(line, length);
      line.length = length;
    }
    return line.values;
  }

  /** The line of a position if it is here up to `length`, without counting as a use. */
  peek(position: number, length: number): Float64Array | undefined {
    const line = this.at[position];
    return line !== undefined && line.length >= length ? line.values : undefined;
  }

  /** Pairs of rows have changed places, one pair after the other: `firsts` with `seconds`, which come after them. */
  swap(firsts: readonly number[], seconds: readonly number[]): void {
    const { at } = this;
    firsts.forEach((first, pair) => {
      const second = seconds[pair]!;
      const [a, b] = [at[first], at[second]];
      at[first] = b;
      at[second] = a;
      if (a !== undefined) a.position = second;
      if (b !== undefined) b.position = first;
    });
    for (const line of this.lines) swapValues(line, firsts, seconds);
  }

  private compute({ values, position, length: start }: Line, end: number): void {
    const { kernels, points, columns, code } = this;
    if ((end - start) * (columns + exponentialColumns) < worthWorkers) {
      kernels.call(kernelLine, [points, values, position, columns, code, 0], start, end);
    } else {
      const args = [points, values, position, columns, code, start] as const;
      kernels.runNow(kernelLine, args, { items: end - start, block: blockRows });
    }
  }

  private roomForLine(): Line {
    if (this.lines.length < this.room) {
      const line = { values: this.kernels.float64(this.rows), position: -1, length: 0, used: 0 };
      this.lines.push(line);
      return line;
    }
    const oldest = this.lines.reduce((old, line) => (line.used < old.used ? line : old));
    this.at[oldest.position] = undefined;
    return oldest;
  }
}

function swapValues(line: Line, firsts: readonly number[], seconds: readonly number[]): void {
  const { values } = line;
  for (let pair = 0; pair < firsts.length; pair++) {
    const first = firsts[pair]!;
    const second = seconds[pair]!;
    if (line.length > second) {
      const held = values[first]!;
      values[first] = values[second]!;
      values[second] = held;
    } else if (line.length > first) {
      // What has come to the first place is not known; what follows is computed again when it is asked for.
      line.length = first;
    }
  }
}

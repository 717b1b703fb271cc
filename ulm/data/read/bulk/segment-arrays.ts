import type { ColumnType } from "../../cell-value.ts";
import type { Kernels, PerThread } from "../../../compute/kernels/kernel.ts";
import { byteSpace } from "./byte-window.ts";
import type { ByteWindow } from "./byte-window.ts";
import { columnKind, outcomeField, readRows } from "./read-rows.ts";

/** What the texts of a segment may take beyond its size: rows reach over its end, and copies are made of whole blocks. */
const overhang = 1 << 15;

/** How rows are written. */
export interface RowLayout {
  /** Codes of one byte. */
  readonly delimiter: number;
  /** Carriage return when each line ends in both, else line feed. */
  readonly lineEnd: number;
  /** See `encodeMissing`. */
  readonly missing: Uint8Array;
}

/** How much the arrays hold. */
export interface SegmentSizes {
  /** How many segments there may be. */
  readonly segments: number;
  /** Bytes of one, but for the row that reaches over its end. */
  readonly segmentSize: number;
  /** Rows of one. */
  readonly capacity: number;
}

/** Segments of a window, and the arrays in which the kernel leaves what it reads of them. */
export class SegmentArrays {
  /** Where each segment begins, and where the last one ends. */
  readonly bounds: Int32Array;
  /** 1 for segments that surely begin with a row. */
  readonly exact: Int32Array;
  private readonly kernels: Kernels;
  private readonly layout: RowLayout;
  private readonly width: number;
  private readonly textColumns: number;
  private readonly capacity: number;
  private readonly textCapacity: number;
  private readonly missing: Uint8Array;
  private readonly columns: Int32Array;
  private readonly outcomes: Int32Array;
  private readonly numbers: Float64Array;
  private readonly ends: Uint32Array;
  private readonly texts: Uint8Array;
  private readonly places: PerThread<Uint32Array>;

  constructor(kernels: Kernels, types: readonly ColumnType[], layout: RowLayout, sizes: SegmentSizes) {
    const { segments, segmentSize, capacity } = sizes;
    const counts = { texts: 0, others: 0 };
    const place = (type: ColumnType) => [columnKind[type], type === "text" ? counts.texts++ : counts.others++];
    this.columns = kernels.copy(Int32Array.from(types.flatMap(place)));
    this.kernels = kernels;
    this.layout = layout;
    this.width = types.length;
    this.textColumns = counts.texts;
    this.capacity = capacity;
    this.textCapacity = segmentSize + overhang;
    this.bounds = kernels.int32(segments + 1);
    this.exact = kernels.int32(segments);
    this.missing = kernels.copy(layout.missing);
    this.outcomes = kernels.int32(segments * (outcomeField.columns + this.width * outcomeField.perColumn));
    // The kernel writes before anybody reads: to put zeros there first would take as long as a tenth of the work.
    this.numbers = kernels.space(segments * counts.others * capacity);
    const ends = kernels.space(Math.ceil((segments * counts.texts * capacity) / 2));
    this.ends = new Uint32Array(ends.buffer, ends.byteOffset, segments * counts.texts * capacity);
    this.texts = byteSpace(kernels, segments * this.textCapacity);
    this.places = kernels.perThread(() => kernels.uint32(2 * counts.texts * capacity));
  }

  /** Reads the first segments, on all threads. @throws the reason of the task's signal when it is called off */
  readAll(window: ByteWindow, count: number): Promise<void> {
    return this.kernels.run(readRows, this.args(window, this.places), { items: count, block: 1 });
  }

  /** Reads one segment from where a row surely begins. */
  readFrom(window: ByteWindow, index: number, start: number): void {
    this.bounds[index] = start;
    this.exact[index] = 1;
    this.kernels.call(readRows, this.args(window, this.places.arrays[0]!), index, index + 1);
  }

  /** See `outcomeField`. */
  outcome(index: number): Int32Array {
    const size = outcomeField.columns + this.width * outcomeField.perColumn;
    return this.outcomes.subarray(index * size, (index + 1) * size);
  }

  numbersOf(index: number, column: number, rows: number): Float64Array {
    const start = (index * (this.width - this.textColumns) + this.columns[column * 2 + 1]!) * this.capacity;
    return this.numbers.subarray(start, start + rows);
  }

  endsOf(index: number, column: number, rows: number): Uint32Array {
    const start = (index * this.textColumns + this.columns[column * 2 + 1]!) * this.capacity;
    return this.ends.subarray(start, start + rows);
  }

  textsOf(index: number, start: number, end: number): Uint8Array {
    return this.texts.subarray(index * this.textCapacity + start, index * this.textCapacity + end);
  }

  private args<Places>({ bytes, length }: ByteWindow, places: Places) {
    const { bounds, exact, columns, missing, outcomes, numbers, ends, texts, width, textColumns, capacity } = this;
    const { delimiter, lineEnd } = this.layout;
    return [
      ...([bytes, bounds, exact, columns, missing, outcomes, numbers, ends, texts, places] as const),
      ...([length, width, textColumns, delimiter, lineEnd, capacity, this.textCapacity] as const),
    ] as const;
  }
}

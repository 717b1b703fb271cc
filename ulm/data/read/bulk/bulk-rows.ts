import type { Kernels } from "../../../compute/kernels/kernel.ts";
import type { BulkColumn } from "./bulk-column.ts";
import { windowSize } from "./byte-window.ts";
import type { ByteWindow } from "./byte-window.ts";
import { columnField, outcomeField, segmentStatus } from "./read-rows.ts";
import { SegmentArrays } from "./segment-arrays.ts";
import type { RowLayout } from "./segment-arrays.ts";

/** In bytes: what one thread reads at a time. */
const segmentSize = 1 << 16;
const lineFeed = 10;

/** Reads the rows of a file into columns, window by window. */
export class BulkRows {
  isAscii = true;
  private readonly window: ByteWindow;
  private readonly columns: readonly BulkColumn[];
  private readonly arrays: SegmentArrays;
  private readonly isUtf8: (bytes: Uint8Array) => boolean;

  constructor(
    kernels: Kernels,
    window: ByteWindow,
    layout: RowLayout,
    columns: readonly BulkColumn[],
    isUtf8: (bytes: Uint8Array) => boolean,
  ) {
    this.window = window;
    this.columns = columns;
    this.isUtf8 = isUtf8;
    const types = columns.map(({ type }) => type);
    const sizes = { segments: windowSize / segmentSize + 1, segmentSize, capacity: estimateRows(window) };
    this.arrays = new SegmentArrays(kernels, types, layout, sizes);
  }

  /**
   * Reads the rows that the window has whole.
   * @returns where they end; `undefined` when they are not regular, plainly written UTF-8
   */
  async read(start: number): Promise<number | undefined> {
    const { arrays, window } = this;
    const count = Math.ceil((window.length - start) / segmentSize);
    for (let index = 0; index < count; index++) {
      arrays.bounds[index] = start + index * segmentSize;
      arrays.exact[index] = Number(index === 0);
    }
    arrays.bounds[count] = window.length;
    await arrays.readAll(window, count);
    return this.takeAll(count, start);
  }

  /**
   * A segment begins where the one before it ends. Where that is not what it took for its beginning (there are line ends within
   * quotes), and where it was full, it is read once more.
   */
  private takeAll(count: number, start: number): number | undefined {
    const { arrays, window } = this;
    let position = start;
    for (let index = 0; index < count; index++) {
      const outcome = arrays.outcome(index);
      const bound = arrays.bounds[index + 1]!;
      let isRead = outcome[outcomeField.start] === position;
      while (position < bound) {
        if (!isRead) arrays.readFrom(window, index, position);
        const status = outcome[outcomeField.status];
        const end = outcome[outcomeField.end]!;
        if (status === segmentStatus.irregular || !this.take(index)) return undefined;
        if (status === segmentStatus.full && end === position) return undefined;
        position = end;
        if (status === segmentStatus.cut) return position;
        isRead = false;
      }
    }
    return position;
  }

  /** Puts what a segment has read into the columns. @returns whether it is UTF-8 */
  private take(index: number): boolean {
    const { arrays, window } = this;
    const outcome = arrays.outcome(index);
    if (outcome[outcomeField.isAscii] === 0) {
      this.isAscii = false;
      if (!this.isUtf8(window.bytes.subarray(outcome[outcomeField.start], outcome[outcomeField.end]))) return false;
    }
    const rows = outcome[outcomeField.rows]!;
    let textStart = 0;
    this.columns.forEach((column, place) => {
      const noted = outcome.subarray(outcomeField.columns + place * outcomeField.perColumn);
      if (column.type !== "text") {
        column.addNumbers(arrays.numbersOf(index, place, rows), noted[columnField.isNaive] === 1);
        return;
      }
      const textEnd = textStart + noted[columnField.bytes]!;
      column.addTexts(arrays.endsOf(index, place, rows), arrays.textsOf(index, textStart, textEnd), {
        present: noted[columnField.present]!,
        numbers: noted[columnField.numbers]!,
        perhapsNumbers: noted[columnField.perhapsNumbers]!,
        trimmed: noted[columnField.trimmed]!,
      });
      textStart = textEnd;
    });
    return true;
  }
}

/** Rows of a segment, from the length of the first lines; twice as many find a place. */
function estimateRows({ bytes, length }: ByteWindow): number {
  const head = bytes.subarray(0, Math.min(length, segmentSize));
  const lines = head.reduce((count, byte) => count + Number(byte === lineFeed), 1);
  return Math.ceil((segmentSize / head.length) * lines * 2) + 2;
}

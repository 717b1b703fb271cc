import { checkpoint, withKernels } from "../../compute/index.ts";
import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";

/** Numbers in a piece, about: it stays in the cache that all cores share, and its memory is used again by the next. */
const pieceNumbers = 2 ** 19;

/** Consecutive rows where kernels may use them. */
export interface RowPiece {
  /** Has the piece; all that is allocated is released after it. */
  readonly kernels: Kernels;
  /** Room for the rows from `start` to before `end`. */
  readonly points: Float64Array;
  /** Brings some of them, counted from `start`: to be passed to a kernel's run as `prepare`. */
  readonly fetch: (first: number, last: number) => void;
  readonly start: number;
  readonly end: number;
}

/**
 * Gives a task the rows piece by piece, so that the whole never has to be copied; in between interrupts are heard.
 * @param block each piece but the last holds a multiple of so many rows
 * @param type the model, for messages and progress
 * @param mostBlocks in a piece. Default: as the cache allows, and at least four, so that threads can share them
 */
export async function forEachPiece(
  { data, rows, columns }: Matrix,
  block: number,
  type: string,
  task: (piece: RowPiece) => Promise<void>,
  mostBlocks = Infinity,
): Promise<void> {
  const length = block * Math.min(mostBlocks, Math.max(4, Math.ceil(pieceNumbers / columns / block)));
  for (let start = 0; start < rows; start += length) {
    await checkpoint(start, rows, type);
    const end = Math.min(rows, start + length);
    const piece = data.subarray(start * columns, end * columns);
    await withKernels(type, (kernels) => {
      const points = kernels.space(piece.length);
      const fetch = (first: number, last: number) =>
        points.set(piece.subarray(first * columns, last * columns), first * columns);
      return task({ kernels, points, fetch, start, end });
    });
  }
}

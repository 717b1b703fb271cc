import { checkpoint } from "../../compute/index.ts";
import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";

/** Numbers in a piece, about: it stays in the cache that all cores share. */
const pieceNumbers = 2 ** 19;

/** Consecutive rows where kernels may use them. */
export interface RowPiece {
  readonly start: number;
  readonly end: number;
  /** Brings some of them, counted from `start`: to be passed to a kernel's run as `prepare`. */
  readonly fetch: (first: number, last: number) => void;
}

/** The rows of a matrix for kernels, one piece after the other in the same place: the whole never has to be copied. */
export class RowPieces {
  /** How many blocks a piece has, at most. */
  readonly blocks: number;
  /** How many rows it has, at most: a multiple of a block, or all there are. */
  readonly length: number;
  /** Where the rows of a piece are. */
  readonly points: Float64Array;
  private readonly matrix: Matrix;

  /**
   * @param kernels has the place, and has to outlive the pieces
   * @param block each piece but the last holds a multiple of so many rows
   * @param mostBlocks in a piece. Default: as the cache allows, and at least four, so that threads can share them
   */
  constructor(kernels: Kernels, matrix: Matrix, block: number, mostBlocks = Infinity) {
    const { rows, columns } = matrix;
    const wanted = Math.min(mostBlocks, Math.max(4, Math.ceil(pieceNumbers / columns / block)));
    this.blocks = Math.min(wanted, Math.ceil(rows / block));
    this.length = Math.min(rows, this.blocks * block);
    this.points = kernels.space(this.length * columns);
    this.matrix = matrix;
  }

  /** Gives the pieces to a task in turn; in between interrupts are heard. @param type the model, for messages and progress */
  async forEach(type: string, task: (piece: RowPiece) => Promise<void>): Promise<void> {
    const { points } = this;
    const { data, rows, columns } = this.matrix;
    for (let start = 0; start < rows; start += this.length) {
      await checkpoint(start, rows, type);
      const end = Math.min(rows, start + this.length);
      const fetch = (first: number, last: number) =>
        points.set(data.subarray((start + first) * columns, (start + last) * columns), first * columns);
      await task({ start, end, fetch });
    }
  }
}

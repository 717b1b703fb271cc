import type { Features, Labels } from "../../data/index.ts";

/** The rows to learn from and the rows to judge by, each ascending. */
export interface Fold {
  /** To learn from. */
  readonly train: Int32Array;
  /** To judge by. */
  readonly test: Int32Array;
}

/** Something that divides rows into folds. */
export interface Splitter {
  /** @param groups rows that belong together (the same customer), for splitters that keep them together */
  split(X: Features, y?: Labels, groups?: Labels): Fold[];
  /** What `reviveSplitter` makes the same splitter of. Those of the library have it. */
  toJSON?(): SplitterJson;
}

export interface SplitterJson {
  readonly type: string;
  readonly params: object;
}

/** The folds in which row r is judged in fold testFold[r]. */
export function foldsFromAssignment(testFold: ArrayLike<number>, nSplits: number): Fold[] {
  const rows = Int32Array.from({ length: testFold.length }, (_, row) => row);
  return Array.from({ length: nSplits }, (_, fold) => ({
    train: rows.filter((row) => testFold[row] !== fold),
    test: rows.filter((row) => testFold[row] === fold),
  }));
}

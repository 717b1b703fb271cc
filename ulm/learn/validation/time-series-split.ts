import { checkParameters, countRows, orNull, ParameterError, wholeNumber } from "../../data/index.ts";
import type { Features } from "../../data/index.ts";
import type { Fold, Splitter, SplitterJson } from "./fold.ts";

/** What `TimeSeriesSplit` takes, with defaults for all. */
export interface TimeSeriesSplitParams {
  /** Default 5. */
  nSplits?: number;
  /** Rows in each test part. Default: all parts, the first training part included, as equal as possible. */
  testSize?: number | null;
  /** Rows left out between training and test, as many as it takes until outcomes are known. Default 0. */
  gap?: number;
  /** The latest so many rows train. Default all that came before. */
  maxTrainSize?: number | null;
}

/**
 * Learns from the past and tests on what came next, scikit-learn's `TimeSeriesSplit`. Rows must be in the order of time: sort them
 * first (`table.orderBy("date")`).
 */
export class TimeSeriesSplit implements Splitter {
  private readonly params: Required<TimeSeriesSplitParams>;

  constructor(params: TimeSeriesSplitParams = {}) {
    this.params = { nSplits: 5, testSize: null, gap: 0, maxTrainSize: null, ...params };
    checkParameters("TimeSeriesSplit", this.params, {
      nSplits: wholeNumber(2),
      testSize: orNull(wholeNumber(1)),
      gap: wholeNumber(0),
      maxTrainSize: orNull(wholeNumber(1)),
    });
  }

  toJSON(): SplitterJson {
    return { type: "TimeSeriesSplit", params: this.params };
  }

  /** Each fold tests rows later than those it learns from. @throws ParameterError for too few rows */
  split(X: Features): Fold[] {
    const { nSplits, gap, maxTrainSize } = this.params;
    const rows = countRows(X);
    const testSize = this.params.testSize ?? Math.floor(rows / (nSplits + 1));
    const firstTest = rows - nSplits * testSize;
    if (testSize < 1 || firstTest - gap < 1) {
      throw new ParameterError(
        `${rows} rows are too few for ${nSplits} test parts of ${testSize} rows with a gap of ${gap} before each.`,
      );
    }
    return Array.from({ length: nSplits }, (_, split) => {
      const start = firstTest + split * testSize;
      const end = start - gap;
      const train = range(Math.max(0, maxTrainSize === null ? 0 : end - maxTrainSize), end);
      return { train, test: range(start, start + testSize) };
    });
  }
}

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, index) => from + index);
}

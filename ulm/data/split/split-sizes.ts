import { ParameterError } from "../estimator.ts";

/** How many rows train and how many test; a share is rounded up for the test set, scikit-learn's rule. */
export function splitSizes(rows: number, testSize: number): { train: number; test: number } {
  const test = testSize < 1 ? Math.ceil(testSize * rows) : testSize;
  if (!(testSize > 0) || (testSize >= 1 && !Number.isInteger(testSize)) || test >= rows) {
    throw new ParameterError(
      `testSize must be a share between 0 and 1 or a number of rows below ${rows}, so that both parts have rows; it is ${testSize}.`,
    );
  }
  return { train: rows - test, test };
}

import { ParameterError } from "../../data/index.ts";
import type { Label, MatrixLike } from "../../data/index.ts";
import { checkScores } from "./checked-labels.ts";
import { scoreMatrix } from "./score-matrix.ts";
import type { Scores } from "./score-matrix.ts";

/** How far rows of rounded probabilities may be from the sum 1. */
const sumTolerance = 1e-3;

/** Probabilities of the positive class, one for each row, from 0 to 1. @throws ParameterError */
export function checkProbabilities(probabilities: Scores, rows: number, positive?: Label): Float64Array {
  const values = checkScores(probabilities, rows, positive);
  const bad = values.findIndex(isOutside);
  if (bad >= 0) throw new ParameterError(`The probability of row ${bad} is ${values[bad]}, not between 0 and 1.`);
  const matrix = scoreMatrix(probabilities);
  if (matrix !== undefined && matrix.columns > 1) checkRowSums(matrix);
  return values;
}

/** @throws ParameterError unless all are from 0 to 1, and each row has the sum 1 */
export function checkRowSums({ data, rows, columns }: MatrixLike): void {
  for (let row = 0; row < rows; row++) {
    const values = data.subarray(row * columns, (row + 1) * columns);
    const bad = values.find(isOutside);
    if (bad !== undefined) {
      throw new ParameterError(
        `A probability of row ${row} is ${bad}, not between 0 and 1. Are these decision values?`,
      );
    }
    const sum = values.reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) > sumTolerance) {
      throw new ParameterError(`The probabilities of row ${row} sum to ${Number(sum.toPrecision(6))}, not to 1.`);
    }
  }
}

function isOutside(probability: number): boolean {
  return !(probability >= 0 && probability <= 1);
}

import { defineKernel } from "../../compute/index.ts";
import { recordField, rowNumbers } from "./row-records.ts";

/**
 * Gradient and hessian of the loss at what the model says, for each row of one class: half squared error (classCount 1), binary log-loss
 * (2) or multinomial log-loss.
 * @param raw classes × rows; one class for two
 * @param targets values, or class numbers
 * @param records written, in the order of the rows
 * @param sums gradients and hessians for each block of rows; block b holds the rows from b · blockRows on
 */
export const lossGradients = defineKernel(
  "lossGradients",
  (
    raw: Float64Array,
    targets: Float64Array,
    weights: Float64Array,
    records: Float32Array,
    sums: Float64Array,
    blockRows: number,
    rows: number,
    classCount: number,
    own: number,
    start: number,
    end: number,
  ) => {
    const numbers = rowNumbers(records);
    const block = 2 * (start / blockRows);
    sums.fill(0, block, block + 2);
    for (let row = start; row < end; row++) {
      let gradient: number;
      let hessian = 1;
      if (classCount === 1) gradient = raw[row]! - targets[row]!;
      else {
        const probability =
          classCount === 2 ? 1 / (1 + Math.exp(-raw[row]!)) : classProbability(raw, rows, classCount, own, row);
        gradient = probability - (classCount === 2 ? targets[row]! : Number(targets[row] === own));
        hessian = probability * (1 - probability);
      }
      const record = row * recordField.count;
      records[record + recordField.gradient] = weights[row]! * gradient;
      records[record + recordField.hessian] = weights[row]! * hessian;
      numbers[record + recordField.row] = row;
      sums[block]! += records[record + recordField.gradient]!;
      sums[block + 1]! += records[record + recordField.hessian]!;
    }
  },
);

function classProbability(raw: Float64Array, rows: number, classCount: number, own: number, row: number): number {
  let largest = -Infinity;
  for (let k = 0; k < classCount; k++) largest = Math.max(largest, raw[k * rows + row]!);
  let sum = 0;
  for (let k = 0; k < classCount; k++) sum += Math.exp(raw[k * rows + row]! - largest);
  return Math.exp(raw[own * rows + row]! - largest) / sum;
}

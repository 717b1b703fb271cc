import { defineKernel } from "../../compute/index.ts";
import { recordField, rowNumbers } from "./row-records.ts";

/**
 * Adds to what the model says about each row the value of its leaf. Items are places in `records`.
 * @param records the rows of one leaf after those of another
 * @param ends for each leaf the place behind its last row
 * @param values what each leaf says
 * @param raw predictors × rows
 * @param first where those of the predictor begin
 */
export const addLeaves = defineKernel(
  "addLeaves",
  (
    records: Float32Array,
    ends: Int32Array,
    values: Float64Array,
    raw: Float64Array,
    first: number,
    start: number,
    end: number,
  ) => {
    const numbers = rowNumbers(records);
    let leaf = 0;
    for (let place = start; place < end; place++) {
      while (place >= ends[leaf]!) leaf++;
      raw[first + numbers[place * recordField.count + recordField.row]!]! += values[leaf]!;
    }
  },
);

import { defineKernel } from "../../compute/index.ts";
import { recordField, rowNumbers } from "./row-records.ts";

/**
 * Moves the rows of a node that go left before those that go right; both keep their order. Items are places in `records`: those of the
 * node, in one block.
 * @param bins see `firstBin`
 * @param records see `recordField`
 * @param spare as long as `records`; overwritten
 * @param sides for each of the 256 bins 1 when its rows go left, else 0
 * @param middle becomes where the right side begins
 * @param first where the bins of the split column begin
 */
export const divideRows = defineKernel(
  "divideRows",
  (
    bins: Uint8Array,
    records: Float32Array,
    spare: Float32Array,
    sides: Uint8Array,
    middle: Int32Array,
    first: number,
    start: number,
    end: number,
  ) => {
    const width = recordField.count;
    const words = rowNumbers(records);
    const spareWords = rowNumbers(spare);
    let left = start;
    let right = 0;
    for (let place = start; place < end; place++) {
      const record = words.subarray(place * width, (place + 1) * width);
      if (sides[bins[first + 2 * record[recordField.row]!]!] === 1) words.set(record, width * left++);
      else spareWords.set(record, width * right++);
    }
    words.set(spareWords.subarray(0, width * right), width * left);
    middle[0] = left;
  },
);

import { defineKernel } from "../../compute/index.ts";
import { recordField, rowNumbers } from "./row-records.ts";

/**
 * Divides the two halves of a node's rows, each on its own: what goes left is gathered at the beginning of the first half, what goes right
 * at the end of the second, and the rest is put aside for `joinSides`. (Each row is written to both places, and stays at one: the kernel
 * has no branch to guess.) Items are the halves.
 * @param bins see `firstBin`
 * @param records see `recordField`
 * @param spare as long as `records`; written at the node's places
 * @param sides for each of the 256 bins 1 when its rows go left, else 0
 * @param ends becomes where the gap between the two begins and ends
 * @param first where the bins of the split column begin
 * @param from where the node's rows begin, and `to` where they end
 */
export const divideRows = defineKernel(
  "divideRows",
  (
    bins: Uint8Array,
    records: Float32Array,
    spare: Float32Array,
    sides: Uint8Array,
    ends: Int32Array,
    first: number,
    from: number,
    to: number,
    start: number,
    end: number,
  ) => {
    const words = rowNumbers(records);
    const spareWords = rowNumbers(spare);
    const goesLeft = (place: number) => sides[bins[first + 2 * words[place * width + recordField.row]!]!] === 1;
    const move = (place: number, target: Int32Array, at: number) =>
      target.set(words.subarray(place * width, (place + 1) * width), at * width);
    const middle = middleOf(from, to);
    if (start === 0) {
      let left = from;
      let right = from;
      for (let place = from; place < middle; place++) {
        const isLeft = goesLeft(place);
        move(place, words, left);
        move(place, spareWords, right);
        if (isLeft) left++;
        else right++;
      }
      ends[0] = left;
    }
    if (end === 2) {
      let left = to;
      let right = to;
      for (let place = to - 1; place >= middle; place--) {
        const isLeft = goesLeft(place);
        move(place, spareWords, left - 1);
        move(place, words, right - 1);
        if (isLeft) left--;
        else right--;
      }
      ends[1] = right;
    }
  },
);

/**
 * Fills the gap that `divideRows` leaves: now those that go left stand before those that go right, and both have kept their order. Items
 * are the sides.
 */
export const joinSides = defineKernel(
  "joinSides",
  (
    records: Float32Array,
    spare: Float32Array,
    ends: Int32Array,
    from: number,
    to: number,
    start: number,
    end: number,
  ) => {
    const words = rowNumbers(records);
    const spareWords = rowNumbers(spare);
    const border = borderOf(ends, from, to);
    const middle = middleOf(from, to);
    if (start === 0) words.set(spareWords.subarray((to - ends[1]! + middle) * width, to * width), ends[0]! * width);
    if (end === 2) words.set(spareWords.subarray(from * width, (from + middle - ends[0]!) * width), border * width);
  },
);

/** Where the right side begins once the sides are joined. */
export function borderOf(ends: Int32Array, from: number, to: number): number {
  return ends[0]! + ends[1]! - middleOf(from, to);
}

function middleOf(from: number, to: number): number {
  return from + ((to - from) >> 1);
}

const width = recordField.count;

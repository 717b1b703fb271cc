import { defineKernel } from "../../compute/index.ts";
import { binsOfColumn, NodeSearch, searchField, splitField } from "./node-search.ts";
import { firstBin } from "./place-in-bins.ts";
import { recordField, rowNumbers } from "./row-records.ts";

/**
 * Builds the histograms of a node's columns and finds the best split of each; likewise of its sibling, whose histograms are what is left
 * of their parent's. Items are pairs of columns.
 * @param bins see `firstBin`
 * @param records see `recordField`
 * @param binCounts for each column its bins, that of missing values not counted
 * @param flags for each column: see `columnFlag`
 * @param ownSums columns × 256 × (gradients, hessians) of the node; written. An odd number of columns needs room for one more
 * @param ownCounts columns × 256 rows; written unless `knowsCounts` is 1
 * @param otherSums of the parent; of the sibling afterwards
 * @param otherCounts likewise
 * @param searches twice `searchField`: the node and its sibling. A node of 0 rows is not searched
 * @param splits two × columns × `splitField`; written
 * @param sets two × columns × 8: the categories that go left; written
 * @param scratch of `expandScratchBytes`; the kernel's working memory, of which the twin has its own
 * @param from where the node's rows begin in `records`, and `to` where they end
 */
export const expandNode = defineKernel(
  "expandNode",
  (
    bins: Uint8Array,
    records: Float32Array,
    binCounts: Int32Array,
    flags: Uint8Array,
    ownSums: Float64Array,
    ownCounts: Int32Array,
    otherSums: Float64Array,
    otherCounts: Int32Array,
    searches: Float64Array,
    splits: Float64Array,
    sets: Uint32Array,
    _scratch: Uint8Array,
    rows: number,
    columns: number,
    from: number,
    to: number,
    hasSibling: number,
    knowsCounts: number,
    minSamplesLeaf: number,
    l2: number,
    start: number,
    end: number,
  ) => {
    const search = new NodeSearch({ minSamplesLeaf, l2, flags, binCounts });
    const numbers = rowNumbers(records);
    for (let column = 2 * start; column < 2 * end; column++) {
      const own = histogramOf(column, ownSums, ownCounts);
      const rest = histogramOf(column, otherSums, otherCounts);
      const first = firstBin(column, rows);
      own.sums.fill(0);
      if (knowsCounts === 0) own.counts.fill(0);
      for (let place = from; place < to; place++) {
        const record = place * recordField.count;
        const bin = bins[first + 2 * numbers[record + recordField.row]!]!;
        own.sums[2 * bin]! += records[record + recordField.gradient]!;
        own.sums[2 * bin + 1]! += records[record + recordField.hessian]!;
        if (knowsCounts === 0) own.counts[bin]!++;
      }
      if (hasSibling === 1) takeOff(rest, own);
      // The last pair may have one column only.
      if (column === columns) break;
      for (let side = 0; side <= hasSibling; side++) {
        const node = searches.subarray(side * searchField.count, (side + 1) * searchField.count);
        const place = side * columns + column;
        const split = splits.subarray(place * splitField.count, (place + 1) * splitField.count);
        const set = sets.subarray(place * 8, (place + 1) * 8);
        const { sums, counts } = side === 0 ? own : rest;
        if (node[searchField.rows] === 0) split[splitField.gain] = -1;
        else search.find(column, node, sums, counts, split, set);
      }
    }
  },
);

/** ulm/compute/assembly/shared/node-search.ts lays it out. */
export const expandScratchBytes = 256 * 9 + 72;

interface Histogram {
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

function histogramOf(column: number, sums: Float64Array, counts: Int32Array): Histogram {
  const first = column * binsOfColumn;
  const end = first + binsOfColumn;
  return { sums: sums.subarray(2 * first, 2 * end), counts: counts.subarray(first, end) };
}

/** Bins without rows hold nothing, not even a rounding error. */
function takeOff(rest: Histogram, own: Histogram): void {
  for (let bin = 0; bin < binsOfColumn; bin++) {
    rest.counts[bin]! -= own.counts[bin]!;
    for (const index of [2 * bin, 2 * bin + 1]) {
      rest.sums[index] = rest.counts[bin] === 0 ? 0 : rest.sums[index]! - own.sums[index]!;
    }
  }
}

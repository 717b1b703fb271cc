import { defineKernel } from "../../compute/index.ts";
import { binsOfColumn, NodeSearch, searchField, splitField } from "./node-search.ts";

/**
 * Builds the histograms of a node's columns and finds the best split of each; likewise of its sibling, whose histograms are what is left
 * of their parent's. Items are columns.
 * @param bins column-major
 * @param order rows as they stand in nodes
 * @param pairs gradient and hessian of each row, in that order
 * @param binCounts for each column its bins, that of missing values not counted
 * @param flags for each column: see `columnFlag`
 * @param ownSums columns × 256 × (gradients, hessians) of the node; written
 * @param ownCounts columns × 256 rows
 * @param otherSums of the parent; of the sibling afterwards
 * @param otherCounts likewise
 * @param searches twice `searchField`: the node and its sibling. A node of 0 rows is not searched
 * @param splits two × columns × `splitField`; written
 * @param sets two × columns × 8: the categories that go left; written
 * @param scratch of `expandScratchBytes`; the kernel's working memory, of which the twin has its own
 * @param from where the node's rows begin in `order`, and `to` where they end
 */
export const expandNode = defineKernel(
  "expandNode",
  (
    bins: Uint8Array,
    order: Int32Array,
    pairs: Float32Array,
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
    minSamplesLeaf: number,
    l2: number,
    start: number,
    end: number,
  ) => {
    const search = new NodeSearch({ minSamplesLeaf, l2, flags, binCounts });
    for (let column = start; column < end; column++) {
      const first = column * binsOfColumn;
      const sums = ownSums.subarray(2 * first, 2 * (first + binsOfColumn));
      const counts = ownCounts.subarray(first, first + binsOfColumn);
      sums.fill(0);
      counts.fill(0);
      for (let index = from; index < to; index++) {
        const bin = bins[column * rows + order[index]!]!;
        sums[2 * bin]! += pairs[2 * index]!;
        sums[2 * bin + 1]! += pairs[2 * index + 1]!;
        counts[bin]!++;
      }
      const rest = otherSums.subarray(2 * first, 2 * (first + binsOfColumn));
      const restCounts = otherCounts.subarray(first, first + binsOfColumn);
      if (hasSibling === 1) {
        for (let index = 0; index < rest.length; index++) rest[index]! -= sums[index]!;
        for (let bin = 0; bin < binsOfColumn; bin++) restCounts[bin]! -= counts[bin]!;
      }
      for (let side = 0; side <= hasSibling; side++) {
        const node = searches.subarray(side * searchField.count, (side + 1) * searchField.count);
        const place = side * columns + column;
        const split = splits.subarray(place * splitField.count, (place + 1) * splitField.count);
        const set = sets.subarray(place * 8, (place + 1) * 8);
        if (node[searchField.rows] === 0) split[splitField.gain] = -1;
        else search.find(column, node, side === 0 ? sums : rest, side === 0 ? counts : restCounts, split, set);
      }
    }
  },
);

export const expandScratchBytes = 256 * 9;

/**
 * Moves the rows of a node that go left before those that go right, keeping their order, and their pairs with them. Items are the
 * node's rows, in one block.
 * @param spare as long as `order`, and `sparePairs` as `pairs`; overwritten
 * @param set the bins that go left when the split is one of categories, else empty
 * @param middle becomes where the right side begins
 * @param base where the bins of the split column begin
 * @param from where the node's rows begin
 */
export const divideRows = defineKernel(
  "divideRows",
  (
    bins: Uint8Array,
    order: Int32Array,
    pairs: Float32Array,
    spare: Int32Array,
    sparePairs: Float32Array,
    set: Uint32Array,
    middle: Int32Array,
    base: number,
    bin: number,
    missingLeft: number,
    isCategorical: number,
    from: number,
    start: number,
    end: number,
  ) => {
    let left = from + start;
    let right = 0;
    for (let index = from + start; index < from + end; index++) {
      const row = order[index]!;
      const own = bins[base + row]!;
      const inSet = ((set[own >>> 5]! >>> (own & 31)) & 1) === 1;
      const goesLeft = isCategorical === 1 ? inSet : own === 255 ? missingLeft === 1 : own <= bin;
      if (goesLeft) {
        order[left] = row;
        pairs[2 * left] = pairs[2 * index]!;
        pairs[2 * left + 1] = pairs[2 * index + 1]!;
        left++;
      } else {
        spare[right] = row;
        sparePairs[2 * right] = pairs[2 * index]!;
        sparePairs[2 * right + 1] = pairs[2 * index + 1]!;
        right++;
      }
    }
    order.set(spare.subarray(0, right), left);
    pairs.set(sparePairs.subarray(0, 2 * right), 2 * left);
    middle[0] = left;
  },
);

/**
 * Gradient and hessian of the loss at what the model says, for each row of one class: half squared error (classCount 1), binary log-loss
 * (2) or multinomial log-loss. They have 32 bits, so that 64 bits add them up exactly: a bin of the larger sibling that has no
 * rows is then exactly 0, and not a remainder that would decide between thresholds which part the same rows.
 * @param raw classes × rows; one class for two
 * @param targets values, or class numbers
 * @param pairs written, in the order of the rows
 */
export const lossGradients = defineKernel(
  "lossGradients",
  (
    raw: Float64Array,
    targets: Float64Array,
    weights: Float64Array,
    pairs: Float32Array,
    order: Int32Array,
    rows: number,
    classCount: number,
    own: number,
    start: number,
    end: number,
  ) => {
    for (let row = start; row < end; row++) {
      order[row] = row;
      const weight = weights[row]!;
      if (classCount === 1) {
        pairs[2 * row] = weight * (raw[row]! - targets[row]!);
        pairs[2 * row + 1] = weight;
        continue;
      }
      let probability: number;
      if (classCount === 2) {
        probability = 1 / (1 + Math.exp(-raw[row]!));
        pairs[2 * row] = weight * (probability - targets[row]!);
      } else {
        let largest = -Infinity;
        for (let k = 0; k < classCount; k++) largest = Math.max(largest, raw[k * rows + row]!);
        let sum = 0;
        for (let k = 0; k < classCount; k++) sum += Math.exp(raw[k * rows + row]! - largest);
        probability = Math.exp(raw[own * rows + row]! - largest) / sum;
        pairs[2 * row] = weight * (probability - Number(targets[row] === own));
      }
      pairs[2 * row + 1] = weight * (probability * (1 - probability));
    }
  },
);

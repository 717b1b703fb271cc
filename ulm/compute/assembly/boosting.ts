// Twins: ulm/learn/boosting/boosting-kernels.ts and node-search.ts. Each thread has variables of its own.

const histogramBins: usize = 256;
const missing = 255;
const leastHessian: f64 = 1e-3;
const leastSupport: f64 = 10;
/** Numbers of eight bytes for each searched node and for each split: see `searchField` and `splitField`. */
const searchBytes: usize = 48;
const splitBytes: usize = 48;

// The rules.
let fewestRows: f64 = 0;
let l2: f64 = 0;

// The node and the column at hand.
let node: usize = 0;
let flags: i32 = 0;
let sums: usize = 0;
let counts: usize = 0;

// The bins of supported categories, one byte each, in the order of their values.
let used: usize = 0;
let usedValues: usize = 0;

// The left side, and the best one so far.
let gradients: f64 = 0;
let hessians: f64 = 0;
let rowsLeft: f64 = 0;
let best: usize = 0;

export function expandNode(
  bins: usize,
  order: usize,
  pairs: usize,
  binCounts: usize,
  columnFlags: usize,
  ownSums: usize,
  ownCounts: usize,
  otherSums: usize,
  otherCounts: usize,
  searches: usize,
  splits: usize,
  sets: usize,
  scratch: usize,
  rows: i32,
  columns: i32,
  from: i32,
  to: i32,
  hasSibling: i32,
  minSamplesLeaf: i32,
  regularisation: f64,
  start: i32,
  end: i32,
): void {
  usedValues = scratch;
  used = scratch + 2048;
  fewestRows = <f64>minSamplesLeaf;
  l2 = regularisation;
  for (let column = start; column < end; column++) {
    const firstBin = <usize>column * histogramBins;
    const sumsHere = ownSums + (firstBin << 4);
    const countsHere = ownCounts + (firstBin << 2);
    const restSums = otherSums + (firstBin << 4);
    const restCounts = otherCounts + (firstBin << 2);
    memory.fill(sumsHere, 0, histogramBins << 4);
    memory.fill(countsHere, 0, histogramBins << 2);
    fillHistogram(bins + <usize>column * <usize>rows, order, pairs, sumsHere, countsHere, from, to);
    if (hasSibling == 1) {
      for (let offset: usize = 0; offset < histogramBins << 4; offset += 16) {
        v128.store(restSums + offset, f64x2.sub(v128.load(restSums + offset), v128.load(sumsHere + offset)));
      }
      for (let offset: usize = 0; offset < histogramBins << 2; offset += 16) {
        v128.store(restCounts + offset, i32x4.sub(v128.load(restCounts + offset), v128.load(countsHere + offset)));
      }
    }
    for (let side = 0; side <= hasSibling; side++) {
      node = searches + <usize>side * searchBytes;
      const place = <usize>(side * columns + column);
      best = splits + place * splitBytes;
      sums = side == 0 ? sumsHere : restSums;
      counts = side == 0 ? countsHere : restCounts;
      if (load<f64>(node) == 0) store<f64>(best, -1);
      else findSplit(column, load<i32>(binCounts + ((<usize>column) << 2)), columnFlags, sets + (place << 5));
    }
  }
}

function fillHistogram(
  column: usize,
  order: usize,
  pairs: usize,
  sumsHere: usize,
  countsHere: usize,
  from: i32,
  to: i32,
): void {
  let pair = pairs + ((<usize>from) << 3);
  const stop = order + ((<usize>to) << 2);
  for (let place = order + ((<usize>from) << 2); place < stop; place += 4) {
    const bin = <usize>load<u8>(column + <usize>load<i32>(place));
    const sum = sumsHere + (bin << 4);
    const count = countsHere + (bin << 2);
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.promote_low_f32x4(v128.load64_zero(pair))));
    store<i32>(count, load<i32>(count) + 1);
    pair += 8;
  }
}

function findSplit(column: i32, bins: i32, columnFlags: usize, set: usize): void {
  flags = <i32>load<u8>(columnFlags + <usize>column);
  memory.fill(best, 0, splitBytes);
  store<f64>(best, -1);
  const hasMissing = (flags & 1) != 0;
  if ((flags & 2) != 0) {
    scanCategories(bins, hasMissing, set);
    return;
  }
  startLeft(0, 0, 0);
  scanNumbers(0, bins - 1 + <i32>hasMissing, 1, 0);
  if (!hasMissing) return;
  startLeft(load<f64>(node, 8), load<f64>(node, 16), load<f64>(node));
  scanNumbers(bins - 1, 0, -1, 1);
}

/**
 * Moves bins to the left side one after the other, or away from it, and notes the best split on the way. All that is known of the node
 * is kept in locals: this is where small data spend their time.
 */
function scanNumbers(first: i32, end: i32, step: i32, missingLeft: i32): void {
  const nodeRows = load<f64>(node);
  const nodeGradients = load<f64>(node, 8);
  const nodeHessians = load<f64>(node, 16);
  const loss = nodeGradients * load<f64>(node, 24);
  const lower = load<f64>(node, 32);
  const upper = load<f64>(node, 40);
  const mayOnlyRise = (flags & 4) != 0;
  const mayOnlyFall = (flags & 8) != 0;
  const sign = <f64>step;
  let leftGradients = gradients;
  let leftHessians = hessians;
  let leftRows = rowsLeft;
  let bestGain = load<f64>(best);
  for (let bin = first; bin != end; bin += step) {
    const count = load<i32>(counts + ((<usize>bin) << 2));
    if (count == 0) continue;
    const sum = sums + ((<usize>bin) << 4);
    leftGradients += sign * load<f64>(sum);
    leftHessians += sign * load<f64>(sum, 8);
    leftRows += sign * <f64>count;
    const rightHessians = nodeHessians - leftHessians;
    if (leftRows < fewestRows || nodeRows - leftRows < fewestRows) continue;
    if (leftHessians < leastHessian || rightHessians < leastHessian) continue;
    const rightGradients = nodeGradients - leftGradients;
    const left = nodeValue(leftGradients, leftHessians, lower, upper);
    const right = nodeValue(rightGradients, rightHessians, lower, upper);
    if ((mayOnlyRise && left > right) || (mayOnlyFall && left < right)) continue;
    const gain = loss - leftGradients * left - rightGradients * right;
    if (!(gain > 0 && gain > bestGain)) continue;
    bestGain = gain;
    gradients = leftGradients;
    hessians = leftHessians;
    rowsLeft = leftRows;
    store<f64>(best, gain);
    // Downwards, the bin that was taken away is the first one on the right.
    note(step > 0 ? bin : bin - 1, missingLeft);
  }
}

function scanCategories(bins: i32, hasMissing: bool, set: usize): void {
  memory.fill(set, 0, 32);
  const usedCount = sortCategories(bins, hasMissing);
  if (usedCount < 2) return;
  let last = -1;
  let isDownwards = false;
  for (let direction = 0; direction < 2; direction++) {
    const middle = ((usedCount + 1) >> 1) - direction;
    startLeft(0, 0, 0);
    for (let index = 0; index < middle; index++) {
      moveLeft(usedBin(direction == 1 ? usedCount - 1 - index : index), 1);
      if (!isLargeEnough() || !tryLeft()) continue;
      note(0, 0);
      last = index;
      isDownwards = direction == 1;
    }
  }
  for (let index = 0; index <= last; index++) {
    const bin = usedBin(isDownwards ? usedCount - 1 - index : index);
    const word = set + ((<usize>(bin >> 5)) << 2);
    store<u32>(word, load<u32>(word) | ((<u32>1) << (bin & 31)));
  }
  store<f64>(best, <f64>(load<u32>(set, 28) >> 31), 16);
}

function usedBin(index: i32): i32 {
  return <i32>load<u8>(used + <usize>index);
}

/** By insertion: equal values keep their order. */
function sortCategories(bins: i32, hasMissing: bool): i32 {
  const supportOfHessian = load<f64>(node) / load<f64>(node, 16);
  let usedCount = 0;
  const stop = bins + <i32>hasMissing;
  for (let index = 0; index < stop; index++) {
    const bin = index == bins ? missing : index;
    const sum = sums + ((<usize>bin) << 4);
    if (!(load<f64>(sum, 8) * supportOfHessian >= leastSupport)) continue;
    const value = load<f64>(sum) / (load<f64>(sum, 8) + leastSupport);
    let hole = usedCount;
    while (hole > 0 && load<f64>(usedValues + ((<usize>(hole - 1)) << 3)) > value) {
      store<f64>(usedValues + ((<usize>hole) << 3), load<f64>(usedValues + ((<usize>(hole - 1)) << 3)));
      store<u8>(used + <usize>hole, load<u8>(used + <usize>(hole - 1)));
      hole--;
    }
    store<f64>(usedValues + ((<usize>hole) << 3), value);
    store<u8>(used + <usize>hole, <u8>bin);
    usedCount++;
  }
  return usedCount;
}

function startLeft(ownGradients: f64, ownHessians: f64, ownRows: f64): void {
  gradients = ownGradients;
  hessians = ownHessians;
  rowsLeft = ownRows;
}

function moveLeft(bin: i32, sign: f64): void {
  const sum = sums + ((<usize>bin) << 4);
  gradients += sign * load<f64>(sum);
  hessians += sign * load<f64>(sum, 8);
  rowsLeft += sign * <f64>load<i32>(counts + ((<usize>bin) << 2));
}

function isLargeEnough(): bool {
  return (
    rowsLeft >= fewestRows &&
    load<f64>(node) - rowsLeft >= fewestRows &&
    hessians >= leastHessian &&
    load<f64>(node, 16) - hessians >= leastHessian
  );
}

function tryLeft(): bool {
  const otherGradients = load<f64>(node, 8) - gradients;
  const lower = load<f64>(node, 32);
  const upper = load<f64>(node, 40);
  const left = nodeValue(gradients, hessians, lower, upper);
  const right = nodeValue(otherGradients, load<f64>(node, 16) - hessians, lower, upper);
  if ((flags & 4) != 0 && left > right) return false;
  if ((flags & 8) != 0 && left < right) return false;
  const gain = load<f64>(node, 8) * load<f64>(node, 24) - gradients * left - otherGradients * right;
  if (!(gain > 0 && gain > load<f64>(best))) return false;
  store<f64>(best, gain);
  return true;
}

function note(bin: i32, missingLeft: i32): void {
  store<f64>(best, <f64>bin, 8);
  store<f64>(best, <f64>missingLeft, 16);
  store<f64>(best, gradients, 24);
  store<f64>(best, hessians, 32);
  store<f64>(best, rowsLeft, 40);
}

function nodeValue(ownGradients: f64, ownHessians: f64, lower: f64, upper: f64): f64 {
  const value = -ownGradients / (ownHessians + l2 + 1e-15);
  return value < lower ? lower : value > upper ? upper : value;
}

export function divideRows(
  bins: usize,
  order: usize,
  pairs: usize,
  spare: usize,
  sparePairs: usize,
  set: usize,
  middle: usize,
  base: f64,
  bin: i32,
  missingLeft: i32,
  isCategorical: i32,
  from: i32,
  start: i32,
  end: i32,
): void {
  const column = bins + <usize>base;
  let left = from + start;
  let right: usize = 0;
  for (let index = from + start; index < from + end; index++) {
    const row = load<i32>(order + ((<usize>index) << 2));
    const own = <i32>load<u8>(column + <usize>row);
    const pair = load<u64>(pairs + ((<usize>index) << 3));
    const goesLeft =
      isCategorical == 1
        ? ((load<u32>(set + ((<usize>(own >> 5)) << 2)) >> (own & 31)) & 1) == 1
        : own == missing
          ? missingLeft == 1
          : own <= bin;
    if (goesLeft) {
      store<i32>(order + ((<usize>left) << 2), row);
      store<u64>(pairs + ((<usize>left) << 3), pair);
      left++;
    } else {
      store<i32>(spare + (right << 2), row);
      store<u64>(sparePairs + (right << 3), pair);
      right++;
    }
  }
  memory.copy(order + ((<usize>left) << 2), spare, right << 2);
  memory.copy(pairs + ((<usize>left) << 3), sparePairs, right << 3);
  store<i32>(middle, left);
}

export function lossGradients(
  raw: usize,
  targets: usize,
  weights: usize,
  pairs: usize,
  order: usize,
  rows: i32,
  classCount: i32,
  own: i32,
  start: i32,
  end: i32,
): void {
  for (let row = start; row < end; row++) {
    const place = (<usize>row) << 3;
    const pair = pairs + place;
    store<i32>(order + ((<usize>row) << 2), row);
    const weight = load<f64>(weights + place);
    const target = load<f64>(targets + place);
    if (classCount == 1) {
      store<f32>(pair, <f32>(weight * (load<f64>(raw + place) - target)));
      store<f32>(pair, <f32>weight, 4);
      continue;
    }
    let probability: f64;
    if (classCount == 2) {
      probability = 1 / (1 + Math.exp(-load<f64>(raw + place)));
      store<f32>(pair, <f32>(weight * (probability - target)));
    } else {
      const step = (<usize>rows) << 3;
      let largest = -Infinity;
      for (let k: usize = 0; k < <usize>classCount; k++) largest = max(largest, load<f64>(raw + k * step + place));
      let sum: f64 = 0;
      for (let k: usize = 0; k < <usize>classCount; k++) sum += Math.exp(load<f64>(raw + k * step + place) - largest);
      probability = Math.exp(load<f64>(raw + <usize>own * step + place) - largest) / sum;
      store<f32>(pair, <f32>(weight * (probability - (target == <f64>own ? 1 : 0))));
    }
    store<f32>(pair, <f32>(weight * (probability * (1 - probability))), 4);
  }
}

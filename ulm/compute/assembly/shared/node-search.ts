// Twin: ulm/learn/boosting/node-search.ts. Each thread has variables of its own: the rules, and the node and the column at hand.

export const missing = 255;
const leastHessian: f64 = 1e-3;
const leastSupport: f64 = 10;
/** Numbers of eight bytes for each searched node and for each split: see `searchField` and `splitField`. */
export const searchBytes: usize = 48;
export const splitBytes: usize = 48;

let fewestRows: i32 = 0;
let l2: f64 = 0;

let node: usize = 0;
let nodeRows: i32 = 0;
let flags: i32 = 0;
let sums: usize = 0;
let counts: usize = 0;
/** The best split so far. */
let best: usize = 0;

// The bins of supported categories, one byte each, in the order of their values.
let usedValues: usize = 0;
let used: usize = 0;

/**
 * What values are damped by and must not fall below or exceed, twice each. The loop loads it before it starts: what could be computed
 * again, the compilers compute again in each round.
 */
let limits: usize = 0;

/** @param scratch room for the values and the bins of 256 categories, and for the limits */
export function setRules(minSamplesLeaf: i32, regularisation: f64, scratch: usize): void {
  fewestRows = minSamplesLeaf;
  l2 = regularisation;
  usedValues = scratch;
  used = scratch + 2048;
  limits = scratch + 2304;
}

/** Finds the best split by one column. @param set the categories that go left, one bit for each bin; written for categorical columns */
export function findSplit(
  nodeAt: usize,
  columnFlags: i32,
  bins: i32,
  sumsAt: usize,
  countsAt: usize,
  split: usize,
  set: usize,
): void {
  node = nodeAt;
  nodeRows = <i32>load<f64>(node);
  flags = columnFlags;
  sums = sumsAt;
  counts = countsAt;
  best = split;
  memory.fill(best, 0, splitBytes);
  store<f64>(best, -1);
  v128.store(limits, f64x2.splat(l2));
  v128.store(limits, f64x2.splat(1e-15), 16);
  v128.store(limits, f64x2.splat(-load<f64>(node, 40)), 32);
  v128.store(limits, f64x2.splat(-load<f64>(node, 32)), 48);
  store<f64>(limits, load<f64>(node, 8) * load<f64>(node, 24), 64);
  const hasMissing = (flags & 1) != 0;
  if ((flags & 2) != 0) {
    scanCategories(bins, hasMissing, set);
    return;
  }
  scanNumbers(0, bins - 1 + <i32>hasMissing, 1);
  if (hasMissing) scanNumbers(bins - 1, 0, -1);
}

/**
 * Moves bins from one side to the other, from below to the left (missing values are on the right) or from above to the right (missing
 * values are on the left), and notes the best split on the way. Two lanes hold gradients and hessians, or what belongs to the side that
 * grows and to the other one. Small data spend most of their time here; so values have the opposite sign, which costs nothing.
 */
function scanNumbers(first: i32, end: i32, step: i32): void {
  const isUpwards = step > 0;
  const nodeSums = v128.load(node, 8);
  const ridge = v128.load(limits);
  const tiny = v128.load(limits, 16);
  const lower = v128.load(limits, 32);
  const upper = v128.load(limits, 48);
  const loss = load<f64>(limits, 64);
  let bestGain = max(0, load<f64>(best));
  let side = f64x2.splat(0);
  let sideRows = 0;
  let sum = sums + ((<usize>first) << 4);
  let count = counts + ((<usize>first) << 2);
  const sumStep = step << 4;
  const countStep = step << 2;
  for (let bin = first; bin != end; bin += step) {
    side = f64x2.add(side, v128.load(sum));
    sideRows += load<i32>(count);
    sum += sumStep;
    count += countStep;
    if (sideRows < fewestRows) continue;
    if (nodeRows - sideRows < fewestRows) break;
    const other = f64x2.sub(nodeSums, side);
    const gradients = v128.shuffle<f64>(side, other, 0, 2);
    const hessians = v128.shuffle<f64>(side, other, 1, 3);
    const damped = f64x2.add(f64x2.add(hessians, ridge), tiny);
    const values = f64x2.pmin(f64x2.pmax(f64x2.div(gradients, damped), lower), upper);
    const gains = f64x2.mul(gradients, values);
    const own = f64x2.extract_lane(gains, 0);
    const others = f64x2.extract_lane(gains, 1);
    const gain = isUpwards ? loss + own + others : loss + others + own;
    if (!(gain > bestGain) || !isAllowed(hessians, values, isUpwards)) continue;
    bestGain = gain;
    // Downwards, the bin that was moved is the first one on the right.
    if (isUpwards) note(gain, bin, 0, side, sideRows);
    else note(gain, bin - 1, 1, other, nodeRows - sideRows);
  }
}

/** Whether both sides have enough curvature, and values in the order that the column demands. */
function isAllowed(hessians: v128, opposites: v128, isUpwards: bool): bool {
  if ((flags & 12) != 0) {
    const own = -f64x2.extract_lane(opposites, 0);
    const other = -f64x2.extract_lane(opposites, 1);
    const left = isUpwards ? own : other;
    const right = isUpwards ? other : own;
    if ((flags & 4) != 0 && left > right) return false;
    if ((flags & 8) != 0 && left < right) return false;
  }
  return f64x2.extract_lane(hessians, 0) >= leastHessian && f64x2.extract_lane(hessians, 1) >= leastHessian;
}

function note(gain: f64, bin: i32, missingLeft: f64, left: v128, leftRows: i32): void {
  store<f64>(best, gain);
  store<f64>(best, <f64>bin, 8);
  store<f64>(best, missingLeft, 16);
  v128.store(best, left, 24);
  store<f64>(best, <f64>leftRows, 40);
}

function scanCategories(bins: i32, hasMissing: bool, set: usize): void {
  memory.fill(set, 0, 32);
  const usedCount = sortCategories(bins, hasMissing);
  if (usedCount < 2) return;
  let last = -1;
  let isDownwards = false;
  for (let direction = 0; direction < 2; direction++) {
    const middle = ((usedCount + 1) >> 1) - direction;
    let left = f64x2.splat(0);
    let leftRows = 0;
    for (let index = 0; index < middle; index++) {
      const bin = <usize>usedBin(direction == 1 ? usedCount - 1 - index : index);
      left = f64x2.add(left, v128.load(sums + (bin << 4)));
      leftRows += load<i32>(counts + (bin << 2));
      if (!tryLeft(left, leftRows)) continue;
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

/** Notes the left side of a split by categories if it makes a better one than the best so far. */
function tryLeft(left: v128, leftRows: i32): bool {
  if (leftRows < fewestRows || nodeRows - leftRows < fewestRows) return false;
  const nodeGradients = load<f64>(node, 8);
  const gradients = f64x2.extract_lane(left, 0);
  const hessians = f64x2.extract_lane(left, 1);
  const otherHessians = load<f64>(node, 16) - hessians;
  if (hessians < leastHessian || otherHessians < leastHessian) return false;
  const otherGradients = nodeGradients - gradients;
  const loss = nodeGradients * load<f64>(node, 24);
  const gain =
    loss - gradients * nodeValue(gradients, hessians) - otherGradients * nodeValue(otherGradients, otherHessians);
  if (!(gain > 0 && gain > load<f64>(best))) return false;
  note(gain, 0, 0, left, leftRows);
  return true;
}

function nodeValue(gradients: f64, hessians: f64): f64 {
  const value = -gradients / (hessians + l2 + 1e-15);
  return min(max(value, load<f64>(node, 32)), load<f64>(node, 40));
}

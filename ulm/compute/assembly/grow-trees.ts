import { pcgInteger, pcgRandom, pcgStart } from "./shared/pcg32";

// Twin: ulm/learn/trees/grow-trees.ts, with TreeGrower and SplitSearch. Each thread has variables of its own: what is known of the
// tree and the node at hand, and where its working memory lies.

const gini = 0;
const entropy = 1;
const smallestImpurity: f64 = 2.220446049250313e-16;
/** Rows are sorted where a table of the ranks would be this many times longer than the rows. */
const sortingShare = 4;
/** Up to this many keys, insertion is fastest. */
const shortList = 32;
/** Integers for each node: feature, rank, next rank, missing left, left child, rows. */
const nodeFields = 6;

// The plan.
let rowCount: i32 = 0;
let columnCount: i32 = 0;
let classCount: i32 = 0;
let centre: f64 = 0;
let maxDepth: f64 = 0;
let minSamplesSplit: i32 = 0;
let minSamplesLeaf: i32 = 0;
let maxFeatures: i32 = 0;
let maxLeafNodes: f64 = 0;
let minImpurityDecrease: f64 = 0;
let mixFeatures: bool = false;
let criterion: i32 = 0;
/** Numbers in a summary. */
let width: i32 = 0;

// The data.
let codes: usize = 0;
let ranks: usize = 0;
let targets: usize = 0;

// The tree.
let integers: usize = 0;
let numbers: usize = 0;
let nodeCount: i32 = 0;
let leafCount: i32 = 0;
let openCount: i32 = 0;
let totalWeight: f64 = 0;

// Working memory: of the tree …
let treeWeights: usize = 0;
let rows: usize = 0;
let spare: usize = 0;
let featureOrder: usize = 0;
/** The stack of nodes whose split is not yet made: node, start, end, depth (i32), and the improvement (f64). */
let open: usize = 0;
const openBytes: usize = 24;

// … and of the node.
let nodeRows: usize = 0;
let nodeSize: i32 = 0;
let nodeTargets: usize = 0;
let nodeWeights: usize = 0;
let total: usize = 0;
let left: usize = 0;
let rankRows: usize = 0;
let rankSums: usize = 0;
let groupRank: usize = 0;
let groupRows: usize = 0;
let groupSums: usize = 0;
let groupCount: i32 = 0;
let keys: usize = 0;
let spareKeys: usize = 0;
let positions: usize = 0;

// The best split of the node.
let bestPurity: f64 = 0;
let bestFeature: i32 = -1;
let bestRank: i32 = 0;
let bestNextRank: i32 = 0;
let bestMissingLeft: bool = false;
let leftRowsOfBest: i32 = 0;

export function growTrees(
  codesAt: usize,
  ranksAt: usize,
  targetsAt: usize,
  weightsAt: usize,
  plan: usize,
  nodeCounts: usize,
  integersAt: usize,
  numbersAt: usize,
  scratch: usize,
  start: i32,
  end: i32,
): void {
  codes = codesAt;
  ranks = ranksAt;
  targets = targetsAt;
  rowCount = <i32>load<f64>(plan);
  columnCount = <i32>load<f64>(plan, 8);
  classCount = <i32>load<f64>(plan, 16);
  centre = load<f64>(plan, 24);
  const seed = <u64>load<f64>(plan, 32);
  const firstTree = <u64>load<f64>(plan, 40);
  const bootstrapRows = <i32>load<f64>(plan, 48);
  const capacity = <i32>load<f64>(plan, 56);
  maxDepth = load<f64>(plan, 64);
  minSamplesSplit = <i32>load<f64>(plan, 72);
  minSamplesLeaf = <i32>load<f64>(plan, 80);
  maxFeatures = <i32>load<f64>(plan, 88);
  maxLeafNodes = load<f64>(plan, 96);
  minImpurityDecrease = load<f64>(plan, 104);
  mixFeatures = load<f64>(plan, 112) == 1;
  const drawsByWeight = load<f64>(plan, 120) == 1;
  criterion = <i32>load<f64>(plan, 128);
  width = classCount == 0 ? 2 : classCount;
  layOut(scratch, capacity);
  for (let tree = start; tree < end; tree++) {
    integers = integersAt + ((<usize>tree * <usize>capacity * nodeFields) << 2);
    numbers = numbersAt + ((<usize>tree * <usize>capacity * <usize>(width + 1)) << 3);
    pcgStart(seed, firstTree + <u64>tree);
    store<i32>(nodeCounts + ((<usize>tree) << 2), growTree(weightsAt, bootstrapRows, drawsByWeight));
  }
}

function layOut(scratch: usize, capacity: i32): void {
  let mostRanks = 0;
  for (let column = 0; column < columnCount; column++) mostRanks = max(mostRanks, rankCount(column));
  const rankRoom = <usize>(mostRanks + 1);
  const room = <usize>rowCount;
  const summary = (<usize>width) << 3;
  // Numbers of eight bytes first.
  treeWeights = scratch;
  nodeTargets = treeWeights + (room << 3);
  nodeWeights = nodeTargets + (room << 3);
  total = nodeWeights + (room << 3);
  left = total + summary;
  rankSums = left + summary;
  groupSums = rankSums + rankRoom * summary;
  open = groupSums + rankRoom * summary;
  rows = open + <usize>capacity * openBytes;
  spare = rows + (room << 2);
  featureOrder = spare + (room << 2);
  rankRows = featureOrder + ((<usize>columnCount) << 2);
  groupRank = rankRows + (rankRoom << 2);
  groupRows = groupRank + (rankRoom << 2);
  positions = groupRows + (rankRoom << 2);
  const keyRoom = (rankRoom + sortingShare - 1) / sortingShare;
  keys = positions + 1024;
  spareKeys = keys + (keyRoom << 2);
  memory.fill(rankSums, 0, rankRoom * summary);
  memory.fill(rankRows, 0, rankRoom << 2);
  for (let column = 0; column < columnCount; column++) store<i32>(featureOrder + ((<usize>column) << 2), column);
}

function rankCount(column: i32): i32 {
  return load<i32>(ranks + ((<usize>column) << 2));
}

function growTree(weights: usize, bootstrapRows: i32, drawsByWeight: bool): i32 {
  if (bootstrapRows > 0) {
    memory.fill(treeWeights, 0, (<usize>rowCount) << 3);
    for (let draw = 0; draw < bootstrapRows; draw++) {
      const row = drawsByWeight ? drawByWeight(weights) : <usize>pcgInteger(<u32>rowCount);
      const drawn = treeWeights + (row << 3);
      store<f64>(drawn, load<f64>(drawn) + 1);
    }
  } else memory.copy(treeWeights, weights, (<usize>rowCount) << 3);
  let count = 0;
  totalWeight = 0;
  for (let row = 0; row < rowCount; row++) {
    const weight = load<f64>(treeWeights + ((<usize>row) << 3));
    if (!(weight > 0)) continue;
    store<i32>(rows + ((<usize>count) << 2), row);
    count++;
    totalWeight += weight;
  }
  nodeCount = 0;
  leafCount = 1;
  openCount = 0;
  createNode(0, count, 0);
  for (let next = takeNext(); next >= 0; next = takeNext()) divide(open + <usize>next * openBytes);
  return nodeCount;
}

/** The first row whose running sum of weights is above a random share of the last. */
function drawByWeight(sums: usize): usize {
  let low: usize = 0;
  let high = <usize>(rowCount - 1);
  const place = pcgRandom() * load<f64>(sums + (high << 3));
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<f64>(sums + (middle << 3)) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

function createNode(start: i32, end: i32, depth: i32): void {
  loadRows(start, end);
  const node = nodeCount++;
  const own = integers + ((<usize>node * nodeFields) << 2);
  const impurity = describe(numbers + ((<usize>node * <usize>(width + 1)) << 3));
  store<i32>(own, -1);
  store<i32>(own, 0, 4);
  store<i32>(own, 0, 8);
  store<i32>(own, 0, 12);
  store<i32>(own, -1, 16);
  store<i32>(own, nodeSize, 20);
  if (
    <f64>depth >= maxDepth ||
    nodeSize < minSamplesSplit ||
    nodeSize < 2 * minSamplesLeaf ||
    !(impurity > smallestImpurity)
  ) {
    return;
  }
  findBestSplit();
  if (bestFeature < 0) return;
  const improvement = (bestPurity - purity(total)) / totalWeight;
  if (improvement + smallestImpurity < minImpurityDecrease) return;
  // The split is written down before it is made: whether a node is a leaf is said by its left child.
  store<i32>(own, bestFeature);
  store<i32>(own, bestRank, 4);
  store<i32>(own, bestNextRank, 8);
  store<i32>(own, <i32>bestMissingLeft, 12);
  const place = open + <usize>openCount * openBytes;
  openCount++;
  store<i32>(place, node);
  store<i32>(place, start, 4);
  store<i32>(place, end, 8);
  store<i32>(place, depth, 12);
  store<f64>(place, improvement, 16);
}

function loadRows(start: i32, end: i32): void {
  nodeRows = rows + ((<usize>start) << 2);
  nodeSize = end - start;
  memory.fill(total, 0, (<usize>width) << 3);
  if (classCount > 0) {
    for (let index: usize = 0; index < <usize>nodeSize; index++) {
      const row = <usize>load<i32>(nodeRows + (index << 2));
      const target = <i32>load<f64>(targets + (row << 3));
      const weight = load<f64>(treeWeights + (row << 3));
      store<i32>(nodeTargets + (index << 2), target);
      store<f64>(nodeWeights + (index << 3), weight);
      const sum = total + ((<usize>target) << 3);
      store<f64>(sum, load<f64>(sum) + weight);
    }
    return;
  }
  let weights: f64 = 0;
  let sum: f64 = 0;
  for (let index: usize = 0; index < <usize>nodeSize; index++) {
    const row = <usize>load<i32>(nodeRows + (index << 2));
    const weight = load<f64>(treeWeights + (row << 3));
    const product = weight * (load<f64>(targets + (row << 3)) - centre);
    store<f64>(nodeTargets + (index << 3), product);
    store<f64>(nodeWeights + (index << 3), weight);
    weights += weight;
    sum += product;
  }
  store<f64>(total, weights);
  store<f64>(total, sum, 8);
}

function describe(summary: usize): f64 {
  let impurity: f64;
  if (classCount > 0) {
    let weight: f64 = 0;
    for (let k: usize = 0; k < <usize>width; k++) {
      const own = load<f64>(total + (k << 3));
      store<f64>(summary + (k << 3), own);
      weight += own;
    }
    impurity = max(0, <f64>(criterion == gini ? 1 : 0) - purity(total) / weight);
  } else {
    const weight = load<f64>(total);
    let sum: f64 = 0;
    for (let index: usize = 0; index < <usize>nodeSize; index++) {
      const row = <usize>load<i32>(nodeRows + (index << 2));
      sum += load<f64>(nodeWeights + (index << 3)) * load<f64>(targets + (row << 3));
    }
    const mean = sum / weight;
    let squares: f64 = 0;
    for (let index: usize = 0; index < <usize>nodeSize; index++) {
      const row = <usize>load<i32>(nodeRows + (index << 2));
      const distance = load<f64>(targets + (row << 3)) - mean;
      squares += load<f64>(nodeWeights + (index << 3)) * (distance * distance);
    }
    store<f64>(summary, weight);
    store<f64>(summary, mean, 8);
    impurity = squares / weight;
  }
  store<f64>(summary + ((<usize>width) << 3), impurity);
  return impurity;
}

function takeNext(): i32 {
  if (openCount == 0) return -1;
  if (maxLeafNodes == Infinity) return --openCount;
  if (<f64>leafCount >= maxLeafNodes) return -1;
  let most: usize = 0;
  for (let index: usize = 1; index < <usize>openCount; index++) {
    if (load<f64>(open + index * openBytes, 16) > load<f64>(open + most * openBytes, 16)) most = index;
  }
  // The chosen one moves behind the others, which keep their order.
  const place = open + most * openBytes;
  const last = open + <usize>(openCount - 1) * openBytes;
  const head = load<u64>(place);
  const middle = load<u64>(place, 8);
  memory.copy(place, place + openBytes, last - place);
  store<u64>(last, head);
  store<u64>(last, middle, 8);
  return --openCount;
}

function divide(place: usize): void {
  const node = load<i32>(place);
  const start = load<i32>(place, 4);
  const end = load<i32>(place, 8);
  const depth = load<i32>(place, 12);
  const own = integers + ((<usize>node * nodeFields) << 2);
  const feature = load<i32>(own);
  const rank = load<i32>(own, 4);
  const missingLeft = load<i32>(own, 12) == 1;
  store<i32>(own, nodeCount, 16);
  const column = codes + ((<usize>feature * <usize>rowCount) << 1);
  const missingRank = rankCount(feature);
  let toLeft = rows + ((<usize>start) << 2);
  let toRight = spare;
  const stop = rows + ((<usize>end) << 2);
  for (let from = toLeft; from < stop; from += 4) {
    const row = load<i32>(from);
    const code = <i32>load<u16>(column + ((<usize>row) << 1));
    if (code == missingRank ? missingLeft : code <= rank) {
      store<i32>(toLeft, row);
      toLeft += 4;
    } else {
      store<i32>(toRight, row);
      toRight += 4;
    }
  }
  memory.copy(toLeft, spare, toRight - spare);
  const border = <i32>((toLeft - rows) >> 2);
  leafCount++;
  createNode(start, border, depth + 1);
  createNode(border, end, depth + 1);
}

function findBestSplit(): void {
  bestFeature = -1;
  bestPurity = -Infinity;
  const isMixed = mixFeatures || maxFeatures < columnCount;
  let varying = 0;
  for (let index = 0; index < columnCount && (index < maxFeatures || varying == 0); index++) {
    let feature = index;
    if (isMixed) {
      const drawn = featureOrder + ((<usize>(index + <i32>pcgInteger(<u32>(columnCount - index)))) << 2);
      const place = featureOrder + ((<usize>index) << 2);
      feature = load<i32>(drawn);
      store<i32>(drawn, load<i32>(place));
      store<i32>(place, feature);
    }
    const column = codes + ((<usize>feature * <usize>rowCount) << 1);
    const ranksHere = rankCount(feature) + 1;
    if (nodeSize * sortingShare > ranksHere) groupByCounting(column, ranksHere);
    else groupBySorting(column);
    if (groupCount < 2) continue;
    varying++;
    findBestBoundary(feature);
  }
}

function groupByCounting(column: usize, ranksHere: i32): void {
  if (classCount == 0) {
    for (let index: usize = 0; index < <usize>nodeSize; index++) {
      const row = <usize>load<i32>(nodeRows + (index << 2));
      const rank = <usize>load<u16>(column + (row << 1));
      const sums = rankSums + (rank << 4);
      store<f64>(sums, load<f64>(sums) + load<f64>(nodeWeights + (index << 3)));
      store<f64>(sums, load<f64>(sums, 8) + load<f64>(nodeTargets + (index << 3)), 8);
      store<i32>(rankRows + (rank << 2), load<i32>(rankRows + (rank << 2)) + 1);
    }
  } else {
    for (let index: usize = 0; index < <usize>nodeSize; index++) {
      const row = <usize>load<i32>(nodeRows + (index << 2));
      const rank = <usize>load<u16>(column + (row << 1));
      const sum = rankSums + ((rank * <usize>width + <usize>load<i32>(nodeTargets + (index << 2))) << 3);
      store<f64>(sum, load<f64>(sum) + load<f64>(nodeWeights + (index << 3)));
      store<i32>(rankRows + (rank << 2), load<i32>(rankRows + (rank << 2)) + 1);
    }
  }
  let group: usize = 0;
  const summary = (<usize>width) << 3;
  for (let rank: usize = 0; rank < <usize>ranksHere; rank++) {
    const count = load<i32>(rankRows + (rank << 2));
    if (count == 0) continue;
    store<i32>(rankRows + (rank << 2), 0);
    store<i32>(groupRank + (group << 2), <i32>rank);
    store<i32>(groupRows + (group << 2), count);
    for (let offset: usize = 0; offset < summary; offset += 8) {
      store<f64>(groupSums + group * summary + offset, load<f64>(rankSums + rank * summary + offset));
      store<f64>(rankSums + rank * summary + offset, 0);
    }
    group++;
  }
  groupCount = <i32>group;
}

function groupBySorting(column: usize): void {
  for (let index: usize = 0; index < <usize>nodeSize; index++) {
    const row = <usize>load<i32>(nodeRows + (index << 2));
    store<u32>(keys + (index << 2), ((<u32>load<u16>(column + (row << 1))) << 16) | (<u32>index));
  }
  if (nodeSize <= shortList) insertionSort();
  else {
    distribute(keys, spareKeys, 16);
    distribute(spareKeys, keys, 24);
  }
  const summary = (<usize>width) << 3;
  let group = -1;
  let previous = -1;
  let sums: usize = 0;
  for (let position: usize = 0; position < <usize>nodeSize; position++) {
    const key = load<u32>(keys + (position << 2));
    const rank = <i32>(key >> 16);
    const index = <usize>(key & 0xffff);
    if (rank != previous) {
      group++;
      previous = rank;
      store<i32>(groupRank + ((<usize>group) << 2), rank);
      store<i32>(groupRows + ((<usize>group) << 2), 0);
      sums = groupSums + <usize>group * summary;
      for (let offset: usize = 0; offset < summary; offset += 8) store<f64>(sums + offset, 0);
    }
    const count = groupRows + ((<usize>group) << 2);
    store<i32>(count, load<i32>(count) + 1);
    const weight = load<f64>(nodeWeights + (index << 3));
    if (classCount == 0) {
      store<f64>(sums, load<f64>(sums) + weight);
      store<f64>(sums, load<f64>(sums, 8) + load<f64>(nodeTargets + (index << 3)), 8);
    } else {
      const sum = sums + ((<usize>load<i32>(nodeTargets + (index << 2))) << 3);
      store<f64>(sum, load<f64>(sum) + weight);
    }
  }
  groupCount = group + 1;
}

function insertionSort(): void {
  for (let index: usize = 1; index < <usize>nodeSize; index++) {
    const key = load<u32>(keys + (index << 2));
    const rank = key >> 16;
    let hole = keys + (index << 2);
    while (hole > keys && load<u32>(hole - 4) >> 16 > rank) {
      store<u32>(hole, load<u32>(hole - 4));
      hole -= 4;
    }
    store<u32>(hole, key);
  }
}

function distribute(from: usize, to: usize, shift: u32): void {
  memory.fill(positions, 0, 1024);
  for (let index: usize = 0; index < <usize>nodeSize; index++) {
    const place = positions + ((<usize>((load<u32>(from + (index << 2)) >> shift) & 0xff)) << 2);
    store<i32>(place, load<i32>(place) + 1);
  }
  let start = 0;
  for (let digit: usize = 0; digit < 256; digit++) {
    const size = load<i32>(positions + (digit << 2));
    store<i32>(positions + (digit << 2), start);
    start += size;
  }
  for (let index: usize = 0; index < <usize>nodeSize; index++) {
    const key = load<u32>(from + (index << 2));
    const place = positions + ((<usize>((key >> shift) & 0xff)) << 2);
    const position = load<i32>(place);
    store<i32>(place, position + 1);
    store<u32>(to + ((<usize>position) << 2), key);
  }
}

function findBestBoundary(feature: i32): void {
  const missingRank = rankCount(feature);
  const hasMissing = load<i32>(groupRank + ((<usize>(groupCount - 1)) << 2)) == missingRank;
  const present = hasMissing ? groupCount - 1 : groupCount;
  const missingRows = hasMissing ? load<i32>(groupRows + ((<usize>present) << 2)) : 0;
  let bestGroup = -1;
  let bestLeftRows = 0;
  let isBestMissingLeft = false;
  const searches = hasMissing ? 2 : 1;
  for (let search = 0; search < searches; search++) {
    const missingLeft = search == 1;
    memory.fill(left, 0, (<usize>width) << 3);
    if (missingLeft) moveLeft(present);
    const last = hasMissing && !missingLeft ? present : present - 1;
    const group = tryBoundaries(last, missingLeft ? missingRows : 0);
    if (group < 0) continue;
    bestGroup = group;
    bestLeftRows = leftRowsOfBest;
    isBestMissingLeft = missingLeft;
  }
  if (bestGroup < 0) return;
  bestFeature = feature;
  bestRank = load<i32>(groupRank + ((<usize>bestGroup) << 2));
  bestNextRank = bestGroup + 1 < present ? load<i32>(groupRank + ((<usize>(bestGroup + 1)) << 2)) : missingRank;
  bestMissingLeft = hasMissing ? isBestMissingLeft : 2 * bestLeftRows > nodeSize;
}

/** Moves groups to the left side one after the other. @returns the last one of the best boundary, −1 when none is better than before */
function tryBoundaries(last: i32, firstRows: i32): i32 {
  if (width == 2 && criterion != entropy) return tryBoundariesOfTwo(last, firstRows);
  let leftRows = firstRows;
  let found = -1;
  for (let group = 0; group < last; group++) {
    moveLeft(group);
    leftRows += load<i32>(groupRows + ((<usize>group) << 2));
    if (leftRows < minSamplesLeaf || nodeSize - leftRows < minSamplesLeaf) continue;
    const candidate = purityOfSides();
    if (!(candidate > bestPurity)) continue;
    bestPurity = candidate;
    leftRowsOfBest = leftRows;
    found = group;
  }
  return found;
}

/** The same for two classes and for regressions, whose two sums are kept in locals. */
function tryBoundariesOfTwo(last: i32, firstRows: i32): i32 {
  const isRegression = classCount == 0;
  const allFirst = load<f64>(total);
  const allSecond = load<f64>(total, 8);
  let first = load<f64>(left);
  let second = load<f64>(left, 8);
  let leftRows = firstRows;
  let most = bestPurity;
  let found = -1;
  for (let group = 0; group < last; group++) {
    const sums = groupSums + ((<usize>group) << 4);
    first += load<f64>(sums);
    second += load<f64>(sums, 8);
    leftRows += load<i32>(groupRows + ((<usize>group) << 2));
    if (leftRows < minSamplesLeaf || nodeSize - leftRows < minSamplesLeaf) continue;
    const otherFirst = allFirst - first;
    const otherSecond = allSecond - second;
    const candidate = isRegression
      ? (second * second) / first + (otherSecond * otherSecond) / otherFirst
      : (first * first + second * second) / (first + second) +
        (otherFirst * otherFirst + otherSecond * otherSecond) / (otherFirst + otherSecond);
    if (!(candidate > most)) continue;
    most = candidate;
    leftRowsOfBest = leftRows;
    found = group;
  }
  bestPurity = most;
  return found;
}

function moveLeft(group: i32): void {
  const sums = groupSums + ((<usize>group * <usize>width) << 3);
  for (let k: usize = 0; k < <usize>width; k++) {
    store<f64>(left + (k << 3), load<f64>(left + (k << 3)) + load<f64>(sums + (k << 3)));
  }
}

function purityOfSides(): f64 {
  if (classCount == 0) {
    const leftSum = load<f64>(left, 8);
    const rightSum = load<f64>(total, 8) - leftSum;
    const leftWeight = load<f64>(left);
    return (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / (load<f64>(total) - leftWeight);
  }
  if (criterion == entropy) return purity(left) + entropyPurityRight();
  let leftWeight: f64 = 0;
  let leftSquares: f64 = 0;
  let rightWeight: f64 = 0;
  let rightSquares: f64 = 0;
  for (let k: usize = 0; k < <usize>width; k++) {
    const own = load<f64>(left + (k << 3));
    const other = load<f64>(total + (k << 3)) - own;
    leftWeight += own;
    leftSquares += own * own;
    rightWeight += other;
    rightSquares += other * other;
  }
  return leftSquares / leftWeight + rightSquares / rightWeight;
}

function entropyPurityRight(): f64 {
  let weights: f64 = 0;
  let sum: f64 = 0;
  for (let k: usize = 0; k < <usize>width; k++) {
    const weight = load<f64>(total + (k << 3)) - load<f64>(left + (k << 3));
    weights += weight;
    if (weight > 0) sum += weight * Math.log2(weight);
  }
  return sum - weights * Math.log2(weights);
}

function purity(summary: usize): f64 {
  if (classCount == 0) {
    const sum = load<f64>(summary, 8);
    return (sum * sum) / load<f64>(summary);
  }
  let weights: f64 = 0;
  let sum: f64 = 0;
  for (let k: usize = 0; k < <usize>width; k++) {
    const weight = load<f64>(summary + (k << 3));
    weights += weight;
    if (criterion == gini) sum += weight * weight;
    else if (weight > 0) sum += weight * Math.log2(weight);
  }
  return criterion == gini ? sum / weights : sum - weights * Math.log2(weights);
}

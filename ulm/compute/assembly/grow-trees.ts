import { pcgStart } from "./shared/pcg32";
import { drawRows } from "./shared/trees/draw-rows";
import {
  capacity,
  firstTree,
  maxDepth,
  maxLeafNodes,
  minImpurityDecrease,
  minSamplesLeaf,
  minSamplesSplit,
  readPlan,
  rowCount,
  seed,
  width,
} from "./shared/trees/growth-plan";
import { describeNode, layOutNode, loadNode, nodeSize, total } from "./shared/trees/node-at-hand";
import { purity } from "./shared/trees/purity";
import {
  bestFeature,
  bestMissingLeft,
  bestNextRank,
  bestPurity,
  bestRank,
  columnCodes,
  findBestSplit,
  layOutSearch,
  rankCount,
} from "./shared/trees/split-search";

// Twin: ulm/learn/trees/grow-trees.ts, with TreeGrower and SplitSearch. Each thread has variables of its own: what is known of the
// tree and the node at hand, and where its working memory lies. Parts are in ./shared/trees/.

const smallestImpurity: f64 = 2.220446049250313e-16;
/** Integers for each node: feature, rank, next rank, missing left, left child, rows. */
const nodeFields = 6;

// The tree.
let integers: usize = 0;
let numbers: usize = 0;
let nodeCount: i32 = 0;
let leafCount: i32 = 0;
let openCount: i32 = 0;
let totalWeight: f64 = 0;

// Working memory.
let treeWeights: usize = 0;
let rows: usize = 0;
let spare: usize = 0;
/** The stack of nodes whose split is not yet made: node, start, end, depth (i32), and the improvement (f64). */
let open: usize = 0;
const openBytes: usize = 24;

export function growTrees(
  codes: usize,
  ranks: usize,
  targets: usize,
  weights: usize,
  plan: usize,
  nodeCounts: usize,
  integersAt: usize,
  numbersAt: usize,
  scratch: usize,
  start: i32,
  end: i32,
): void {
  readPlan(plan);
  treeWeights = scratch;
  open = layOutNode(treeWeights + ((<usize>rowCount) << 3), targets, treeWeights);
  rows = open + <usize>capacity * openBytes;
  spare = rows + ((<usize>rowCount) << 2);
  // To a multiple of eight bytes.
  layOutSearch((spare + ((<usize>rowCount) << 2) + 7) & ~7, codes, ranks);
  for (let tree = start; tree < end; tree++) {
    integers = integersAt + ((<usize>tree * <usize>capacity * nodeFields) << 2);
    numbers = numbersAt + ((<usize>tree * <usize>capacity * <usize>(width + 1)) << 3);
    pcgStart(seed, firstTree + <u64>tree);
    drawRows(weights, treeWeights);
    store<i32>(nodeCounts + ((<usize>tree) << 2), growTree());
  }
}

function growTree(): i32 {
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

function createNode(start: i32, end: i32, depth: i32): void {
  loadNode(rows + ((<usize>start) << 2), end - start);
  const node = nodeCount++;
  const own = integers + ((<usize>node * nodeFields) << 2);
  const impurity = describeNode(numbers + ((<usize>node * <usize>(width + 1)) << 3));
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
  const column = columnCodes(feature);
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

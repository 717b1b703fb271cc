import { distancesToFour, highPair, lowPair } from "./shared/distance-lanes";
import { squaredDistance } from "./shared/squared-distance";

const slack: f64 = 1 + 1e-10;

/** What `findNearestTwo` has found: the distances to the nearest centre and to the next, and which is the nearest. */
let distances: v128 = f64x2.splat(0);
let nearest: i32 = 0;

/**
 * Twin: ulm/learn/clustering/assign-rows.ts. Which rows are decided nobody can guess, processors neither: each step notes the rows that are
 * not, without branches, for the next.
 */
export function assignRows(
  points: usize,
  labels: usize,
  upper: usize,
  lower: usize,
  centres: usize,
  lanes: usize,
  shifts: usize,
  otherShifts: usize,
  halfGaps: usize,
  sums: usize,
  lost: usize,
  counts: usize,
  changes: usize,
  open: usize,
  nClusters: i32,
  columns: i32,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  const padded = (nClusters + 3) & ~3;
  const block = start / blockRows;
  const moved = loosenBounds(labels, upper, lower, shifts, otherShifts, halfGaps, open, start, end);
  const openEnd = tightenBounds(points, labels, upper, lower, centres, halfGaps, open, moved, width);
  let changed = 0;
  for (let place = open; place < openEnd; place += 4) {
    const row = load<i32>(place);
    const point = points + <usize>row * width;
    const label = labels + ((<usize>row) << 2);
    const before = load<i32>(label);
    findNearestTwo(point, lanes, width, padded);
    v128.store64_lane(upper + ((<usize>row) << 3), distances, 0);
    v128.store64_lane(lower + ((<usize>row) << 3), distances, 1);
    if (nearest == before) continue;
    store<i32>(label, nearest);
    changed++;
    const cluster = <usize>(block * nClusters + nearest);
    addRow(sums + cluster * width, lost + cluster * width, point, width, 1);
    store<f64>(counts + (cluster << 3), load<f64>(counts + (cluster << 3)) + 1);
    if (before < 0) continue;
    const left = cluster - <usize>nearest + <usize>before;
    addRow(sums + left * width, lost + left * width, point, width, -1);
    store<f64>(counts + (left << 3), load<f64>(counts + (left << 3)) - 1);
  }
  store<i32>(changes + ((<usize>block) << 2), changed);
}

/** Makes up for the moves of the centres. @returns the end of `open`, where it writes the rows that are not decided by their bounds */
function loosenBounds(
  labels: usize,
  upper: usize,
  lower: usize,
  shifts: usize,
  otherShifts: usize,
  halfGaps: usize,
  open: usize,
  start: i32,
  end: i32,
): usize {
  let next = open;
  for (let row = start; row < end; row++) {
    const place = (<usize>row) << 3;
    const label = load<i32>(labels + (place >> 1));
    store<i32>(next, row);
    if (label < 0) {
      next += 4;
      continue;
    }
    const own = (<usize>label) << 3;
    const least = load<f64>(upper + place) + load<f64>(shifts + own);
    const others = load<f64>(lower + place) - load<f64>(otherShifts + own);
    store<f64>(upper + place, least);
    store<f64>(lower + place, others);
    next += isOpen(least, others, load<f64>(halfGaps + own)) << 2;
  }
  return next;
}

/** Computes the distances of rows to their own centres. @returns the new end of `open`: rows that are decided by now are left out */
function tightenBounds(
  points: usize,
  labels: usize,
  upper: usize,
  lower: usize,
  centres: usize,
  halfGaps: usize,
  open: usize,
  end: usize,
  width: usize,
): usize {
  let next = open;
  for (let place = open; place < end; place += 4) {
    const row = <usize>load<i32>(place);
    const label = load<i32>(labels + (row << 2));
    store<i32>(next, <i32>row);
    if (label < 0) {
      next += 4;
      continue;
    }
    const own = <usize>label;
    const least = Math.sqrt(squaredDistance(points + row * width, centres + own * width, width));
    store<f64>(upper + (row << 3), least);
    next += isOpen(least, load<f64>(lower + (row << 3)), load<f64>(halfGaps + (own << 3))) << 2;
  }
  return next;
}

/** 1 if a row may be nearer to another centre, else 0. */
function isOpen(least: f64, others: f64, halfGap: f64): usize {
  const far = least * slack;
  return <usize>((<i32>!(far < others)) & (<i32>!(far < halfGap)));
}

/** Two centres in each lane of a register; of equally near ones the first wins. */
function findNearestTwo(point: usize, lanes: usize, width: usize, padded: i32): void {
  const step = (<usize>padded) << 3;
  let firsts = f64x2.splat(Infinity);
  let seconds = f64x2.splat(Infinity);
  let labels = f64x2.splat(0);
  let numbers = f64x2.replace_lane(f64x2.splat(0), 1, 1);
  for (let group: usize = 0; group < step; group += 32) {
    distancesToFour(point, lanes + group, width, step);
    const isLower = f64x2.lt(lowPair, firsts);
    seconds = f64x2.pmin(f64x2.pmax(firsts, lowPair), seconds);
    firsts = f64x2.pmin(firsts, lowPair);
    labels = v128.bitselect(numbers, labels, isLower);
    numbers = f64x2.add(numbers, f64x2.splat(2));
    const isHigher = f64x2.lt(highPair, firsts);
    seconds = f64x2.pmin(f64x2.pmax(firsts, highPair), seconds);
    firsts = f64x2.pmin(firsts, highPair);
    labels = v128.bitselect(numbers, labels, isHigher);
    numbers = f64x2.add(numbers, f64x2.splat(2));
  }
  // The two lanes become one, without branches: which is nearer is anybody's guess.
  const others = swapped(firsts);
  const otherLabels = swapped(labels);
  const isEqual = v128.and(f64x2.eq(others, firsts), f64x2.lt(otherLabels, labels));
  labels = v128.bitselect(otherLabels, labels, v128.or(f64x2.lt(others, firsts), isEqual));
  seconds = f64x2.pmin(f64x2.pmin(seconds, swapped(seconds)), f64x2.pmax(firsts, others));
  distances = f64x2.sqrt(v128.shuffle<f64>(f64x2.pmin(firsts, others), seconds, 0, 2));
  nearest = <i32>f64x2.extract_lane(labels, 0);
}

function swapped(pair: v128): v128 {
  return v128.shuffle<f64>(pair, pair, 1, 0);
}

/** sums += sign · row; what the sums lose to rounding goes to `lost` (D. E. Knuth's exact addition of two numbers). */
function addRow(sums: usize, lost: usize, row: usize, width: usize, sign: f64): void {
  const pairsEnd = width & ~15;
  let offset: usize = 0;
  for (; offset < pairsEnd; offset += 16) {
    const a = v128.load(sums + offset);
    const b = f64x2.mul(v128.load(row + offset), f64x2.splat(sign));
    const sum = f64x2.add(a, b);
    const added = f64x2.sub(sum, a);
    const rest = f64x2.add(f64x2.sub(a, f64x2.sub(sum, added)), f64x2.sub(b, added));
    v128.store(sums + offset, sum);
    v128.store(lost + offset, f64x2.add(v128.load(lost + offset), rest));
  }
  if (offset < width) {
    const a = load<f64>(sums + offset);
    const b = load<f64>(row + offset) * sign;
    const sum = a + b;
    const added = sum - a;
    store<f64>(sums + offset, sum);
    store<f64>(lost + offset, load<f64>(lost + offset) + (a - (sum - added) + (b - added)));
  }
}

import { findSplit, searchBytes, setRules, splitBytes } from "./shared/node-search";

/** Bins of a histogram: sixteen bytes each for the sums, four for the rows. */
const histogramBins: usize = 256;
const sumsBytes: usize = histogramBins << 4;
const countsBytes: usize = histogramBins << 2;

/** Twin: ulm/learn/boosting/expand-node.ts. */
export function expandNode(
  bins: usize,
  records: usize,
  binCounts: usize,
  flags: usize,
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
  knowsCounts: i32,
  minSamplesLeaf: i32,
  l2: f64,
  start: i32,
  end: i32,
): void {
  setRules(minSamplesLeaf, l2, scratch);
  for (let pair = <usize>start; pair < <usize>end; pair++) {
    const sums = ownSums + pair * (2 * sumsBytes);
    const counts = ownCounts + pair * (2 * countsBytes);
    const restSums = otherSums + pair * (2 * sumsBytes);
    const restCounts = otherCounts + pair * (2 * countsBytes);
    const pairBins = bins + pair * ((<usize>rows) << 1);
    if (knowsCounts == 1) fillSums(pairBins, records, sums, from, to);
    else fillHistograms(pairBins, records, sums, counts, from, to);
    if (hasSibling == 1) takeOff(restSums, restCounts, sums, counts);
    for (let side: usize = 0; side <= <usize>hasSibling; side++) {
      const node = searches + side * searchBytes;
      const isSearched = load<f64>(node) > 0;
      for (let odd: usize = 0; odd < 2; odd++) {
        const column = 2 * pair + odd;
        if (column == <usize>columns) break;
        const place = side * <usize>columns + column;
        const split = splits + place * splitBytes;
        store<f64>(split, -1);
        if (!isSearched) continue;
        findSplit(
          node,
          <i32>load<u8>(flags + column),
          load<i32>(binCounts + (column << 2)),
          (side == 0 ? sums : restSums) + odd * sumsBytes,
          (side == 0 ? counts : restCounts) + odd * countsBytes,
          split,
          sets + (place << 5),
        );
      }
    }
  }
}

/** The histograms of two columns, whose bins stand side by side. */
function fillHistograms(bins: usize, records: usize, sums: usize, counts: usize, from: i32, to: i32): void {
  memory.fill(sums, 0, 2 * sumsBytes);
  memory.fill(counts, 0, 2 * countsBytes);
  const oddSums = sums + sumsBytes;
  const oddCounts = counts + countsBytes;
  const stop = records + ((<usize>to) << 4);
  for (let record = records + ((<usize>from) << 4); record < stop; record += 16) {
    const row = v128.load(record);
    const both = <u32>load<u16>(bins + ((<usize>i32x4.extract_lane(row, 2)) << 1));
    const addend = f64x2.promote_low_f32x4(row);
    addToBin(sums, counts, <usize>((both << 2) & 0x3fc), addend);
    addToBin(oddSums, oddCounts, <usize>((both >> 6) & 0x3fc), addend);
  }
}

/** @param offset of the bin, in counts */
function addToBin(sums: usize, counts: usize, offset: usize, addend: v128): void {
  addTo(sums + (offset << 2), addend);
  const count = counts + offset;
  store<i32>(count, load<i32>(count) + 1);
}

/** The same where it is known how many rows there are in each bin. */
function fillSums(bins: usize, records: usize, sums: usize, from: i32, to: i32): void {
  memory.fill(sums, 0, 2 * sumsBytes);
  const oddSums = sums + sumsBytes;
  const stop = records + ((<usize>to) << 4);
  for (let record = records + ((<usize>from) << 4); record < stop; record += 16) {
    const row = v128.load(record);
    const both = <u32>load<u16>(bins + ((<usize>i32x4.extract_lane(row, 2)) << 1));
    const addend = f64x2.promote_low_f32x4(row);
    addTo(sums + <usize>((both << 4) & 0xff0), addend);
    addTo(oddSums + <usize>((both >> 4) & 0xff0), addend);
  }
}

function addTo(sum: usize, addend: v128): void {
  v128.store(sum, f64x2.add(v128.load(sum), addend));
}

/** What is left of the histograms of two columns. Bins without rows hold nothing, not even a rounding error. */
function takeOff(sums: usize, counts: usize, ownSums: usize, ownCounts: usize): void {
  for (let offset: usize = 0; offset < 2 * countsBytes; offset += 16) {
    const left = i32x4.sub(v128.load(counts + offset), v128.load(ownCounts + offset));
    v128.store(counts + offset, left);
    const some = i32x4.ne(left, i32x4.splat(0));
    const sum = sums + (offset << 2);
    const own = ownSums + (offset << 2);
    takeOffBin(sum, own, v128.shuffle<i32>(some, some, 0, 0, 0, 0));
    takeOffBin(sum + 16, own + 16, v128.shuffle<i32>(some, some, 1, 1, 1, 1));
    takeOffBin(sum + 32, own + 32, v128.shuffle<i32>(some, some, 2, 2, 2, 2));
    takeOffBin(sum + 48, own + 48, v128.shuffle<i32>(some, some, 3, 3, 3, 3));
  }
}

function takeOffBin(sum: usize, own: usize, hasRows: v128): void {
  v128.store(sum, v128.and(f64x2.sub(v128.load(sum), v128.load(own)), hasRows));
}

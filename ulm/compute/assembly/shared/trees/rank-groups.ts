import { classCount, width } from "./growth-plan";
import { nodeRows, nodeSize, nodeTargets, nodeWeights } from "./node-at-hand";
import { sortKeys } from "./sort-keys";

// The rows of the node at hand in groups of equal rank, ascending; each thread has variables of its own.

/** Rows are sorted where a table of the ranks would be this many times longer than the rows. */
const sortingShare = 4;

export let groupRank: usize = 0;
export let groupRows: usize = 0;
export let groupSums: usize = 0;
export let groupCount: i32 = 0;
/** Sums by rank; all zero between calls. */
let rankRows: usize = 0;
let rankSums: usize = 0;
let keys: usize = 0;
let spareKeys: usize = 0;
let positions: usize = 0;

/** @param mostRanks of a column, missing counted as one. @returns where working memory goes on */
export function layOutGroups(scratch: usize, mostRanks: i32): usize {
  const room = <usize>mostRanks;
  const summary = (<usize>width) << 3;
  // Numbers of eight bytes first.
  rankSums = scratch;
  groupSums = rankSums + room * summary;
  rankRows = groupSums + room * summary;
  groupRank = rankRows + (room << 2);
  groupRows = groupRank + (room << 2);
  positions = groupRows + (room << 2);
  keys = positions + 1024;
  const keyRoom = (room + sortingShare - 1) / sortingShare;
  spareKeys = keys + (keyRoom << 2);
  memory.fill(rankSums, 0, room * summary);
  memory.fill(rankRows, 0, room << 2);
  return spareKeys + (keyRoom << 2);
}

/** @param ranks of the column, missing counted as one */
export function groupByRank(column: usize, ranks: i32): void {
  if (nodeSize * sortingShare > ranks) groupByCounting(column, ranks);
  else groupBySorting(column);
}

/** For many rows and few ranks: a table of all ranks. */
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

/** For few rows and many ranks. Rows of equal rank keep their order, so that both ways add up to the same last digit. */
function groupBySorting(column: usize): void {
  for (let index: usize = 0; index < <usize>nodeSize; index++) {
    const row = <usize>load<i32>(nodeRows + (index << 2));
    store<u32>(keys + (index << 2), ((<u32>load<u16>(column + (row << 1))) << 16) | (<u32>index));
  }
  sortKeys(keys, spareKeys, positions, nodeSize);
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

import { pcgInteger } from "../pcg32";
import {
  classCount,
  columnCount,
  criterion,
  entropy,
  maxFeatures,
  minSamplesLeaf,
  mixFeatures,
  rowCount,
  width,
} from "./growth-plan";
import { nodeSize, total } from "./node-at-hand";
import { purityOfSides } from "./purity";
import { groupByRank, groupCount, groupRank, groupRows, groupSums, layOutGroups } from "./rank-groups";

// Twin: ulm/learn/trees/split-search.ts. Each thread has variables of its own.

let codes: usize = 0;
let ranks: usize = 0;
let left: usize = 0;
let featureOrder: usize = 0;

// The best split of the node at hand; there is none while the feature is −1.
export let bestPurity: f64 = 0;
export let bestFeature: i32 = -1;
export let bestRank: i32 = 0;
export let bestNextRank: i32 = 0;
export let bestMissingLeft: bool = false;
let leftRowsOfBest: i32 = 0;

/** @returns where working memory goes on */
export function layOutSearch(scratch: usize, codesAt: usize, ranksAt: usize): usize {
  codes = codesAt;
  ranks = ranksAt;
  let mostRanks = 0;
  for (let column = 0; column < columnCount; column++) {
    mostRanks = max(mostRanks, rankCount(column));
  }
  left = scratch;
  featureOrder = layOutGroups(left + ((<usize>width) << 3), mostRanks + 1);
  for (let column = 0; column < columnCount; column++) store<i32>(featureOrder + ((<usize>column) << 2), column);
  return featureOrder + ((<usize>columnCount) << 2);
}

/** The ranks of the rows in a column. */
export function columnCodes(column: i32): usize {
  return codes + ((<usize>column * <usize>rowCount) << 1);
}

/** How many ranks a column has; this number itself stands for missing. */
export function rankCount(column: i32): i32 {
  return load<i32>(ranks + ((<usize>column) << 2));
}

/** Looks for the best split of the node at hand. */
export function findBestSplit(): void {
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
    groupByRank(columnCodes(feature), rankCount(feature) + 1);
    if (groupCount < 2) continue;
    varying++;
    findBestBoundary(feature);
  }
}

/** Tries the boundaries of the grouped feature, with missing values on the right and then on the left. */
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
    const candidate = purityOfSides(left, total);
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

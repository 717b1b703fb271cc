import { joinLines } from "./join-lines";
import { least, nearest, nearestAfterMerges } from "./shared/nearest-after-merges";

/** Where things stand in `state`, as in ulm/learn/hierarchy/merge-lines.ts. */
const mergesPlace: usize = 0;
const chainPlace: usize = 4;
const firstPlace: usize = 8;
const missingPlace: usize = 12;
const clockPlace: usize = 16;

let merges = 0;
let length = 0;
let first = 0;
let missing = -1;
let clock = 0;

/** Twin: ulm/learn/hierarchy/merge-lines.ts. */
export function mergeLines(
  lines: usize,
  slots: usize,
  seen: usize,
  used: usize,
  weights: usize,
  sizes: usize,
  from: usize,
  into: usize,
  heights: usize,
  chain: usize,
  keys: usize,
  state: usize,
  isSum: i32,
  most: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>end) << 3;
  readState(state);
  const last = min(end - 1, merges + most);
  while (merges < last) {
    if (length == 0) {
      while (load<f64>(sizes + ((<usize>first) << 3)) == 0) first++;
      store<i32>(chain, first);
      store<f64>(keys, Infinity);
      length = 1;
    }
    const tip = load<i32>(chain + ((<usize>(length - 1)) << 2));
    const tipPlace = (<usize>tip) << 2;
    store<i32>(used + tipPlace, ++clock);
    if (load<i32>(slots + tipPlace) < 0) {
      missing = tip;
      break;
    }
    const tipLine = lines + <usize>load<i32>(slots + tipPlace) * width;
    nearestAfterMerges(tipLine, weights, from, into, isSum, tip, load<i32>(seen + tipPlace), merges, start, end);
    store<i32>(seen + tipPlace, merges);
    const key = least * load<f64>(weights + (tipPlace << 1));
    const keyBefore = load<f64>(keys + ((<usize>(length - 1)) << 3));
    const before = length > 1 ? load<i32>(chain + ((<usize>(length - 2)) << 2)) : -1;
    if (key < keyBefore && nearest != before) {
      store<i32>(chain + ((<usize>length) << 2), nearest);
      store<f64>(keys + ((<usize>length) << 3), key);
      length++;
      continue;
    }
    const beforePlace = (<usize>before) << 2;
    store<i32>(used + beforePlace, ++clock);
    if (load<i32>(slots + beforePlace) < 0) {
      missing = before;
      break;
    }
    const beforeLine = lines + <usize>load<i32>(slots + beforePlace) * width;
    nearestAfterMerges(
      beforeLine,
      weights,
      from,
      into,
      isSum,
      before,
      load<i32>(seen + beforePlace),
      merges,
      start,
      start,
    );
    const kept = max(tip, before);
    const gone = min(tip, before);
    joinClusters(lines, slots, weights, sizes, kept, gone, isSum, start, end);
    const merge = (<usize>merges) << 2;
    store<i32>(from + merge, gone);
    store<i32>(into + merge, kept);
    store<f64>(heights + (merge << 1), min(key, keyBefore));
    merges++;
    store<i32>(seen + ((<usize>kept) << 2), merges);
    length -= 2;
  }
  writeState(state);
}

function readState(state: usize): void {
  merges = load<i32>(state + mergesPlace);
  length = load<i32>(state + chainPlace);
  first = load<i32>(state + firstPlace);
  clock = load<i32>(state + clockPlace);
  missing = -1;
}

function writeState(state: usize): void {
  store<i32>(state + mergesPlace, merges);
  store<i32>(state + chainPlace, length);
  store<i32>(state + firstPlace, first);
  store<i32>(state + missingPlace, missing);
  store<i32>(state + clockPlace, clock);
}

/** Puts one cluster into another: lines, sizes and weights. */
function joinClusters(
  lines: usize,
  slots: usize,
  weights: usize,
  sizes: usize,
  kept: i32,
  gone: i32,
  isSum: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>end) << 3;
  const keptPlace = (<usize>kept) << 3;
  const gonePlace = (<usize>gone) << 3;
  const line = lines + <usize>load<i32>(slots + (keptPlace >> 1)) * width;
  joinLines(line, lines + <usize>load<i32>(slots + (gonePlace >> 1)) * width, isSum, start, end);
  store<f64>(line + gonePlace, Infinity);
  store<f64>(line + keptPlace, Infinity);
  const size = load<f64>(sizes + keptPlace) + load<f64>(sizes + gonePlace);
  store<f64>(sizes + keptPlace, size);
  store<f64>(sizes + gonePlace, 0);
  if (isSum) store<f64>(weights + keptPlace, 1 / size);
  store<i32>(slots + (gonePlace >> 1), -1);
}

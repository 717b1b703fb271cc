import { distancesToFour, highPair, lowPair } from "./shared/distance-lanes";

/** Where things stand in `state`, as in ulm/learn/hierarchy/grow-tree.ts. */
const edgesPlace: usize = 0;
const lastPlace: usize = 4;
const placesPlace: usize = 8;
const gonePlace: usize = 12;
const roomForGone = 8;

/** What `findNearest` has found. */
let least: f64 = 0;
let nearest: i32 = 0;

/** Twin: ulm/learn/hierarchy/grow-tree.ts. */
export function growTree(
  points: usize,
  lanes: usize,
  rowOf: usize,
  closest: usize,
  left: usize,
  right: usize,
  heights: usize,
  state: usize,
  columns: i32,
  padded: i32,
  most: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  const step = (<usize>padded) << 3;
  let last = load<i32>(state + lastPlace);
  let places = load<i32>(state + placesPlace);
  let gone = load<i32>(state + gonePlace);
  let edge = load<i32>(state + edgesPlace);
  const goal = min(end, edge + most);
  for (; edge < goal; edge++) {
    findNearest(points + <usize>last * width, lanes, closest, width, step, start, places);
    const place = (<usize>edge) << 2;
    store<i32>(left + place, last);
    last = load<i32>(rowOf + ((<usize>nearest) << 2));
    store<i32>(right + place, last);
    store<f64>(heights + (place << 1), sqrt(least));
    putAway(lanes, rowOf, closest, width, step, nearest);
    gone++;
    if (gone * roomForGone <= places) continue;
    places = closeGaps(lanes, rowOf, closest, width, step, start, places);
    gone = 0;
  }
  store<i32>(state + edgesPlace, edge);
  store<i32>(state + lastPlace, last);
  store<i32>(state + placesPlace, places);
  store<i32>(state + gonePlace, gone);
}

/** Lowers the distances to the tree by those to a point; finds the least of them, the first of equal ones. */
function findNearest(
  point: usize,
  lanes: usize,
  closest: usize,
  width: usize,
  step: usize,
  start: i32,
  places: i32,
): void {
  let leasts = f64x2.splat(Infinity);
  let found = f64x2.splat(-1);
  let numbers = f64x2.replace_lane(f64x2.splat(<f64>start), 1, <f64>(start + 1));
  // Beyond the last place all is infinitely far away, to a multiple of four.
  for (let place = start; place < places; place += 4) {
    const offset = (<usize>place) << 3;
    distancesToFour(point, lanes + offset, width, step);
    const low = f64x2.pmin(lowPair, v128.load(closest + offset));
    v128.store(closest + offset, low);
    found = v128.bitselect(numbers, found, f64x2.lt(low, leasts));
    leasts = f64x2.pmin(leasts, low);
    numbers = f64x2.add(numbers, f64x2.splat(2));
    const high = f64x2.pmin(highPair, v128.load(closest + offset, 16));
    v128.store(closest + offset, high, 16);
    found = v128.bitselect(numbers, found, f64x2.lt(high, leasts));
    leasts = f64x2.pmin(leasts, high);
    numbers = f64x2.add(numbers, f64x2.splat(2));
  }
  const a = f64x2.extract_lane(leasts, 0);
  const b = f64x2.extract_lane(leasts, 1);
  const placeA = f64x2.extract_lane(found, 0);
  const placeB = f64x2.extract_lane(found, 1);
  const isA = a < b || (a == b && placeA < placeB);
  least = isA ? a : b;
  nearest = <i32>(isA ? placeA : placeB);
}

/** Moves the rows that are still outside together. @returns how many there are */
function closeGaps(
  lanes: usize,
  rowOf: usize,
  closest: usize,
  width: usize,
  step: usize,
  start: i32,
  places: i32,
): i32 {
  let next = start;
  for (let place = start; place < places; place++) {
    const row = load<i32>(rowOf + ((<usize>place) << 2));
    if (row < 0) continue;
    const from = (<usize>place) << 3;
    const to = (<usize>next) << 3;
    store<i32>(rowOf + (to >> 1), row);
    store<f64>(closest + to, load<f64>(closest + from));
    for (let offset: usize = 0; offset < width; offset += 8) {
      const lane = lanes + (offset >> 3) * step;
      store<f64>(lane + to, load<f64>(lane + from));
    }
    next++;
  }
  for (let place = next; place < places; place++) putAway(lanes, rowOf, closest, width, step, place);
  return next;
}

/** Leaves a place empty, infinitely far from everything. */
function putAway(lanes: usize, rowOf: usize, closest: usize, width: usize, step: usize, place: i32): void {
  const at = (<usize>place) << 3;
  for (let offset: usize = 0; offset < width; offset += 8) store<f64>(lanes + (offset >> 3) * step + at, Infinity);
  store<f64>(closest + at, Infinity);
  store<i32>(rowOf + (at >> 1), -1);
}

import { addTileSums, multiplyTile, tileBytes } from "./shared/tile";

/*
 * Matrices in tiles of 128 rows, column by column within a tile; see ulm/compute/kernels/tiles.ts. Rows that fill up the last tile hold
 * zeros, and so does the last column when the number of columns is odd: `stride`, the columns with it, is always even.
 */

/** Twin: ulm/compute/kernels/tiles.ts. Two rows and two columns at a time. */
export function fillTiles(
  values: usize,
  centre: usize,
  factors: usize,
  tiles: usize,
  rows: i32,
  columns: i32,
  stride: i32,
  start: i32,
  end: i32,
): void {
  const rowBytes = (<usize>columns) << 3;
  for (let tile = start; tile < end; tile++) {
    const own = tiles + <usize>tile * <usize>stride * tileBytes;
    const firstRow = tile << 7;
    const count = min(128, rows - firstRow);
    let row = 0;
    for (; row + 1 < count; row += 2) {
      fillTwoRows(values + <usize>(firstRow + row) * rowBytes, centre, factors, own + ((<usize>row) << 3), columns);
    }
    if (row < count) {
      fillRow(values + <usize>(firstRow + row) * rowBytes, centre, factors, own + ((<usize>row) << 3), 0, columns);
    }
  }
}

function fillTwoRows(first: usize, centre: usize, factors: usize, to: usize, columns: i32): void {
  const rowBytes = (<usize>columns) << 3;
  let target = to;
  for (let place: usize = 0; place + 16 <= rowBytes; place += 16) {
    const middle = v128.load(centre + place);
    const factor = v128.load(factors + place);
    const upper = f64x2.mul(f64x2.sub(v128.load(first + place), middle), factor);
    const lower = f64x2.mul(f64x2.sub(v128.load(first + rowBytes + place), middle), factor);
    v128.store(target, v128.shuffle<f64>(upper, lower, 0, 2));
    v128.store(target + tileBytes, v128.shuffle<f64>(upper, lower, 1, 3));
    target += 2 * tileBytes;
  }
  fillRow(first, centre, factors, to, columns & ~1, columns);
  fillRow(first + rowBytes, centre, factors, to + 8, columns & ~1, columns);
}

function fillRow(row: usize, centre: usize, factors: usize, to: usize, start: i32, columns: i32): void {
  for (let column = start; column < columns; column++) {
    const place = (<usize>column) << 3;
    const centred = load<f64>(row + place) - load<f64>(centre + place);
    store<f64>(to + <usize>column * tileBytes, centred * load<f64>(factors + place));
  }
}

/** Twin: ulm/compute/kernels/tiles.ts. */
export function multiplyTiles(tiles: usize, factors: usize, products: usize, stride: i32, start: i32, end: i32): void {
  for (let tile = start; tile < end; tile++) {
    const own = tiles + <usize>tile * <usize>stride * tileBytes;
    multiplyTile(own, factors, products + <usize>tile * tileBytes, stride);
  }
}

/** Twin: ulm/compute/kernels/tiles.ts. */
export function sumTiles(
  tiles: usize,
  weights: usize,
  sums: usize,
  stride: i32,
  blockTiles: i32,
  start: i32,
  end: i32,
): void {
  const result = sums + ((<usize>(start / blockTiles) * <usize>stride) << 3);
  for (let tile = start; tile < end; tile++) {
    const own = tiles + <usize>tile * <usize>stride * tileBytes;
    addTileSums(own, weights + <usize>tile * tileBytes, result, stride);
  }
}

/** Twin: ulm/compute/kernels/tiles.ts. Two columns against four or two: each number that is loaded is used several times. */
export function crossTiles(
  tiles: usize,
  weights: usize,
  products: usize,
  scratch: usize,
  stride: i32,
  blockTiles: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>stride) << 3;
  const result = products + <usize>(start / blockTiles) * <usize>stride * width;
  for (let tile = start; tile < end; tile++) {
    const own = tiles + <usize>tile * <usize>stride * tileBytes;
    const weight = weights + <usize>tile * tileBytes;
    for (let row = 0; row < stride; row += 2) {
      weigh(own + <usize>row * tileBytes, weight, scratch);
      weigh(own + <usize>(row + 1) * tileBytes, weight, scratch + tileBytes);
      const line = result + <usize>row * width;
      let column = 0;
      for (; column + 2 <= row; column += 4) {
        crossFour(scratch, own + <usize>column * tileBytes, line + ((<usize>column) << 3), width);
      }
      if (column <= row) crossTwo(scratch, own + <usize>column * tileBytes, line + ((<usize>column) << 3), width);
    }
  }
}

function weigh(values: usize, weights: usize, weighted: usize): void {
  for (let offset: usize = 0; offset < tileBytes; offset += 16) {
    v128.store(weighted + offset, f64x2.mul(v128.load(values + offset), v128.load(weights + offset)));
  }
}

function crossFour(left: usize, right: usize, result: usize, width: usize): void {
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let a2 = f64x2.splat(0);
  let a3 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let b2 = f64x2.splat(0);
  let b3 = f64x2.splat(0);
  for (let offset: usize = 0; offset < tileBytes; offset += 16) {
    const a = v128.load(left + offset);
    const b = v128.load(left + offset, tileBytes);
    const first = v128.load(right + offset);
    a0 = f64x2.add(a0, f64x2.mul(a, first));
    b0 = f64x2.add(b0, f64x2.mul(b, first));
    const second = v128.load(right + offset, tileBytes);
    a1 = f64x2.add(a1, f64x2.mul(a, second));
    b1 = f64x2.add(b1, f64x2.mul(b, second));
    const third = v128.load(right + offset, 2 * tileBytes);
    a2 = f64x2.add(a2, f64x2.mul(a, third));
    b2 = f64x2.add(b2, f64x2.mul(b, third));
    const fourth = v128.load(right + offset, 3 * tileBytes);
    a3 = f64x2.add(a3, f64x2.mul(a, fourth));
    b3 = f64x2.add(b3, f64x2.mul(b, fourth));
  }
  addPair(result, a0, a1);
  addPair(result + 16, a2, a3);
  addPair(result + width, b0, b1);
  addPair(result + width + 16, b2, b3);
}

function crossTwo(left: usize, right: usize, result: usize, width: usize): void {
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  for (let offset: usize = 0; offset < tileBytes; offset += 16) {
    const a = v128.load(left + offset);
    const b = v128.load(left + offset, tileBytes);
    const first = v128.load(right + offset);
    a0 = f64x2.add(a0, f64x2.mul(a, first));
    b0 = f64x2.add(b0, f64x2.mul(b, first));
    const second = v128.load(right + offset, tileBytes);
    a1 = f64x2.add(a1, f64x2.mul(a, second));
    b1 = f64x2.add(b1, f64x2.mul(b, second));
  }
  addPair(result, a0, a1);
  addPair(result + width, b0, b1);
}

/** Adds the sums of the lanes of two vectors to two numbers that lie side by side. */
function addPair(place: usize, left: v128, right: v128): void {
  const sums = f64x2.add(v128.shuffle<f64>(left, right, 0, 2), v128.shuffle<f64>(left, right, 1, 3));
  v128.store(place, f64x2.add(v128.load(place), sums));
}

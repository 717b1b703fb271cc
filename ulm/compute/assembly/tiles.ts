/**
 * Matrices in tiles of 128 rows, column by column within a tile; see ulm/compute/kernels/tiles.ts. Rows that fill up the last tile hold
 * zeros, and so does the last column when the number of columns is odd: `stride`, the columns with it, is always even.
 */
const tileBytes: usize = 128 << 3;

/** Twin: ulm/compute/kernels/tiles.ts. */
export function fillTiles(
  values: usize,
  centre: usize,
  scale: usize,
  tiles: usize,
  rows: i32,
  columns: i32,
  stride: i32,
  start: i32,
  end: i32,
): void {
  for (let tile = start; tile < end; tile++) {
    const own = tiles + <usize>tile * <usize>stride * tileBytes;
    const firstRow = tile << 7;
    const count = min(128, rows - firstRow);
    for (let row = 0; row < count; row++) {
      const source = values + ((<usize>(firstRow + row) * <usize>columns) << 3);
      let target = own + ((<usize>row) << 3);
      for (let column = 0; column < columns; column++) {
        const place = (<usize>column) << 3;
        store<f64>(target, (load<f64>(source + place) - load<f64>(centre + place)) / load<f64>(scale + place));
        target += tileBytes;
      }
    }
  }
}

/** Twin: ulm/compute/kernels/tiles.ts. */
export function multiplyTiles(tiles: usize, factors: usize, products: usize, stride: i32, start: i32, end: i32): void {
  for (let tile = start; tile < end; tile++) {
    const own = tiles + <usize>tile * <usize>stride * tileBytes;
    const product = products + <usize>tile * tileBytes;
    memory.fill(product, 0, tileBytes);
    for (let column = 0; column < stride; column += 2) {
      const first = own + <usize>column * tileBytes;
      const factor = f64x2.splat(load<f64>(factors + ((<usize>column) << 3)));
      const next = f64x2.splat(load<f64>(factors + ((<usize>column) << 3), 8));
      for (let offset: usize = 0; offset < tileBytes; offset += 16) {
        const pair = f64x2.add(
          f64x2.mul(factor, v128.load(first + offset)),
          f64x2.mul(next, v128.load(first + tileBytes + offset)),
        );
        v128.store(product + offset, f64x2.add(v128.load(product + offset), pair));
      }
    }
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
    const weight = weights + <usize>tile * tileBytes;
    for (let column = 0; column < stride; column++) {
      const values = own + <usize>column * tileBytes;
      let even = f64x2.splat(0);
      let odd = f64x2.splat(0);
      for (let offset: usize = 0; offset < tileBytes; offset += 32) {
        even = f64x2.add(even, f64x2.mul(v128.load(values + offset), v128.load(weight + offset)));
        odd = f64x2.add(odd, f64x2.mul(v128.load(values + offset, 16), v128.load(weight + offset, 16)));
      }
      const place = result + ((<usize>column) << 3);
      store<f64>(place, load<f64>(place) + sumLanes(f64x2.add(even, odd)));
    }
  }
}

/** Twin: ulm/compute/kernels/tiles.ts. Two columns against two: each number that is loaded is used twice. */
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
      for (let column = 0; column <= row; column += 2) {
        addCross(scratch, own + <usize>column * tileBytes, result + <usize>row * width + ((<usize>column) << 3), width);
      }
    }
  }
}

function weigh(values: usize, weights: usize, weighted: usize): void {
  for (let offset: usize = 0; offset < tileBytes; offset += 16) {
    v128.store(weighted + offset, f64x2.mul(v128.load(values + offset), v128.load(weights + offset)));
  }
}

function addCross(left: usize, right: usize, result: usize, width: usize): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  for (let offset: usize = 0; offset < tileBytes; offset += 16) {
    const first = v128.load(left + offset);
    const second = v128.load(left + tileBytes + offset);
    const other = v128.load(right + offset);
    const next = v128.load(right + tileBytes + offset);
    a = f64x2.add(a, f64x2.mul(first, other));
    b = f64x2.add(b, f64x2.mul(first, next));
    c = f64x2.add(c, f64x2.mul(second, other));
    d = f64x2.add(d, f64x2.mul(second, next));
  }
  store<f64>(result, load<f64>(result) + sumLanes(a));
  store<f64>(result, load<f64>(result, 8) + sumLanes(b), 8);
  store<f64>(result + width, load<f64>(result + width) + sumLanes(c));
  store<f64>(result + width, load<f64>(result + width, 8) + sumLanes(d), 8);
}

function sumLanes(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

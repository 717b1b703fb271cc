/** One tile of ulm/compute/kernels/tiles.ts: 128 rows, column by column. The number of columns is even. */
export const tileBytes: usize = 128 << 3;

/** The products of the tile's rows with some factors. */
export function multiplyTile(tile: usize, factors: usize, products: usize, stride: i32): void {
  memory.fill(products, 0, tileBytes);
  let column = 0;
  for (; column + 4 <= stride; column += 4) {
    const values = tile + <usize>column * tileBytes;
    const place = factors + ((<usize>column) << 3);
    const a = v128.load_splat<f64>(place);
    const b = v128.load_splat<f64>(place, 8);
    const c = v128.load_splat<f64>(place, 16);
    const d = v128.load_splat<f64>(place, 24);
    for (let offset: usize = 0; offset < tileBytes; offset += 16) {
      const left = f64x2.add(
        f64x2.mul(a, v128.load(values + offset)),
        f64x2.mul(b, v128.load(values + offset, tileBytes)),
      );
      const right = f64x2.add(
        f64x2.mul(c, v128.load(values + offset, 2 * tileBytes)),
        f64x2.mul(d, v128.load(values + offset, 3 * tileBytes)),
      );
      v128.store(products + offset, f64x2.add(v128.load(products + offset), f64x2.add(left, right)));
    }
  }
  if (column < stride) {
    const values = tile + <usize>column * tileBytes;
    const place = factors + ((<usize>column) << 3);
    const a = v128.load_splat<f64>(place);
    const b = v128.load_splat<f64>(place, 8);
    for (let offset: usize = 0; offset < tileBytes; offset += 16) {
      const pair = f64x2.add(
        f64x2.mul(a, v128.load(values + offset)),
        f64x2.mul(b, v128.load(values + offset, tileBytes)),
      );
      v128.store(products + offset, f64x2.add(v128.load(products + offset), pair));
    }
  }
}

/** Adds the products of the tile's columns with one number for each row to `sums`. */
export function addTileSums(tile: usize, weights: usize, sums: usize, stride: i32): void {
  for (let column = 0; column < stride; column += 2) {
    const first = tile + <usize>column * tileBytes;
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    for (let offset: usize = 0; offset < tileBytes; offset += 32) {
      const even = v128.load(weights + offset);
      const odd = v128.load(weights + offset, 16);
      a = f64x2.add(a, f64x2.mul(v128.load(first + offset), even));
      b = f64x2.add(b, f64x2.mul(v128.load(first + offset, 16), odd));
      c = f64x2.add(c, f64x2.mul(v128.load(first + offset, tileBytes), even));
      d = f64x2.add(d, f64x2.mul(v128.load(first + offset, tileBytes + 16), odd));
    }
    const place = sums + ((<usize>column) << 3);
    store<f64>(place, load<f64>(place) + sumLanes(f64x2.add(a, b)));
    store<f64>(place, load<f64>(place, 8) + sumLanes(f64x2.add(c, d)), 8);
  }
}

export function sumLanes(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

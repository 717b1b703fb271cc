/** Twin: ulm/learn/linear/reduce-tiles.ts. */
export function reduceTiles(
  tiles: usize,
  right: usize,
  factors: usize,
  scratch: usize,
  width: i32,
  stride: i32,
  blockTiles: i32,
  start: i32,
  end: i32,
): void {
  const tileBytes: usize = 128 << 3;
  const count = (end - start) << 7;
  const length = (<usize>count) << 3;
  const size = width + 1;
  for (let tile = start; tile < end; tile++) {
    const target = scratch + <usize>(tile - start) * tileBytes;
    const own = tiles + <usize>tile * <usize>stride * tileBytes;
    for (let column = 0; column < width; column++) {
      memory.copy(target + <usize>column * length, own + <usize>column * tileBytes, tileBytes);
    }
    memory.copy(target + <usize>width * length, right + <usize>tile * tileBytes, tileBytes);
  }
  const factor = factors + ((<usize>(start / blockTiles) * <usize>size * <usize>size) << 3);
  for (let k = 0; k < min(size, count); k++) {
    const column = scratch + <usize>k * length;
    const place = (<usize>k) << 3;
    // Rows above k hold zeros by now: starting at an even row changes nothing.
    const first = ((<usize>k) & ~1) << 3;
    const norm = sqrt(dot(column, column, first, length));
    const target = factor + ((<usize>k * <usize>size) << 3);
    if (norm > 0) {
      const head = load<f64>(column + place);
      const pivot = head > 0 ? -norm : norm;
      store<f64>(column + place, head - pivot);
      const share = 1 / (pivot * (head - pivot));
      for (let other = k + 1; other < size; other++) {
        const values = scratch + <usize>other * length;
        addMultiple(values, column, share * dot(column, values, first, length), first, length);
      }
      store<f64>(target + place, pivot);
    }
    for (let other = k + 1; other < size; other++) {
      const entry = scratch + <usize>other * length + place;
      store<f64>(target + ((<usize>other) << 3), load<f64>(entry));
      store<f64>(entry, 0);
    }
  }
}

function dot(left: usize, right: usize, first: usize, length: usize): f64 {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let offset = first;
  for (; offset + 32 <= length; offset += 32) {
    a = f64x2.add(a, f64x2.mul(v128.load(left + offset), v128.load(right + offset)));
    b = f64x2.add(b, f64x2.mul(v128.load(left + offset, 16), v128.load(right + offset, 16)));
  }
  if (offset < length) a = f64x2.add(a, f64x2.mul(v128.load(left + offset), v128.load(right + offset)));
  const sum = f64x2.add(a, b);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

function addMultiple(target: usize, source: usize, factor: f64, first: usize, length: usize): void {
  const factors = f64x2.splat(factor);
  for (let offset = first; offset < length; offset += 16) {
    const product = f64x2.mul(factors, v128.load(source + offset));
    v128.store(target + offset, f64x2.add(v128.load(target + offset), product));
  }
}

/** Twin: ulm/learn/decomposition/project-rows.ts. Eight rows and four or two lines at a time, whose sums stay in registers. */
export function projectRows(
  points: usize,
  weights: usize,
  offsets: usize,
  out: usize,
  count: i32,
  columns: i32,
  start: i32,
  end: i32,
): void {
  const stride = count + (count & 1);
  const rowBytes = (<usize>columns) << 3;
  const outBytes = (<usize>count) << 3;
  let row = start;
  for (; row + 8 <= end; row += 8) {
    const point = points + <usize>row * rowBytes;
    const target = out + <usize>row * outBytes;
    let line = 0;
    for (; line + 2 < stride; line += 4) {
      fourLines(point, weights, offsets, target, line, count, stride, columns);
      fourLines(point + 4 * rowBytes, weights, offsets, target + 4 * outBytes, line, count, stride, columns);
    }
    if (line < stride) twoLines(point, weights, offsets, target, line, count, stride, columns);
  }
  for (; row < end; row++) {
    const point = points + <usize>row * rowBytes;
    for (let line = 0; line < stride; line += 2) {
      oneRow(point, weights, offsets, out + <usize>row * outBytes, line, count, stride, columns);
    }
  }
}

/** Four lines of four rows. */
function fourLines(
  point: usize,
  weights: usize,
  offsets: usize,
  out: usize,
  line: i32,
  count: i32,
  stride: i32,
  columns: i32,
): void {
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let c0 = f64x2.splat(0);
  let c1 = f64x2.splat(0);
  let d0 = f64x2.splat(0);
  let d1 = f64x2.splat(0);
  const rowBytes = (<usize>columns) << 3;
  const weightBytes = (<usize>stride) << 3;
  let weight = weights + ((<usize>line) << 3);
  for (let place = point; place < point + rowBytes; place += 8) {
    const left = v128.load(weight);
    const right = v128.load(weight, 16);
    const a = v128.load_splat<f64>(place);
    a0 = f64x2.add(a0, f64x2.mul(a, left));
    a1 = f64x2.add(a1, f64x2.mul(a, right));
    const b = v128.load_splat<f64>(place + rowBytes);
    b0 = f64x2.add(b0, f64x2.mul(b, left));
    b1 = f64x2.add(b1, f64x2.mul(b, right));
    const c = v128.load_splat<f64>(place + 2 * rowBytes);
    c0 = f64x2.add(c0, f64x2.mul(c, left));
    c1 = f64x2.add(c1, f64x2.mul(c, right));
    const d = v128.load_splat<f64>(place + 3 * rowBytes);
    d0 = f64x2.add(d0, f64x2.mul(d, left));
    d1 = f64x2.add(d1, f64x2.mul(d, right));
    weight += weightBytes;
  }
  const less = offsets + ((<usize>line) << 3);
  storeRows(out, a0, b0, c0, d0, less, line, count);
  storeRows(out, a1, b1, c1, d1, less + 16, line + 2, count);
}

/** Two lines of eight rows. */
function twoLines(
  point: usize,
  weights: usize,
  offsets: usize,
  out: usize,
  line: i32,
  count: i32,
  stride: i32,
  columns: i32,
): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  let e = f64x2.splat(0);
  let f = f64x2.splat(0);
  let g = f64x2.splat(0);
  let h = f64x2.splat(0);
  const rowBytes = (<usize>columns) << 3;
  const weightBytes = (<usize>stride) << 3;
  let weight = weights + ((<usize>line) << 3);
  for (let place = point; place < point + rowBytes; place += 8) {
    const pair = v128.load(weight);
    a = f64x2.add(a, f64x2.mul(v128.load_splat<f64>(place), pair));
    b = f64x2.add(b, f64x2.mul(v128.load_splat<f64>(place + rowBytes), pair));
    c = f64x2.add(c, f64x2.mul(v128.load_splat<f64>(place + 2 * rowBytes), pair));
    d = f64x2.add(d, f64x2.mul(v128.load_splat<f64>(place + 3 * rowBytes), pair));
    e = f64x2.add(e, f64x2.mul(v128.load_splat<f64>(place + 4 * rowBytes), pair));
    f = f64x2.add(f, f64x2.mul(v128.load_splat<f64>(place + 5 * rowBytes), pair));
    g = f64x2.add(g, f64x2.mul(v128.load_splat<f64>(place + 6 * rowBytes), pair));
    h = f64x2.add(h, f64x2.mul(v128.load_splat<f64>(place + 7 * rowBytes), pair));
    weight += weightBytes;
  }
  const less = offsets + ((<usize>line) << 3);
  storeRows(out, a, b, c, d, less, line, count);
  storeRows(out + 4 * ((<usize>count) << 3), e, f, g, h, less, line, count);
}

/** Two lines of one row. */
function oneRow(
  point: usize,
  weights: usize,
  offsets: usize,
  out: usize,
  line: i32,
  count: i32,
  stride: i32,
  columns: i32,
): void {
  let sums = f64x2.splat(0);
  let weight = weights + ((<usize>line) << 3);
  for (let column = 0; column < columns; column++) {
    const value = v128.load_splat<f64>(point + ((<usize>column) << 3));
    sums = f64x2.add(sums, f64x2.mul(value, v128.load(weight)));
    weight += (<usize>stride) << 3;
  }
  storePair(out, f64x2.sub(sums, v128.load(offsets + ((<usize>line) << 3))), line, count);
}

/** Two lines of four rows, less their offsets. */
function storeRows(out: usize, a: v128, b: v128, c: v128, d: v128, offsets: usize, line: i32, count: i32): void {
  const offset = v128.load(offsets);
  const outBytes = (<usize>count) << 3;
  storePair(out, f64x2.sub(a, offset), line, count);
  storePair(out + outBytes, f64x2.sub(b, offset), line, count);
  storePair(out + 2 * outBytes, f64x2.sub(c, offset), line, count);
  storePair(out + 3 * outBytes, f64x2.sub(d, offset), line, count);
}

/** The second number only where there is such a line. */
function storePair(out: usize, pair: v128, line: i32, count: i32): void {
  const place = out + ((<usize>line) << 3);
  if (line + 1 < count) v128.store(place, pair);
  else store<f64>(place, f64x2.extract_lane(pair, 0));
}

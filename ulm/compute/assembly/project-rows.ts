/** Twin: ulm/learn/decomposition/project-rows.ts. Four rows and four or two lines at a time, whose sums stay in registers. */
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
  for (let row = start; row < end; row += 4) {
    const rows = min(4, end - row);
    const point = points + ((<usize>row * <usize>columns) << 3);
    // Rows that are not there are the last one again.
    const step = (<usize>columns) << 3;
    const second = point + step * <usize>min(1, rows - 1);
    const third = point + step * <usize>min(2, rows - 1);
    const fourth = point + step * <usize>(rows - 1);
    const target = out + ((<usize>row * <usize>count) << 3);
    let line = 0;
    for (; line + 2 < stride; line += 4) {
      fourLines(point, second, third, fourth, weights, offsets, target, rows, line, count, stride, columns);
    }
    if (line < stride) {
      twoLines(point, second, third, fourth, weights, offsets, target, rows, line, count, stride, columns);
    }
  }
}

function fourLines(
  first: usize,
  second: usize,
  third: usize,
  fourth: usize,
  weights: usize,
  offsets: usize,
  out: usize,
  rows: i32,
  line: i32,
  count: i32,
  stride: i32,
  columns: i32,
): void {
  const place = (<usize>line) << 3;
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let c0 = f64x2.splat(0);
  let c1 = f64x2.splat(0);
  let d0 = f64x2.splat(0);
  let d1 = f64x2.splat(0);
  let weight = weights + place;
  const end = (<usize>columns) << 3;
  for (let offset: usize = 0; offset < end; offset += 8) {
    const left = v128.load(weight);
    const right = v128.load(weight, 16);
    weight += (<usize>stride) << 3;
    const a = v128.load_splat<f64>(first + offset);
    a0 = f64x2.add(a0, f64x2.mul(a, left));
    a1 = f64x2.add(a1, f64x2.mul(a, right));
    const b = v128.load_splat<f64>(second + offset);
    b0 = f64x2.add(b0, f64x2.mul(b, left));
    b1 = f64x2.add(b1, f64x2.mul(b, right));
    const c = v128.load_splat<f64>(third + offset);
    c0 = f64x2.add(c0, f64x2.mul(c, left));
    c1 = f64x2.add(c1, f64x2.mul(c, right));
    const d = v128.load_splat<f64>(fourth + offset);
    d0 = f64x2.add(d0, f64x2.mul(d, left));
    d1 = f64x2.add(d1, f64x2.mul(d, right));
  }
  storePairs(out, a0, b0, c0, d0, offsets + place, rows, line, count);
  storePairs(out, a1, b1, c1, d1, offsets + place + 16, rows, line + 2, count);
}

function twoLines(
  first: usize,
  second: usize,
  third: usize,
  fourth: usize,
  weights: usize,
  offsets: usize,
  out: usize,
  rows: i32,
  line: i32,
  count: i32,
  stride: i32,
  columns: i32,
): void {
  const place = (<usize>line) << 3;
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  let weight = weights + place;
  const end = (<usize>columns) << 3;
  for (let offset: usize = 0; offset < end; offset += 8) {
    const pair = v128.load(weight);
    weight += (<usize>stride) << 3;
    a = f64x2.add(a, f64x2.mul(v128.load_splat<f64>(first + offset), pair));
    b = f64x2.add(b, f64x2.mul(v128.load_splat<f64>(second + offset), pair));
    c = f64x2.add(c, f64x2.mul(v128.load_splat<f64>(third + offset), pair));
    d = f64x2.add(d, f64x2.mul(v128.load_splat<f64>(fourth + offset), pair));
  }
  storePairs(out, a, b, c, d, offsets + place, rows, line, count);
}

/** Two lines of up to four rows, less their offsets. */
function storePairs(
  out: usize,
  a: v128,
  b: v128,
  c: v128,
  d: v128,
  offsets: usize,
  rows: i32,
  line: i32,
  count: i32,
): void {
  const offset = v128.load(offsets);
  const step = (<usize>count) << 3;
  const place = out + ((<usize>line) << 3);
  const isPair = line + 1 < count;
  storePair(place, f64x2.sub(a, offset), isPair);
  if (rows > 1) storePair(place + step, f64x2.sub(b, offset), isPair);
  if (rows > 2) storePair(place + 2 * step, f64x2.sub(c, offset), isPair);
  if (rows > 3) storePair(place + 3 * step, f64x2.sub(d, offset), isPair);
}

function storePair(place: usize, pair: v128, isPair: bool): void {
  if (isPair) v128.store(place, pair);
  else store<f64>(place, f64x2.extract_lane(pair, 0));
}

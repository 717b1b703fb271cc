/** Twin: ulm/compute/eigen/reflect-both-sides.ts. Two columns at a time. */
export function reflectBothSides(
  matrix: usize,
  vector: usize,
  product: usize,
  h: f64,
  size: i32,
  start: i32,
  end: i32,
): void {
  const lineBytes = (<usize>size) << 3;
  const first = (<usize>start) << 3;
  const length = (<usize>(end - start)) << 3;
  const v = vector + first;
  const p = product + first;
  const corner = matrix + <usize>start * lineBytes + first;
  for (let offset: usize = 0; offset < length; offset += 8) {
    store<f64>(p + offset, dot(corner + (offset >> 3) * lineBytes, v, length) / h);
  }
  const share = dot(v, p, length) / (2 * h);
  for (let offset: usize = 0; offset < length; offset += 8) {
    store<f64>(p + offset, load<f64>(p + offset) - share * load<f64>(v + offset));
  }
  for (let offset: usize = 0; offset < length; offset += 8) {
    takeOut(corner + (offset >> 3) * lineBytes, p, v, load<f64>(v + offset), load<f64>(p + offset), length);
  }
}

function dot(left: usize, right: usize, length: usize): f64 {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let offset: usize = 0;
  for (; offset + 32 <= length; offset += 32) {
    a = f64x2.add(a, f64x2.mul(v128.load(left + offset), v128.load(right + offset)));
    b = f64x2.add(b, f64x2.mul(v128.load(left + offset, 16), v128.load(right + offset, 16)));
  }
  const pairs = f64x2.add(a, b);
  let sum = f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
  for (; offset < length; offset += 8) sum += load<f64>(left + offset) * load<f64>(right + offset);
  return sum;
}

/** line −= ofFirst · first + ofSecond · second */
function takeOut(line: usize, first: usize, second: usize, ofFirst: f64, ofSecond: f64, length: usize): void {
  const left = f64x2.splat(ofFirst);
  const right = f64x2.splat(ofSecond);
  let offset: usize = 0;
  for (; offset + 16 <= length; offset += 16) {
    const away = f64x2.add(f64x2.mul(left, v128.load(first + offset)), f64x2.mul(right, v128.load(second + offset)));
    v128.store(line + offset, f64x2.sub(v128.load(line + offset), away));
  }
  if (offset < length) {
    const away = ofFirst * load<f64>(first + offset) + ofSecond * load<f64>(second + offset);
    store<f64>(line + offset, load<f64>(line + offset) - away);
  }
}

/** Twin: ulm/compute/eigen/reflect-lines.ts. Eight columns at a time, whose sums stay in registers. */
export function reflectLines(lines: usize, vector: usize, h: f64, size: i32, start: i32, end: i32): void {
  const lineBytes = (<usize>size) << 3;
  const first = lines + <usize>start * lineBytes;
  const v = vector + ((<usize>start) << 3);
  let column: usize = 0;
  for (; column + 64 <= lineBytes; column += 64) reflectEight(first + column, v, h, lineBytes, end - start);
  for (; column + 16 <= lineBytes; column += 16) reflectTwo(first + column, v, h, lineBytes, end - start);
  if (column < lineBytes) reflectOne(first + column, v, h, lineBytes, end - start);
}

function reflectEight(first: usize, v: usize, h: f64, lineBytes: usize, count: i32): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  let line = first;
  for (let index = 0; index < count; index++) {
    const share = v128.load_splat<f64>(v + ((<usize>index) << 3));
    a = f64x2.add(a, f64x2.mul(share, v128.load(line)));
    b = f64x2.add(b, f64x2.mul(share, v128.load(line, 16)));
    c = f64x2.add(c, f64x2.mul(share, v128.load(line, 32)));
    d = f64x2.add(d, f64x2.mul(share, v128.load(line, 48)));
    line += lineBytes;
  }
  const unit = f64x2.splat(h);
  a = f64x2.div(a, unit);
  b = f64x2.div(b, unit);
  c = f64x2.div(c, unit);
  d = f64x2.div(d, unit);
  line = first;
  for (let index = 0; index < count; index++) {
    const share = v128.load_splat<f64>(v + ((<usize>index) << 3));
    v128.store(line, f64x2.sub(v128.load(line), f64x2.mul(share, a)));
    v128.store(line, f64x2.sub(v128.load(line, 16), f64x2.mul(share, b)), 16);
    v128.store(line, f64x2.sub(v128.load(line, 32), f64x2.mul(share, c)), 32);
    v128.store(line, f64x2.sub(v128.load(line, 48), f64x2.mul(share, d)), 48);
    line += lineBytes;
  }
}

function reflectTwo(first: usize, v: usize, h: f64, lineBytes: usize, count: i32): void {
  let sums = f64x2.splat(0);
  let line = first;
  for (let index = 0; index < count; index++) {
    sums = f64x2.add(sums, f64x2.mul(v128.load_splat<f64>(v + ((<usize>index) << 3)), v128.load(line)));
    line += lineBytes;
  }
  sums = f64x2.div(sums, f64x2.splat(h));
  line = first;
  for (let index = 0; index < count; index++) {
    const away = f64x2.mul(v128.load_splat<f64>(v + ((<usize>index) << 3)), sums);
    v128.store(line, f64x2.sub(v128.load(line), away));
    line += lineBytes;
  }
}

function reflectOne(first: usize, v: usize, h: f64, lineBytes: usize, count: i32): void {
  let sum: f64 = 0;
  let line = first;
  for (let index = 0; index < count; index++) {
    sum += load<f64>(v + ((<usize>index) << 3)) * load<f64>(line);
    line += lineBytes;
  }
  sum /= h;
  line = first;
  for (let index = 0; index < count; index++) {
    store<f64>(line, load<f64>(line) - load<f64>(v + ((<usize>index) << 3)) * sum);
    line += lineBytes;
  }
}

/** Twin: ulm/compute/eigen/rotate-lines.ts. Eight columns at a time: the line that the next rotation needs too stays in registers. */
export function rotateLines(lines: usize, sines: usize, cosines: usize, size: i32, start: i32, end: i32): void {
  const lineBytes = (<usize>size) << 3;
  const last = lines + <usize>end * lineBytes;
  let column: usize = 0;
  for (; column + 64 <= lineBytes; column += 64) rotateEight(last + column, sines, cosines, lineBytes, start, end);
  for (; column + 16 <= lineBytes; column += 16) rotateTwo(last + column, sines, cosines, lineBytes, start, end);
  if (column < lineBytes) rotateOne(last + column, sines, cosines, lineBytes, start, end);
}

function rotateEight(last: usize, sines: usize, cosines: usize, lineBytes: usize, start: i32, end: i32): void {
  let line = last;
  let a = v128.load(line);
  let b = v128.load(line, 16);
  let c = v128.load(line, 32);
  let d = v128.load(line, 48);
  for (let index = end - 1; index >= start; index--) {
    const sine = v128.load_splat<f64>(sines + ((<usize>index) << 3));
    const cosine = v128.load_splat<f64>(cosines + ((<usize>index) << 3));
    const above = line - lineBytes;
    const e = v128.load(above);
    v128.store(line, f64x2.add(f64x2.mul(sine, e), f64x2.mul(cosine, a)));
    a = f64x2.sub(f64x2.mul(cosine, e), f64x2.mul(sine, a));
    const f = v128.load(above, 16);
    v128.store(line, f64x2.add(f64x2.mul(sine, f), f64x2.mul(cosine, b)), 16);
    b = f64x2.sub(f64x2.mul(cosine, f), f64x2.mul(sine, b));
    const g = v128.load(above, 32);
    v128.store(line, f64x2.add(f64x2.mul(sine, g), f64x2.mul(cosine, c)), 32);
    c = f64x2.sub(f64x2.mul(cosine, g), f64x2.mul(sine, c));
    const h = v128.load(above, 48);
    v128.store(line, f64x2.add(f64x2.mul(sine, h), f64x2.mul(cosine, d)), 48);
    d = f64x2.sub(f64x2.mul(cosine, h), f64x2.mul(sine, d));
    line = above;
  }
  v128.store(line, a);
  v128.store(line, b, 16);
  v128.store(line, c, 32);
  v128.store(line, d, 48);
}

function rotateTwo(last: usize, sines: usize, cosines: usize, lineBytes: usize, start: i32, end: i32): void {
  let line = last;
  let carried = v128.load(line);
  for (let index = end - 1; index >= start; index--) {
    const sine = v128.load_splat<f64>(sines + ((<usize>index) << 3));
    const cosine = v128.load_splat<f64>(cosines + ((<usize>index) << 3));
    const above = v128.load(line - lineBytes);
    v128.store(line, f64x2.add(f64x2.mul(sine, above), f64x2.mul(cosine, carried)));
    carried = f64x2.sub(f64x2.mul(cosine, above), f64x2.mul(sine, carried));
    line -= lineBytes;
  }
  v128.store(line, carried);
}

function rotateOne(last: usize, sines: usize, cosines: usize, lineBytes: usize, start: i32, end: i32): void {
  let line = last;
  let carried = load<f64>(line);
  for (let index = end - 1; index >= start; index--) {
    const sine = load<f64>(sines + ((<usize>index) << 3));
    const cosine = load<f64>(cosines + ((<usize>index) << 3));
    const above = load<f64>(line - lineBytes);
    store<f64>(line, sine * above + cosine * carried);
    carried = cosine * above - sine * carried;
    line -= lineBytes;
  }
  store<f64>(line, carried);
}

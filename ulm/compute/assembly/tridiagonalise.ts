/** As in the twin. */
const smallestCoupling: f64 = 1e-150;

/** Twin: ulm/compute/eigen/tridiagonalise.ts. */
export function tridiagonalise(
  matrix: usize,
  lines: usize,
  diagonal: usize,
  besides: usize,
  product: usize,
  size: i32,
  start: i32,
  end: i32,
): void {
  const lineBytes = (<usize>size) << 3;
  for (let pivot = start; pivot < end; pivot++) {
    const place = (<usize>pivot) << 3;
    const row = matrix + <usize>pivot * lineBytes;
    store<f64>(diagonal + place, load<f64>(row + place));
    const v = row + place + 8;
    const rest = lineBytes - place - 8;
    const length = sqrt(dot(v, v, rest));
    if (length < smallestCoupling) continue;
    const first = load<f64>(v);
    const target = first > 0 ? -length : length;
    store<f64>(besides + place, target);
    store<f64>(v, first - target);
    const h = length * (length + abs(first));
    reflectBothSides(v + lineBytes, v, product, h, lineBytes, rest);
    reflectLines(lines + <usize>(pivot + 1) * lineBytes, v, h, lineBytes, size - pivot - 1);
  }
}

/** Two columns at a time. @param corner where lines and columns begin that are reflected, of `length` bytes */
function reflectBothSides(corner: usize, v: usize, product: usize, h: f64, lineBytes: usize, length: usize): void {
  for (let offset: usize = 0; offset < length; offset += 8) {
    store<f64>(product + offset, dot(corner + (offset >> 3) * lineBytes, v, length) / h);
  }
  const share = dot(v, product, length) / (2 * h);
  for (let offset: usize = 0; offset < length; offset += 8) {
    store<f64>(product + offset, load<f64>(product + offset) - share * load<f64>(v + offset));
  }
  for (let offset: usize = 0; offset < length; offset += 8) {
    const line = corner + (offset >> 3) * lineBytes;
    takeOut(line, product, v, load<f64>(v + offset), load<f64>(product + offset), length);
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

/** Eight columns at a time, whose sums stay in registers. @param first the first of `count` lines that are mixed */
function reflectLines(first: usize, v: usize, h: f64, lineBytes: usize, count: i32): void {
  let column: usize = 0;
  for (; column + 64 <= lineBytes; column += 64) reflectEight(first + column, v, h, lineBytes, count);
  for (; column + 16 <= lineBytes; column += 16) reflectTwo(first + column, v, h, lineBytes, count);
  if (column < lineBytes) reflectOne(first + column, v, h, lineBytes, count);
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

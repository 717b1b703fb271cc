/** As in the twin. */
const mostSteps: i32 = 60;

/** Twin: ulm/compute/eigen/diagonalise.ts. */
export function diagonalise(
  diagonal: usize,
  besides: usize,
  lines: usize,
  sines: usize,
  cosines: usize,
  size: i32,
  start: i32,
  end: i32,
): void {
  for (let first = start; first < end; first++) {
    for (let step = 0; ; step++) {
      let last = first;
      while (last + 1 < size && !isNegligible(diagonal, besides, last)) last++;
      if (last === first) break;
      if (step === mostSteps) {
        put(besides, first, NaN);
        return;
      }
      const reached = rotateUp(diagonal, besides, sines, cosines, first, last);
      rotateLines(lines, sines, cosines, size, reached, last);
    }
  }
}

function get(list: usize, index: i32): f64 {
  return load<f64>(list + ((<usize>index) << 3));
}

function put(list: usize, index: i32, value: f64): void {
  store<f64>(list + ((<usize>index) << 3), value);
}

function isNegligible(diagonal: usize, besides: usize, index: i32): bool {
  return abs(get(besides, index)) <= f64.EPSILON * (abs(get(diagonal, index)) + abs(get(diagonal, index + 1)));
}

function rotateUp(d: usize, e: usize, sines: usize, cosines: usize, first: i32, last: i32): i32 {
  const half = (get(d, first + 1) - get(d, first)) / (2 * get(e, first));
  const root = hypotenuse(half, 1);
  let g = get(d, last) - get(d, first) + get(e, first) / (half + (half >= 0 ? root : -root));
  let sine: f64 = 1;
  let cosine: f64 = 1;
  let carried: f64 = 0;
  for (let index = last - 1; index >= first; index--) {
    const f = sine * get(e, index);
    const b = cosine * get(e, index);
    const r = hypotenuse(f, g);
    put(e, index + 1, r);
    if (r === 0) {
      put(d, index + 1, get(d, index + 1) - carried);
      put(e, last, 0);
      return index + 1;
    }
    sine = f / r;
    cosine = g / r;
    const shifted = get(d, index + 1) - carried;
    const t = (get(d, index) - shifted) * sine + 2 * cosine * b;
    carried = sine * t;
    put(d, index + 1, shifted + carried);
    g = cosine * t - b;
    put(sines, index, sine);
    put(cosines, index, cosine);
  }
  put(d, first, get(d, first) - carried);
  put(e, first, g);
  put(e, last, 0);
  return first;
}

function hypotenuse(a: f64, b: f64): f64 {
  const squares = a * a + b * b;
  if (squares > 1e-280) return sqrt(squares);
  const most = max(abs(a), abs(b));
  if (most === 0) return 0;
  const x = a / most;
  const y = b / most;
  return most * sqrt(x * x + y * y);
}

/** Eight columns at a time: the line that the next rotation needs too stays in registers. */
function rotateLines(lines: usize, sines: usize, cosines: usize, size: i32, start: i32, end: i32): void {
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

const rowsAtATime = 64;

/**
 * Twin: ulm/learn/moments/scatter-rows.ts. Puts 64 rows into scratch at a time, then adds up tiles of 4 × 4 products in registers. What
 * fills rows up to a multiple of 4 are zeros.
 */
export function scatterRows(
  points: usize,
  targets: usize,
  weights: usize,
  centre: usize,
  scratch: usize,
  parts: usize,
  columns: i32,
  targetCount: i32,
  weightCount: i32,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const width = columns + targetCount + 1;
  const filled = (width + 3) & ~3;
  const lineBytes = (<usize>filled) << 3;
  const part = parts + ((<usize>(start / blockRows) * <usize>width * <usize>width) << 3);
  for (let first = start; first < end; first += rowsAtATime) {
    const rows = min(rowsAtATime, end - first);
    centreRows(points + ((<usize>first * <usize>columns) << 3), centre, scratch, rows, columns, lineBytes);
    const rest = scratch + ((<usize>columns) << 3);
    if (targetCount == 1)
      centreTargets(targets + ((<usize>first) << 3), rest, centre + ((<usize>columns) << 3), rows, lineBytes);
    fillOnes(rest + ((<usize>targetCount) << 3), rows, lineBytes);
    if (weightCount == 1) stretchLines(scratch, weights + ((<usize>first) << 3), rows, lineBytes);
    for (let upper = 0; upper < filled; upper += 4) {
      for (let lower = 0; lower <= upper; lower += 4) addTile(scratch, part, rows, width, lineBytes, upper, lower);
    }
  }
}

function centreRows(points: usize, centre: usize, scratch: usize, rows: i32, columns: i32, lineBytes: usize): void {
  const rowBytes = (<usize>columns) << 3;
  const pairsEnd = rowBytes & ~15;
  for (let row = 0; row < rows; row++) {
    const from = points + <usize>row * rowBytes;
    const to = scratch + <usize>row * lineBytes;
    let place: usize = 0;
    for (; place < pairsEnd; place += 16) {
      v128.store(to + place, f64x2.sub(v128.load(from + place), v128.load(centre + place)));
    }
    if (place < rowBytes) store<f64>(to + place, load<f64>(from + place) - load<f64>(centre + place));
  }
}

function centreTargets(targets: usize, to: usize, centre: usize, rows: i32, lineBytes: usize): void {
  const middle = load<f64>(centre);
  for (let row = 0; row < rows; row++) {
    store<f64>(to + <usize>row * lineBytes, load<f64>(targets + ((<usize>row) << 3)) - middle);
  }
}

function fillOnes(to: usize, rows: i32, lineBytes: usize): void {
  for (let row = 0; row < rows; row++) store<f64>(to + <usize>row * lineBytes, 1);
}

/** A line that is √w times as long counts w times. */
function stretchLines(scratch: usize, weights: usize, rows: i32, lineBytes: usize): void {
  for (let row = 0; row < rows; row++) {
    const root = f64x2.splat(sqrt(load<f64>(weights + ((<usize>row) << 3))));
    const line = scratch + <usize>row * lineBytes;
    for (let place: usize = 0; place < lineBytes; place += 16) {
      v128.store(line + place, f64x2.mul(root, v128.load(line + place)));
    }
  }
}

function addTile(scratch: usize, part: usize, rows: i32, width: i32, lineBytes: usize, upper: i32, lower: i32): void {
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let c0 = f64x2.splat(0);
  let c1 = f64x2.splat(0);
  let d0 = f64x2.splat(0);
  let d1 = f64x2.splat(0);
  let row = scratch + ((<usize>upper) << 3);
  let other = scratch + ((<usize>lower) << 3);
  for (let count = 0; count < rows; count++) {
    const left = v128.load(other);
    const right = v128.load(other, 16);
    const a = v128.load_splat<f64>(row);
    a0 = f64x2.add(a0, f64x2.mul(a, left));
    a1 = f64x2.add(a1, f64x2.mul(a, right));
    const b = v128.load_splat<f64>(row, 8);
    b0 = f64x2.add(b0, f64x2.mul(b, left));
    b1 = f64x2.add(b1, f64x2.mul(b, right));
    const c = v128.load_splat<f64>(row, 16);
    c0 = f64x2.add(c0, f64x2.mul(c, left));
    c1 = f64x2.add(c1, f64x2.mul(c, right));
    const d = v128.load_splat<f64>(row, 24);
    d0 = f64x2.add(d0, f64x2.mul(d, left));
    d1 = f64x2.add(d1, f64x2.mul(d, right));
    row += lineBytes;
    other += lineBytes;
  }
  addLine(part, width, upper, lower, a0, a1);
  addLine(part, width, upper + 1, lower, b0, b1);
  addLine(part, width, upper + 2, lower, c0, c1);
  addLine(part, width, upper + 3, lower, d0, d1);
}

/** Adds four neighbouring sums to a line of the part, as far as they are in its lower triangle. */
function addLine(part: usize, width: i32, line: i32, column: i32, left: v128, right: v128): void {
  if (line >= width) return;
  const place = part + ((<usize>line * <usize>width + <usize>column) << 3);
  store<f64>(place, load<f64>(place) + f64x2.extract_lane(left, 0));
  if (column + 1 <= line) store<f64>(place + 8, load<f64>(place + 8) + f64x2.extract_lane(left, 1));
  if (column + 2 <= line) store<f64>(place + 16, load<f64>(place + 16) + f64x2.extract_lane(right, 0));
  if (column + 3 <= line) store<f64>(place + 24, load<f64>(place + 24) + f64x2.extract_lane(right, 1));
}

const rowsAtATime = 64;

/**
 * Twin: ulm/learn/decomposition/scatter-rows.ts. Centres 64 rows at a time, then adds up tiles of 4 × 4 products in registers. Columns are
 * filled up with zeros to a multiple of 4.
 */
export function scatterRows(
  points: usize,
  centre: usize,
  scratch: usize,
  parts: usize,
  columns: i32,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const filled = (columns + 3) & ~3;
  const width = (<usize>filled) << 3;
  const part = parts + ((<usize>(start / blockRows) * <usize>columns * <usize>columns) << 3);
  for (let first = start; first < end; first += rowsAtATime) {
    const rows = min(rowsAtATime, end - first);
    centreRows(points + ((<usize>first * <usize>columns) << 3), centre, scratch, rows, columns, width);
    for (let upper = 0; upper < filled; upper += 4) {
      for (let lower = 0; lower <= upper; lower += 4) addTile(scratch, part, rows, columns, width, upper, lower);
    }
  }
}

function centreRows(points: usize, centre: usize, scratch: usize, rows: i32, columns: i32, width: usize): void {
  for (let row = 0; row < rows; row++) {
    const from = points + ((<usize>row * <usize>columns) << 3);
    const to = scratch + <usize>row * width;
    for (let column = 0; column < columns; column++) {
      const place = (<usize>column) << 3;
      store<f64>(to + place, load<f64>(from + place) - load<f64>(centre + place));
    }
  }
}

function addTile(scratch: usize, part: usize, rows: i32, columns: i32, width: usize, upper: i32, lower: i32): void {
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
    row += width;
    other += width;
  }
  addLine(part, columns, upper, lower, a0, a1);
  addLine(part, columns, upper + 1, lower, b0, b1);
  addLine(part, columns, upper + 2, lower, c0, c1);
  addLine(part, columns, upper + 3, lower, d0, d1);
}

/** Adds four neighbouring sums to a line of the part, as far as they are in its lower triangle. */
function addLine(part: usize, columns: i32, line: i32, column: i32, left: v128, right: v128): void {
  if (line >= columns) return;
  const place = part + ((<usize>line * <usize>columns + <usize>column) << 3);
  store<f64>(place, load<f64>(place) + f64x2.extract_lane(left, 0));
  if (column + 1 <= line) store<f64>(place + 8, load<f64>(place + 8) + f64x2.extract_lane(left, 1));
  if (column + 2 <= line) store<f64>(place + 16, load<f64>(place + 16) + f64x2.extract_lane(right, 0));
  if (column + 3 <= line) store<f64>(place + 24, load<f64>(place + 24) + f64x2.extract_lane(right, 1));
}

import { loadLanes, storeLanes } from "./lanes";

/**
 * sums += left · right in single precision. Twin: ulm/learn/network/multiply-add.ts. Each sum is taken in the order of the inner
 * dimension, and stays in a register: tiles of four rows and eight columns, smaller ones at the edges.
 * @param leftRow, leftColumn how many numbers lie between the elements of `left` from row to row, and within a row
 */
export function multiplyAdd(
  rows: i32,
  inner: i32,
  columns: i32,
  left: usize,
  leftRow: i32,
  leftColumn: i32,
  right: usize,
  sums: usize,
): void {
  const rowBytes = (<usize>leftRow) << 2;
  const stepBytes = (<usize>leftColumn) << 2;
  const lineBytes = (<usize>columns) << 2;
  let column = 0;
  for (; column + 8 <= columns; column += 8) {
    const offset = (<usize>column) << 2;
    let row = 0;
    for (; row + 4 <= rows; row += 4) {
      const from = left + <usize>row * rowBytes;
      fourByEight(from, rowBytes, stepBytes, right + offset, sums + <usize>row * lineBytes + offset, lineBytes, inner);
    }
    for (; row < rows; row++) {
      const from = left + <usize>row * rowBytes;
      oneByEight(from, stepBytes, right + offset, sums + <usize>row * lineBytes + offset, lineBytes, inner);
    }
  }
  for (; column < columns; column += 4) {
    const offset = (<usize>column) << 2;
    const lanes = columns - column;
    let row = 0;
    for (; row + 4 <= rows; row += 4) {
      const from = left + <usize>row * rowBytes;
      const own = sums + <usize>row * lineBytes + offset;
      fourByFour(from, rowBytes, stepBytes, right + offset, own, lineBytes, inner, lanes);
    }
    for (; row < rows; row++) {
      const from = left + <usize>row * rowBytes;
      oneByFour(from, stepBytes, right + offset, sums + <usize>row * lineBytes + offset, lineBytes, inner, lanes);
    }
  }
}

function fourByEight(
  left: usize,
  rowBytes: usize,
  stepBytes: usize,
  right: usize,
  sums: usize,
  lineBytes: usize,
  inner: i32,
): void {
  const second = sums + lineBytes;
  const third = second + lineBytes;
  const fourth = third + lineBytes;
  let a0 = v128.load(sums);
  let a1 = v128.load(sums, 16);
  let b0 = v128.load(second);
  let b1 = v128.load(second, 16);
  let c0 = v128.load(third);
  let c1 = v128.load(third, 16);
  let d0 = v128.load(fourth);
  let d1 = v128.load(fourth, 16);
  const twoRows = rowBytes << 1;
  for (let place = 0; place < inner; place++) {
    const low = v128.load(right);
    const high = v128.load(right, 16);
    const a = v128.load_splat<f32>(left);
    a0 = f32x4.add(a0, f32x4.mul(a, low));
    a1 = f32x4.add(a1, f32x4.mul(a, high));
    const b = v128.load_splat<f32>(left + rowBytes);
    b0 = f32x4.add(b0, f32x4.mul(b, low));
    b1 = f32x4.add(b1, f32x4.mul(b, high));
    const c = v128.load_splat<f32>(left + twoRows);
    c0 = f32x4.add(c0, f32x4.mul(c, low));
    c1 = f32x4.add(c1, f32x4.mul(c, high));
    const d = v128.load_splat<f32>(left + twoRows + rowBytes);
    d0 = f32x4.add(d0, f32x4.mul(d, low));
    d1 = f32x4.add(d1, f32x4.mul(d, high));
    left += stepBytes;
    right += lineBytes;
  }
  v128.store(sums, a0);
  v128.store(sums, a1, 16);
  v128.store(second, b0);
  v128.store(second, b1, 16);
  v128.store(third, c0);
  v128.store(third, c1, 16);
  v128.store(fourth, d0);
  v128.store(fourth, d1, 16);
}

function oneByEight(left: usize, stepBytes: usize, right: usize, sums: usize, lineBytes: usize, inner: i32): void {
  let low = v128.load(sums);
  let high = v128.load(sums, 16);
  for (let place = 0; place < inner; place++) {
    const factor = v128.load_splat<f32>(left);
    low = f32x4.add(low, f32x4.mul(factor, v128.load(right)));
    high = f32x4.add(high, f32x4.mul(factor, v128.load(right, 16)));
    left += stepBytes;
    right += lineBytes;
  }
  v128.store(sums, low);
  v128.store(sums, high, 16);
}

function fourByFour(
  left: usize,
  rowBytes: usize,
  stepBytes: usize,
  right: usize,
  sums: usize,
  lineBytes: usize,
  inner: i32,
  lanes: i32,
): void {
  const second = sums + lineBytes;
  const third = second + lineBytes;
  const fourth = third + lineBytes;
  let a = loadLanes(sums, lanes);
  let b = loadLanes(second, lanes);
  let c = loadLanes(third, lanes);
  let d = loadLanes(fourth, lanes);
  const twoRows = rowBytes << 1;
  for (let place = 0; place < inner; place++) {
    const line = loadLanes(right, lanes);
    a = f32x4.add(a, f32x4.mul(v128.load_splat<f32>(left), line));
    b = f32x4.add(b, f32x4.mul(v128.load_splat<f32>(left + rowBytes), line));
    c = f32x4.add(c, f32x4.mul(v128.load_splat<f32>(left + twoRows), line));
    d = f32x4.add(d, f32x4.mul(v128.load_splat<f32>(left + twoRows + rowBytes), line));
    left += stepBytes;
    right += lineBytes;
  }
  storeLanes(sums, a, lanes);
  storeLanes(second, b, lanes);
  storeLanes(third, c, lanes);
  storeLanes(fourth, d, lanes);
}

function oneByFour(
  left: usize,
  stepBytes: usize,
  right: usize,
  sums: usize,
  lineBytes: usize,
  inner: i32,
  lanes: i32,
): void {
  let sum = loadLanes(sums, lanes);
  for (let place = 0; place < inner; place++) {
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(left), loadLanes(right, lanes)));
    left += stepBytes;
    right += lineBytes;
  }
  storeLanes(sums, sum, lanes);
}

/** Writes the transpose of a matrix, which is rows × columns. */
export function transpose(matrix: usize, rows: i32, columns: i32, target: usize): void {
  for (let column = 0; column < columns; column++) {
    let from = matrix + ((<usize>column) << 2);
    const end = target + ((<usize>rows) << 2);
    while (target < end) {
      store<f32>(target, load<f32>(from));
      from += (<usize>columns) << 2;
      target += 4;
    }
  }
}

/** Adds all rows of a matrix to `sums`. */
export function addRows(matrix: usize, rows: i32, columns: i32, sums: usize): void {
  const lineBytes = (<usize>columns) << 2;
  for (let column = 0; column < columns; column += 4) {
    const offset = (<usize>column) << 2;
    const lanes = columns - column;
    let sum = loadLanes(sums + offset, lanes);
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, loadLanes(matrix + <usize>row * lineBytes + offset, lanes));
    }
    storeLanes(sums + offset, sum, lanes);
  }
}

/** Every row of a matrix becomes a copy of `row`. */
export function fillRows(matrix: usize, rows: i32, columns: i32, row: usize): void {
  const lineBytes = (<usize>columns) << 2;
  for (let index = 0; index < rows; index++) memory.copy(matrix + <usize>index * lineBytes, row, lineBytes);
}

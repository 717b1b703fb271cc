/** Twin: ulm/learn/boosting/divide-rows.ts. Each record is written to both sides, and stays on one: there is no branch to guess. */
export function divideRows(
  bins: usize,
  records: usize,
  spare: usize,
  sides: usize,
  ends: usize,
  first: f64,
  from: i32,
  to: i32,
  start: i32,
  end: i32,
): void {
  const column = bins + <usize>first;
  const middle = from + ((to - from) >> 1);
  if (start == 0) store<i32>(ends, divideForwards(column, records, spare, sides, from, middle));
  if (end == 2) store<i32>(ends, divideBackwards(column, records, spare, sides, middle, to), 4);
}

function divideForwards(column: usize, records: usize, spare: usize, sides: usize, from: i32, to: i32): i32 {
  let left = records + ((<usize>from) << 4);
  let right = spare + ((<usize>from) << 4);
  const stop = records + ((<usize>to) << 4);
  for (let record = left; record < stop; record += 16) {
    const row = v128.load(record);
    const step = sideOf(row, column, sides);
    v128.store(left, row);
    v128.store(right, row);
    left += step;
    right += 16 - step;
  }
  return <i32>((left - records) >> 4);
}

function divideBackwards(column: usize, records: usize, spare: usize, sides: usize, from: i32, to: i32): i32 {
  let left = spare + ((<usize>to) << 4);
  let right = records + ((<usize>to) << 4);
  const stop = records + ((<usize>from) << 4);
  for (let record = right; record > stop;) {
    record -= 16;
    const row = v128.load(record);
    const step = sideOf(row, column, sides);
    v128.store(left - 16, row);
    v128.store(right - 16, row);
    left -= step;
    right -= 16 - step;
  }
  return <i32>((right - records) >> 4);
}

/** The bytes of a record where its row goes left, else 0. */
function sideOf(row: v128, column: usize, sides: usize): usize {
  const bin = <usize>load<u8>(column + ((<usize>i32x4.extract_lane(row, 2)) << 1));
  return (<usize>load<u8>(sides + bin)) << 4;
}

/** Twin: ulm/learn/boosting/divide-rows.ts. */
export function joinSides(records: usize, spare: usize, ends: usize, from: i32, to: i32, start: i32, end: i32): void {
  const middle = from + ((to - from) >> 1);
  const gap = records + ((<usize>load<i32>(ends)) << 4);
  const lefts = (<usize>(load<i32>(ends, 4) - middle)) << 4;
  const rights = (<usize>(middle - load<i32>(ends))) << 4;
  if (start == 0) memory.copy(gap, spare + ((<usize>to) << 4) - lefts, lefts);
  if (end == 2) memory.copy(gap + lefts, spare + ((<usize>from) << 4), rights);
}

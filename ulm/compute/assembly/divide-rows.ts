/** Twin: ulm/learn/boosting/divide-rows.ts. Each record is written to both sides, and stays on one: there is no branch to guess. */
export function divideRows(
  bins: usize,
  records: usize,
  spare: usize,
  sides: usize,
  middle: usize,
  first: f64,
  start: i32,
  end: i32,
): void {
  const column = bins + <usize>first;
  let left = records + ((<usize>start) << 4);
  let right = spare;
  const stop = records + ((<usize>end) << 4);
  for (let record = left; record < stop; record += 16) {
    const row = v128.load(record);
    const bin = <usize>load<u8>(column + ((<usize>i32x4.extract_lane(row, 2)) << 1));
    const step = (<usize>load<u8>(sides + bin)) << 4;
    v128.store(left, row);
    v128.store(right, row);
    left += step;
    right += 16 - step;
  }
  memory.copy(left, spare, right - spare);
  store<i32>(middle, <i32>((left - records) >> 4));
}

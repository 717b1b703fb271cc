import { similarityOfTwo } from "./shared/similarity";

/** Twin: ulm/learn/svm/kernel-line.ts. Two rows at a time. */
export function kernelLine(
  points: usize,
  line: usize,
  own: i32,
  columns: i32,
  code: f64,
  from: i32,
  start: i32,
  end: i32,
): void {
  const last = from + end;
  const width = (<usize>columns) << 3;
  const row = points + <usize>own * width;
  let other = from + start;
  for (; other + 1 < last; other += 2) {
    const first = points + <usize>other * width;
    v128.store(line + ((<usize>other) << 3), similarityOfTwo(row, first, first + width, width, code));
  }
  if (other < last) {
    const point = points + <usize>other * width;
    const alike = f64x2.extract_lane(similarityOfTwo(row, point, point, width, code), 0);
    store<f64>(line + ((<usize>other) << 3), alike);
  }
}

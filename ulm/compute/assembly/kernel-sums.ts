import { similarityOfTwo } from "./shared/similarity";

/** Twin: ulm/learn/svm/kernel-sums.ts. Two supports at a time. */
export function kernelSums(
  points: usize,
  supports: usize,
  coefficients: usize,
  sums: usize,
  count: i32,
  columns: i32,
  code: f64,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  for (let row = start; row < end; row++) {
    const point = points + <usize>row * width;
    let pairs = f64x2.splat(0);
    let support = 0;
    for (; support + 1 < count; support += 2) {
      const first = supports + <usize>support * width;
      const alike = similarityOfTwo(point, first, first + width, width, code);
      pairs = f64x2.add(pairs, f64x2.mul(v128.load(coefficients + ((<usize>support) << 3)), alike));
    }
    let sum = f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
    if (support < count) {
      const last = supports + <usize>support * width;
      const alike = f64x2.extract_lane(similarityOfTwo(point, last, last, width, code), 0);
      sum += load<f64>(coefficients + ((<usize>support) << 3)) * alike;
    }
    store<f64>(sums + ((<usize>row) << 3), sum);
  }
}

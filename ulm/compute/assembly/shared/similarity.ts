import { exponential } from "./exponential";
import { squaredDistance } from "./squared-distance";

/** How alike a row is to two others, by the code of ulm/learn/svm/kernel-function.ts. */
export function similarityOfTwo(row: usize, first: usize, second: usize, width: usize, code: f64): v128 {
  if (code < 0) return f64x2.replace_lane(f64x2.splat(product(row, first, width)), 1, product(row, second, width));
  const squares = f64x2.replace_lane(
    f64x2.splat(squaredDistance(row, first, width)),
    1,
    squaredDistance(row, second, width),
  );
  return exponential(f64x2.mul(f64x2.splat(-code), squares));
}

function product(a: usize, b: usize, width: usize): f64 {
  const pairsEnd = width & ~15;
  let sums = f64x2.splat(0);
  let offset: usize = 0;
  for (; offset < pairsEnd; offset += 16) {
    sums = f64x2.add(sums, f64x2.mul(v128.load(a + offset), v128.load(b + offset)));
  }
  const sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  return offset < width ? sum + load<f64>(a + offset) * load<f64>(b + offset) : sum;
}

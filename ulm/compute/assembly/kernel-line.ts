import { distancesToFour, highPair, lowPair, storeFour } from "./shared/distance-lanes";
import { exponential } from "./shared/exponential";

/** Twin: ulm/learn/svm/kernel-line.ts. Four rows at a time. */
export function kernelLine(
  points: usize,
  lanes: usize,
  line: usize,
  own: i32,
  columns: i32,
  padded: i32,
  code: f64,
  from: i32,
  start: i32,
  end: i32,
): void {
  const last = from + end;
  const width = (<usize>columns) << 3;
  const step = (<usize>padded) << 3;
  const point = points + <usize>own * width;
  for (let other = from + start; other < last; other += 4) {
    const place = (<usize>other) << 3;
    let low: v128;
    let high: v128;
    if (code < 0) {
      productsWithFour(point, lanes + place, width, step);
      low = lowProducts;
      high = highProducts;
    } else {
      distancesToFour(point, lanes + place, width, step);
      low = exponential(f64x2.mul(f64x2.splat(-code), lowPair));
      high = exponential(f64x2.mul(f64x2.splat(-code), highPair));
    }
    storeFour(line + place, low, high, last - other);
  }
}

let lowProducts: v128 = f64x2.splat(0);
let highProducts: v128 = f64x2.splat(0);

/** The products of a point with four others, arranged as for `distancesToFour`. */
function productsWithFour(point: usize, lanes: usize, width: usize, step: usize): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = point + width;
  for (; point < end; point += 8) {
    const value = v128.load_splat<f64>(point);
    low = f64x2.add(low, f64x2.mul(value, v128.load(lanes)));
    high = f64x2.add(high, f64x2.mul(value, v128.load(lanes, 16)));
    lanes += step;
  }
  lowProducts = low;
  highProducts = high;
}

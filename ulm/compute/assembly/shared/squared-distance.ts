/** The squared Euclidean distance between two rows of `width` bytes, two columns at a time. */
export function squaredDistance(a: usize, b: usize, width: usize): f64 {
  const pairsEnd = width & ~15;
  let sums = f64x2.splat(0);
  let offset: usize = 0;
  for (; offset < pairsEnd; offset += 16) {
    const difference = f64x2.sub(v128.load(a + offset), v128.load(b + offset));
    sums = f64x2.add(sums, f64x2.mul(difference, difference));
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (offset < width) {
    const difference = load<f64>(a + offset) - load<f64>(b + offset);
    sum += difference * difference;
  }
  return sum;
}

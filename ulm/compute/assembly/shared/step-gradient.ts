/** As ulm/learn/svm/step-gradient.ts. Two variables at a time; of equal gradients the first wins, as there. */
export function stepGradient(
  gradient: usize,
  riseCost: usize,
  risen: usize,
  fallen: usize,
  step: f64,
  start: i32,
  end: i32,
): i32 {
  let least = f64x2.splat(Infinity);
  let firsts = f64x2.splat(-1);
  let indices = f64x2.replace_lane(f64x2.splat(<f64>start), 1, <f64>(start + 1));
  let index = start;
  for (; index + 1 < end; index += 2) {
    const offset = (<usize>index) << 3;
    const difference = f64x2.sub(v128.load(risen + offset), v128.load(fallen + offset));
    const moved = f64x2.add(v128.load(gradient + offset), f64x2.mul(f64x2.splat(step), difference));
    v128.store(gradient + offset, moved);
    const open = f64x2.add(moved, v128.load(riseCost + offset));
    const isLess = f64x2.lt(open, least);
    least = v128.bitselect(open, least, isLess);
    firsts = v128.bitselect(indices, firsts, isLess);
    indices = f64x2.add(indices, f64x2.splat(2));
  }
  let low = f64x2.extract_lane(least, 0);
  let first = f64x2.extract_lane(firsts, 0);
  const otherLow = f64x2.extract_lane(least, 1);
  const other = f64x2.extract_lane(firsts, 1);
  if (otherLow < low || (otherLow == low && other >= 0 && other < first)) {
    low = otherLow;
    first = other;
  }
  if (index < end) {
    const offset = (<usize>index) << 3;
    const moved = load<f64>(gradient + offset) + step * (load<f64>(risen + offset) - load<f64>(fallen + offset));
    store<f64>(gradient + offset, moved);
    const open = moved + load<f64>(riseCost + offset);
    if (open < low) first = <f64>index;
  }
  return <i32>first;
}

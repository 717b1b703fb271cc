/** Twin: ulm/learn/decomposition/project-rows.ts. Two columns at a time. */
export function projectRows(
  points: usize,
  centre: usize,
  weights: usize,
  out: usize,
  count: i32,
  columns: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  const pairsEnd = width & ~15;
  for (let row = start; row < end; row++) {
    const point = points + <usize>row * width;
    for (let line = 0; line < count; line++) {
      const weight = weights + <usize>line * width;
      let sums = f64x2.splat(0);
      let offset: usize = 0;
      for (; offset < pairsEnd; offset += 16) {
        const centred = f64x2.sub(v128.load(point + offset), v128.load(centre + offset));
        sums = f64x2.add(sums, f64x2.mul(centred, v128.load(weight + offset)));
      }
      let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
      if (offset < width) {
        sum += (load<f64>(point + offset) - load<f64>(centre + offset)) * load<f64>(weight + offset);
      }
      store<f64>(out + ((<usize>row * <usize>count + <usize>line) << 3), sum);
    }
  }
}

/** Twin: ulm/compute/kernels/sum-columns.ts. Two columns at a time; rows in order, so that each sum adds up as the twin's does. */
export function sumColumns(
  values: usize,
  centre: usize,
  sums: usize,
  squares: usize,
  columns: i32,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>columns) << 3;
  const own = <usize>(start / blockRows) * width;
  const pairsEnd = width & ~15;
  for (let row = start; row < end; row++) {
    const rowValues = values + <usize>row * width;
    let offset: usize = 0;
    for (; offset < pairsEnd; offset += 16) {
      const difference = f64x2.sub(v128.load(rowValues + offset), v128.load(centre + offset));
      const sum = sums + own + offset;
      const square = squares + own + offset;
      v128.store(sum, f64x2.add(v128.load(sum), difference));
      v128.store(square, f64x2.add(v128.load(square), f64x2.mul(difference, difference)));
    }
    if (offset < width) {
      const difference = load<f64>(rowValues + offset) - load<f64>(centre + offset);
      const sum = sums + own + offset;
      const square = squares + own + offset;
      store<f64>(sum, load<f64>(sum) + difference);
      store<f64>(square, load<f64>(square) + difference * difference);
    }
  }
}

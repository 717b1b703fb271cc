/** Twin: ulm/learn/moments/scatter-around-mean.ts. */
export function scatterAroundMean(sums: usize, scatter: usize, size: i32, start: i32, end: i32): void {
  const lineBytes = (<usize>size) << 3;
  const last = sums + <usize>size * (lineBytes + 8);
  const weight = load<f64>(last + lineBytes);
  for (let upper = start; upper < end; upper++) {
    const from = sums + <usize>upper * (lineBytes + 8);
    const to = scatter + <usize>upper * lineBytes;
    const own = load<f64>(last + ((<usize>upper) << 3));
    for (let place: usize = 0; place <= (<usize>upper) << 3; place += 8) {
      store<f64>(to + place, load<f64>(from + place) - (own * load<f64>(last + place)) / weight);
    }
  }
}

/** Twin: ulm/compute/eigen/mirror-and-scale.ts. */
export function mirrorAndScale(matrix: usize, scale: usize, size: i32, start: i32, end: i32): void {
  const lineBytes = (<usize>size) << 3;
  let most: f64 = 0;
  for (let row = start; row < end; row++) {
    const line = matrix + <usize>row * lineBytes;
    for (let place: usize = 0; place <= (<usize>row) << 3; place += 8) most = max(most, abs(load<f64>(line + place)));
  }
  const unit: f64 = most > 0 ? most : 1;
  for (let row = start; row < end; row++) {
    for (let column = 0; column <= row; column++) {
      const from = matrix + <usize>row * lineBytes + ((<usize>column) << 3);
      const value = load<f64>(from) / unit;
      store<f64>(from, value);
      store<f64>(matrix + <usize>column * lineBytes + ((<usize>row) << 3), value);
    }
  }
  store<f64>(scale, unit);
}

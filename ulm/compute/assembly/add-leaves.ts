/** Twin: ulm/learn/boosting/add-leaves.ts. */
export function addLeaves(
  records: usize,
  ends: usize,
  values: usize,
  raw: usize,
  first: f64,
  start: i32,
  end: i32,
): void {
  const predictor = raw + ((<usize>first) << 3);
  let leaf: usize = 0;
  let place = start;
  while (place < end) {
    const stop = min(end, load<i32>(ends + (leaf << 2)));
    const value = load<f64>(values + (leaf << 3));
    for (; place < stop; place++) {
      const row = <usize>load<i32>(records + ((<usize>place) << 4), 8);
      const sum = predictor + (row << 3);
      store<f64>(sum, load<f64>(sum) + value);
    }
    leaf++;
  }
}

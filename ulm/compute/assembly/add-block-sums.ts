/** Twin: ulm/compute/kernels/add-block-sums.ts. Two sums at a time. */
export function addBlockSums(parts: usize, totals: usize, blocks: i32, size: i32, start: i32, end: i32): void {
  const width = (<usize>size) << 3;
  const pairsEnd = start + ((end - start) & ~1);
  for (let index = start; index < pairsEnd; index += 2) {
    const place = (<usize>index) << 3;
    let part = parts + place;
    let total = v128.load(totals + place);
    for (let block = 0; block < blocks; block++) {
      total = f64x2.add(total, v128.load(part));
      part += width;
    }
    v128.store(totals + place, total);
  }
  if (pairsEnd < end) {
    const place = (<usize>pairsEnd) << 3;
    let part = parts + place;
    let total = load<f64>(totals + place);
    for (let block = 0; block < blocks; block++) {
      total += load<f64>(part);
      part += width;
    }
    store<f64>(totals + place, total);
  }
}
